package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.ProxyHeader.Progress;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.InetAddress;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyHeaderTest {

  static final String SIGNATURE = "\r\n\r\n\0\r\nQUIT\n";
  private static final String FOUR = hex("cb007107c000020112340050");
  private static final String REST = "GET / HTTP/1.1\r\n";

  @ParameterizedTest
  @CsvSource({
    "PROXY TCP4 203.0.113.7 192.0.2.1 4711 80, 203.0.113.7",
    "PROXY TCP4 0.0.0.0 255.255.255.255 0 65535, 0.0.0.0",
    "PROXY TCP6 2001:db8::7 ::1 4711 80, 2001:db8:0:0:0:0:0:7",
    "PROXY TCP6 ::ffff:203.0.113.7 ::1 4711 80, 203.0.113.7",
    "PROXY TCP6 ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff 65535 65535,"
        + " ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
  })
  void aLineNamesTheSource(String line, String source) {
    whole(line + "\r\n", source);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY UNKNOWN",
        "PROXY UNKNOWN ",
        "PROXY UNKNOWN a b",
        "PROXY UNKNOWN 1.2.3.4 1.2.3.4 1 1"
      })
  void anUnknownSourceIsTheProxyItself(String line) {
    own(line + "\r\n");
    own("PROXY UNKNOWN " + "x".repeat(91) + "\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PROXY \r\n",
        "PROXY TCP4\r\n",
        "PROXY TCP5 1.2.3.4 1.2.3.4 1 1\r\n",
        "PROXY tcp4 1.2.3.4 1.2.3.4 1 1\r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1\r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 1 1\r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 1 \r\n",
        "PROXY TCP4  1.2.3.4 1.2.3.4 1 1\r\n",
        "PROXY  TCP4 1.2.3.4 1.2.3.4 1 1\r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 +1 1\r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 01 1\r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 65536 1\r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 -1 1\r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 x\r\n",
        "PROXY TCP4 ::1 ::1 1 1\r\n",
        "PROXY TCP6 1.2.3.4 1.2.3.4 1 1\r\n",
        "PROXY TCP6 [::1] ::1 1 1\r\n",
        "PROXY TCP6 ::1%1 ::1 1 1\r\n",
        "PROXY TCP4 1.2.3 1.2.3.4 1 1\r\n",
        "PROXY TCP4 localhost 1.2.3.4 1 1\r\n",
        "PROXY TCP4 1.2.3.4 1.2.3.4 1 1\n",
        "PROXY TCP4 1.2.3.4\r1.2.3.4 1 1\r\n",
        "PROXY UNKNOWN\n",
        "PROXY UNKNOWN \r\r\n",
        "PROXY UNKNOWNX\r\n",
        "PROXY TCP4\t1.2.3.4 1.2.3.4 1 1\r\n",
        "PROXY \u0000\r\n"
      })
  void aLineThatIsAlmostOneIsMalformed(String line) {
    ends(line, Progress.MALFORMED);
  }

  @Test
  void aLineHasABound() {
    own("PROXY UNKNOWN " + "x".repeat(91) + "\r\n");
    ends("PROXY UNKNOWN " + "x".repeat(93), Progress.MALFORMED);
    assertThat(new ProxyHeader().take(buffer("PROXY UNKNOWN " + "x".repeat(92))))
        .isEqualTo(Progress.UNDECIDED);
  }

  @Test
  void theBinaryFormNamesTheSource() {
    whole(SIGNATURE + hex("2111000c") + FOUR, "203.0.113.7");
    String six = " \u0001\r\u00b8" + "\0".repeat(11) + "\u0007" + "\0".repeat(16) + "\0\1\0\2";
    whole(SIGNATURE + hex("21210024") + six, "2001:db8:0:0:0:0:0:7");
    String mapped = "\0".repeat(10) + "\u00ff\u00ff\u0001\u0002\u0003\u0004" + "\0".repeat(20);
    whole(SIGNATURE + hex("21210024") + mapped, "1.2.3.4");
  }

  @Test
  void whatFollowsTheAddressesIsSkipped() {
    whole(SIGNATURE + hex("21110013") + FOUR + "\u0004\0\u0004abcd", "203.0.113.7");
    whole(SIGNATURE + hex("21111000") + FOUR + "x".repeat(4_096 - 12), "203.0.113.7");
  }

  @Test
  void aSourceOnAUnixSocketHasNoAddress() {
    ProxyHeader header = new ProxyHeader();
    ByteBuf bytes = buffer(SIGNATURE + hex("213100d8") + "x".repeat(216) + REST);
    assertThat(header.take(bytes)).isEqualTo(Progress.WHOLE);
    assertThat(header.speaksForAnother()).isTrue();
    assertThat(header.source()).isNull();
    assertThat(bytes.toString(ISO_8859_1)).isEqualTo(REST);
  }

  @Test
  void theProxysOwnConnectionsAreItsOwn() {
    own(SIGNATURE + hex("20000000"));
    own(SIGNATURE + hex("2011000c") + FOUR);
    own(SIGNATURE + hex("20ff0003616263"));
    own(SIGNATURE + hex("21000000"));
    own(SIGNATURE + hex("21000003616263"));
    own(SIGNATURE + hex("2112000c") + FOUR);
  }

  @Test
  void aBinaryFormThatIsAlmostOneIsMalformed() {
    String[] almost = {
      "\u0011\u0011\0\u000c",
      "\42\u0011\0\u000c",
      hex("3111000c"),
      "\0\u0011\0\u000c",
      hex("2110000c"),
      hex("2113000c"),
      hex("2141000c"),
      hex("21ff000c"),
      hex("2111000b"),
      hex("21110000"),
      hex("21210023"),
      hex("213100d7"),
      hex("21111001"),
      hex("20001001"),
      hex("2111ffff")
    };
    for (String fixed : almost) {
      ends(SIGNATURE + fixed, Progress.MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1\r\n",
        "PRI * HTTP/2.0\r\n",
        "POST",
        "PROXYTCP4",
        "PROXy ",
        "proxy TCP4",
        "PROX ",
        "\r\nGET",
        "\r\n\r\nGET",
        "\r\n\r\n\0\r\nQUIT\r",
        "\u0016\u0003\u0001",
        "\0"
      })
  void aConnectionMayBeginWithSomethingElse(String bytes) {
    for (boolean apart : new boolean[] {false, true}) {
      ProxyHeader header = new ProxyHeader();
      StringBuilder rest = new StringBuilder();
      Progress progress = feed(header, bytes, apart, rest);
      assertThat(progress).isEqualTo(Progress.ABSENT);
      assertThat(new String(header.taken(), ISO_8859_1) + rest).isEqualTo(bytes);
    }
  }

  private static void whole(String bytes, String source) {
    ends(bytes, Progress.WHOLE);
    ProxyHeader header = new ProxyHeader();
    header.take(buffer(bytes));
    assertThat(header.speaksForAnother()).isTrue();
    assertThat(header.source())
        .isNotNull()
        .extracting(InetAddress::getHostAddress)
        .isEqualTo(source);
  }

  private static void own(String bytes) {
    ends(bytes, Progress.WHOLE);
    ProxyHeader header = new ProxyHeader();
    header.take(buffer(bytes));
    assertThat(header.speaksForAnother()).isFalse();
  }

  /** With its last byte and not before, and without a byte of what follows. */
  private static void ends(String bytes, Progress how) {
    for (int at = 0; at < bytes.length(); at++) {
      ProxyHeader header = new ProxyHeader();
      assertThat(header.take(buffer(bytes.substring(0, at)))).isEqualTo(Progress.UNDECIDED);
      ByteBuf rest = buffer(bytes.substring(at) + REST);
      assertThat(header.take(rest)).as("cut at %d", at).isEqualTo(how);
      assertThat(rest.toString(ISO_8859_1)).isEqualTo(REST);
    }
    StringBuilder rest = new StringBuilder();
    assertThat(feed(new ProxyHeader(), bytes + REST, true, rest)).isEqualTo(how);
    assertThat(rest.toString()).isEqualTo(REST);
  }

  private static Progress feed(
      ProxyHeader header, String bytes, boolean apart, StringBuilder rest) {
    Progress progress = Progress.UNDECIDED;
    for (String piece : apart ? bytes.split("") : new String[] {bytes}) {
      ByteBuf buffer = buffer(piece);
      if (progress == Progress.UNDECIDED) {
        progress = header.take(buffer);
      }
      rest.append(buffer.toString(ISO_8859_1));
    }
    return progress;
  }

  private static ByteBuf buffer(String bytes) {
    return Unpooled.copiedBuffer(bytes, ISO_8859_1);
  }

  static String hex(String digits) {
    return new String(HexFormat.of().parseHex(digits), ISO_8859_1);
  }
}
