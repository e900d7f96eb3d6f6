package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import gotourl.link.BaseUrl;
import gotourl.link.Shortener;
import gotourl.link.UrlPolicy;
import gotourl.support.Keys;
import gotourl.support.LogLines;
import gotourl.support.MemoryStore;
import gotourl.support.Seed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes in which a proxy and we could see different requests: one answer and the end, wherever they
 * stand and however they are cut; never a failure of ours, nor a line in the log.
 */
class SmugglingTest {

  private static final String GOOD = "GET /go HTTP/1.1\r\nHost: a\r\n\r\n";
  private static final String POST = "POST /add HTTP/1.1\r\nHost: a\r\n";
  private static final String CHUNKED = POST + "Transfer-Encoding: chunked\r\n\r\n";

  private static TestServer server;
  private static LogLines connectionLog;
  private static LogLines routerLog;

  private final MemoryStore store = new MemoryStore();
  private final Loop loop = new Loop(new Traffic(Status.FOUND, null));
  private final Wire wire = new Wire(Status.FOUND);
  private final Shortener shortener;
  private final Router router;

  SmugglingTest() {
    BaseUrl base = BaseUrl.parse("goto.example");
    UrlPolicy policy = new UrlPolicy(new UrlPolicy.Options(base, Set.of()));
    shortener = new Shortener(store, policy, new Shortener.Options(7, true));
    router = TestRouter.of(store, shortener, base, policy);
    var _ = store.add(Keys.key("go"), "https://example.org/");
  }

  @BeforeAll
  static void open() {
    connectionLog = LogLines.of(Connection.class);
    routerLog = LogLines.of(Front.class);
    server = new TestServer();
    server.link("go", "https://example.org/");
  }

  @AfterAll
  static void close() {
    server.close();
    connectionLog.close();
    routerLog.close();
  }

  @BeforeEach
  void nothingLoggedYet() {
    assertNothingLogged();
  }

  @AfterEach
  void end() {
    shortener.close();
    loop.release();
    assertNothingLogged();
  }

  private static void assertNothingLogged() {
    assertThat(connectionLog.lines()).isEmpty();
    assertThat(routerLog.lines()).isEmpty();
  }

  /** A name for people, the statuses that may be answered, the bytes. */
  private static Arguments row(String name, String status, String bytes) {
    return Arguments.of(name, status, bytes);
  }

  private static Arguments refused(String name, String bytes) {
    return row(name, "400", bytes);
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
            lengths(), encodings(), lines(), targets(), chunks(), trailers(), versions(), hosts())
        .flatMap(rows -> rows);
  }

  private static Stream<Arguments> lengths() {
    String good = "Content-Length: 5\r\n";
    return Stream.concat(
        Stream.of(
            refused("two equal lengths", POST + good + good + "\r\nhello"),
            refused("two lengths", POST + good + "Content-Length: 6\r\n\r\nhello"),
            refused("two lengths in any case", POST + good + "content-length: 5\r\n\r\nhello"),
            refused(
                "two lengths in 1.0",
                "POST /add HTTP/1.0\r\nContent-Length: 5\r\nContent-Length: 0\r\n\r\nhello"),
            refused(
                "a list of lengths in 1.0",
                "POST /add HTTP/1.0\r\nContent-Length: 5,5\r\n\r\nhello"),
            row("a huge length", "413", POST + "Content-Length: 99999999999\r\n\r\n"),
            row(
                "the longest length",
                "413",
                POST + "Content-Length: " + Long.MAX_VALUE + "\r\n\r\n")),
        each(
            "length",
            POST + "Content-Length:%s\r\n\r\nhello",
            List.of(
                " +5",
                " -5",
                " 5,5",
                " 5, 5",
                " 0x5",
                "",
                " ",
                " 5 5",
                " 5;",
                " 5.0",
                " 5e0",
                " five",
                " 9223372036854775808",
                " 99999999999999999999999999",
                " 5\u00a0",
                " \u00b2",
                "\t5",
                " 5\t",
                " \u000b5",
                " 5\u000b",
                " 5\f",
                " 5\u0000",
                " \"5\"",
                " _5",
                " 1_0")));
  }

  private static Stream<Arguments> encodings() {
    return Stream.concat(
        Stream.of(
            refused(
                "encoding before length",
                POST + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
            refused(
                "length before encoding",
                POST + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            refused(
                "encoding in 1.0",
                "POST /add HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            refused(
                "encoding and length in 1.0",
                "POST /add HTTP/1.0\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            refused(
                "two encodings",
                POST + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            refused(
                "an encoding hidden behind another",
                POST + "Transfer-Encoding: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            refused(
                "encoding of a GET with a length",
                "GET /go HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n")),
        each(
            "encoding",
            POST + "Transfer-Encoding:%s\r\n\r\n0\r\n\r\n",
            List.of(
                " chunked, chunked",
                " chunked,chunked",
                " xchunked",
                " chunkedx",
                " chunked,",
                " ,chunked",
                " chunked;q=1",
                " gzip, chunked",
                " chunked, gzip",
                " identity",
                " gzip",
                "",
                " ",
                "\tchunked",
                " chunked\t",
                " \tchunked",
                " \u000bchunked",
                " chunked\u000b",
                "\fchunked",
                " chunked\f",
                " \"chunked\"",
                " 'chunked'",
                " chun ked",
                " chunked\u0000",
                " \u0000chunked",
                " c\u0000hunked",
                " chunked\u00a0",
                " \u00a0chunked",
                " chunke\u00e9")));
  }

  private static Stream<Arguments> lines() {
    return each(
        "lines",
        "%s",
        List.of(
            "GET /go HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost: a\r\nX: b\r\n\tc\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost: a\r\n X: b\r\n\r\n",
            "GET /go HTTP/1.1\r\n Host: a\r\n\r\n",
            POST + "Content-Length:\r\n 5\r\n\r\nhello",
            POST + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
            POST + "X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost : a\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost\t: a\r\n\r\n",
            POST + "Content-Length : 5\r\n\r\nhello",
            POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
            POST + "Transfer-Encoding\u000b: chunked\r\n\r\n0\r\n\r\n",
            POST + "Transfer-Encoding\u0000: chunked\r\n\r\n0\r\n\r\n",
            POST + "\u0000Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            POST + ": x\r\n\r\n",
            POST + "X\r\n\r\n",
            POST + "X y: z\r\n\r\n",
            POST + "X(y): z\r\n\r\n",
            POST + "X\u00e9: z\r\n\r\n",
            "GET /go HTTP/1.1\nHost: a\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost: a\n\r\n",
            "GET /go HTTP/1.1\r\nHost: a\r\nX: y\n\n",
            "GET /go HTTP/1.1\r\nHost: a\r\nX: y\nContent-Length: 5\r\n\r\n",
            "GET /go HTTP/1.1\nHost: a\n\n",
            "\nGET /go HTTP/1.1\r\nHost: a\r\n\r\n",
            "\r\rGET /go HTTP/1.1\r\nHost: a\r\n\r\n",
            "\rGET /go HTTP/1.1\r\nHost: a\r\n\r\n",
            " GET /go HTTP/1.1\r\nHost: a\r\n\r\n",
            "\u0000GET /go HTTP/1.1\r\nHost: a\r\n\r\n",
            "\u001fGET /go HTTP/1.1\r\nHost: a\r\n\r\n",
            "GET /go HTTP/1.1\rHost: a\r\n\r\n",
            "GET /go HTTP/1.1\r\r\nHost: a\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost: a\r\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost: a\r\nX: y\r\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost: a\r\nX: \ry\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost: a\r\nX: y\rContent-Length: 5\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost: a\r\nX: \u0000\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost: a\r\nX: y\u0000z\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost: a\r\nX: \u0001\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost: a\r\nX: y\u007f\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost: a\r\nX: y\u000b\r\n\r\n",
            "GET /go HTTP/1.1\r\nHost: a\r\n\r\r\n\r\n"));
  }

  private static Stream<Arguments> targets() {
    List<String> targets = new ArrayList<>();
    for (char c = 0; c <= ' '; c++) {
      targets.add("/g" + c + "o");
    }
    targets.addAll(
        List.of(
            "/go\u007f",
            "go",
            "*",
            "",
            "a:80",
            "ftp://a/go",
            "//",
            "http:/go",
            "/go HTTP/1.1 ",
            "\t/go",
            " /go"));
    targets.remove("//");
    return each("target", "GET %s HTTP/1.1\r\nHost: a\r\n\r\n", targets);
  }

  private static Stream<Arguments> chunks() {
    String longExtension = "5;x=" + "y".repeat(9_000) + "\r\nhello\r\n0\r\n\r\n";
    return Stream.concat(
        Stream.of(
            refused("an endless extension", CHUNKED + longExtension),
            refused("an endless size", CHUNKED + "0".repeat(9_000) + "\r\n\r\n"),
            row("chunks beyond the limit", "413", CHUNKED + "10001\r\n" + "x".repeat(0x10001)),
            row("a chunk that will be", "413", CHUNKED + "7fffffff\r\n" + "x".repeat(70_000))),
        each(
            "chunks",
            CHUNKED + "%s",
            List.of(
                "zz\r\n",
                "+5\r\nhello\r\n0\r\n\r\n",
                "-5\r\nhello\r\n0\r\n\r\n",
                "0x5\r\nhello\r\n0\r\n\r\n",
                "5 \r\nhello\r\n0\r\n\r\n",
                " 5\r\nhello\r\n0\r\n\r\n",
                "5\t\r\nhello\r\n0\r\n\r\n",
                "\r\nhello\r\n0\r\n\r\n",
                ";x\r\nhello\r\n0\r\n\r\n",
                "5 5\r\nhello\r\n0\r\n\r\n",
                "5\nhello\r\n0\r\n\r\n",
                "5\rhello\r\n0\r\n\r\n",
                "5\r\nhello\n0\r\n\r\n",
                "5\r\nhello0\r\n\r\n",
                "5\r\nhellox\r\n0\r\n\r\n",
                "5\r\nhell\r\n0\r\n\r\n",
                "5\r\nhello\r0\r\n\r\n",
                "5\r\nhello\r\r\n0\r\n\r\n",
                "5\r\nhello\r\n0\n\r\n",
                "5\r\nhello\r\n0\r\n\n",
                "5;x\ny\r\nhello\r\n0\r\n\r\n",
                "5;x\rz\r\nhello\r\n0\r\n\r\n",
                "5;\u0000\r\nhello\r\n0\r\n\r\n",
                "5,5\r\nhello\r\n0\r\n\r\n",
                "5.\r\nhello\r\n0\r\n\r\n",
                "\u00b2\r\nhello\r\n0\r\n\r\n",
                "80000000\r\n",
                "ffffffffffffffff\r\n",
                "10000000000000005\r\nhello\r\n0\r\n\r\n",
                "100000005\r\nhello\r\n0\r\n\r\n",
                "5\u0000\r\nhello\r\n0\r\n\r\n")));
  }

  private static Stream<Arguments> trailers() {
    return Stream.concat(
        Stream.of(
            row(
                "an endless trailer",
                "431",
                CHUNKED + "0\r\n" + ("X: " + "y".repeat(1_000) + "\r\n").repeat(17) + "\r\n")),
        each(
            "trailer",
            CHUNKED + "5\r\nhello\r\n0\r\n%s",
            List.of(
                "X\r\n\r\n",
                "X : y\r\n\r\n",
                ": y\r\n\r\n",
                " X: y\r\n\r\n",
                "X: y\r\n z\r\n\r\n",
                "X: y\r\n\tz\r\n\r\n",
                "X: y\n\r\n",
                "X: y\r\n\n",
                "X: y\rZ: z\r\n\r\n",
                "X: y\r\r\n\r\n",
                "X: \u0000\r\n\r\n",
                "X: y\u0000\r\n\r\n",
                "X: y\u000b\r\n\r\n",
                "X\u0000: y\r\n\r\n",
                "Content-Length: 5\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n",
                "Host: b\r\n\r\n",
                "X: y\r\nContent-Length: 5\r\n\r\n",
                "\r\r\n\r\n")));
  }

  private static Stream<Arguments> versions() {
    return Stream.concat(
        each(
            "version",
            "505",
            "GET /go %s\r\nHost: a\r\n\r\n",
            List.of("HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "HTTP/3.0", "HTTP/9.9")),
        each(
            "version",
            "400|505",
            "GET /go %s\r\nHost: a\r\n\r\n",
            List.of(
                "http/1.1",
                "Http/1.1",
                "HTTP/1",
                "HTTP/1.",
                "HTTP/.1",
                "HTTP/11",
                "HTTP/1.1.1",
                "HTTP/1.10",
                "HTTP/01.1",
                "HTTP/1,1",
                "HTTP/ 1.1",
                "HTTP /1.1",
                "HTTP",
                "XTTP/1.1",
                "HTTP/1.1\u0000",
                "HTTP/1.1 ",
                "HTTP/1.1\t",
                "HTTP/1.1\u000b",
                "HTTP/-1.1",
                "HTTP/+1.1",
                "HTTP/\u00b9.1",
                "")));
  }

  private static Stream<Arguments> hosts() {
    return Stream.concat(
        Stream.of(
            refused("no host", "GET /go HTTP/1.1\r\n\r\n"),
            refused("two hosts", "GET /go HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n"),
            refused("two hosts in any case", "GET /go HTTP/1.1\r\nHost: a\r\nhOST: b\r\n\r\n"),
            refused("two hosts in 1.0", "GET /go HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n"),
            refused("no host but a target's", "GET http://a/go HTTP/1.1\r\n\r\n")),
        each(
            "host",
            "GET /go HTTP/1.1\r\nHost:%s\r\n\r\n",
            List.of(
                "",
                " ",
                " a b",
                " a,b",
                " a, b",
                " a/b",
                " a@b",
                " a:b",
                " a:80:80",
                " a:-1",
                " :80",
                " [::1",
                " ::1",
                " []",
                " [::1]a",
                " [g]",
                " \"a\"",
                " a\\b",
                " a?b",
                " a#b",
                " <a>",
                " a\u0000",
                " a\u0000b",
                " a\u00e9",
                "\ta",
                " a\t",
                " a\tb",
                " a\u000b",
                " http://a")));
  }

  private static Stream<Arguments> each(String kind, String template, List<String> values) {
    return each(kind, "400", template, values);
  }

  private static Stream<Arguments> each(
      String kind, String status, String template, List<String> values) {
    return IntStream.range(0, values.size())
        .mapToObj(i -> row(kind + " " + i, status, template.replace("%s", values.get(i))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void oneAnswerAndTheEndWhereverItStands(String name, String status, String bytes)
      throws IOException {
    try (RawClient client = server.connect()) {
      client.send(bytes + GOOD);
      refuses(client, status);
    }
    try (RawClient client = server.connect()) {
      client.send(GOOD + bytes + GOOD);
      assertThat(client.read().status()).isEqualTo(302);
      refuses(client, status);
    }
    try (RawClient client = server.connect()) {
      client.send(GOOD);
      assertThat(client.read().status()).isEqualTo(302);
      client.send(bytes + GOOD);
      refuses(client, status);
    }
    try (RawClient client = server.connect()) {
      client.send(CHUNKED + "1;x=y\r\nx\r\n0\r\nX: y\r\n\r\n" + bytes + GOOD);
      assertThat(client.read().status()).isEqualTo(415);
      refuses(client, status);
    }
  }

  private static void refuses(RawClient client, String status) throws IOException {
    Response response = client.read();
    assertThat(String.valueOf(response.status())).matches(status);
    assertThat(response.one("Connection")).isEqualTo("close");
    assertThat(client.readToEnd()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void oneAnswerAndTheEndHoweverItIsCut(String name, String status, String bytes) {
    String whole = said(bytes + GOOD);
    assertThat(whole).matches("(?s)HTTP/1.1 (" + status + ") .*Connection: close\\r\\n.*<end>");
    assertThat(whole).doesNotContainPattern("(?s).HTTP/1\\.1 [0-9]");
    int cuts = Math.min(bytes.length(), 400);
    for (int at = 1; at < cuts; at++) {
      assertThat(said(bytes.substring(0, at), bytes.substring(at) + GOOD))
          .as("cut at %d", at)
          .isEqualTo(whole);
      assertThat(said(GOOD + bytes.substring(0, at), bytes.substring(at) + GOOD))
          .as("second, cut at %d", at)
          .endsWith(whole)
          .startsWith("HTTP/1.1 302 ");
    }
    if (bytes.length() < 1_000) {
      assertThat(said((bytes + GOOD).split(""))).isEqualTo(whole);
    }
  }

  /** What is allowed to look strange, so that the rows above are refused for what they say. */
  @ParameterizedTest
  @MethodSource("harmless")
  void whatIsOnlyUnusualIsTaken(String bytes, int status) {
    for (String said : List.of(said(bytes + GOOD), said((bytes + GOOD).split("")))) {
      assertThat(said)
          .as(bytes)
          .matches("(?s)HTTP/1.1 " + status + " .*HTTP/1.1 302 .*<open>")
          .doesNotContain("Connection: close");
    }
  }

  static Stream<Arguments> harmless() {
    return Stream.of(
        Arguments.of("\r\n" + GOOD, 302),
        Arguments.of("\r\n\r\n" + GOOD, 302),
        Arguments.of("GET /go HTTP/1.1\r\nHost:a\r\n\r\n", 302),
        Arguments.of("GET /go HTTP/1.1\r\nHost:   a  \r\n\r\n", 302),
        Arguments.of("GET /go HTTP/1.1\r\nHost: a\r\nX:\ty\t z\t\r\nY:\r\n\r\n", 302),
        Arguments.of("GET /go HTTP/1.1\r\nHost: a\r\nX: \u00e9\r\n\r\n", 302),
        Arguments.of("GET http://b/go HTTP/1.1\r\nHost: a\r\n\r\n", 302),
        Arguments.of(POST + "Content-Length: 005\r\n\r\nhello", 415),
        Arguments.of(POST + "Transfer-Encoding: CHUNKED \r\n\r\n0\r\n\r\n", 200),
        Arguments.of(CHUNKED + "05;x=\"y;z\"\r\nhello\r\n000\r\n\r\n", 415),
        Arguments.of(CHUNKED + "A\r\n0123456789\r\n0\r\nX: y\r\nZ:\tz\r\n\r\n", 415));
  }

  @Test
  void noMixtureOfHostileBytesIsAFailureOfOurs() {
    List<String> rows =
        hostile().map(row -> (String) row.get()[2]).filter(text -> text.length() < 500).toList();
    Random random = new Random(Seed.next("SmugglingTest.noMixtureOfHostileBytesIsAFailureOfOurs"));
    for (int round = Seed.rounds(5_000, 1_000_000); round > 0; round--) {
      StringBuilder mixture = new StringBuilder();
      for (int i = 1 + random.nextInt(3); i > 0; i--) {
        String row = rows.get(random.nextInt(rows.size()));
        mixture.append(random.nextBoolean() ? row : row.substring(random.nextInt(row.length())));
      }
      for (int i = random.nextInt(4); i > 0; i--) {
        mixture.setCharAt(random.nextInt(mixture.length()), (char) random.nextInt(0x100));
      }
      String said = said(mixture.toString());
      assertThat(said).as(mixture::toString).doesNotContainPattern("HTTP/1\\.1 50[0-4]");
    }
  }

  private String said(String... pieces) {
    try (Conversation conversation = new Conversation(router, wire, loop, true)) {
      for (String piece : pieces) {
        conversation.hear(piece);
      }
      return conversation.said();
    }
  }
}
