package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.HostLines.Faulty;
import gotourl.link.HostLines.Lines;
import java.io.IOException;
import java.io.StringReader;
import org.junit.jupiter.api.Test;

class HostLinesTest {

  @Test
  void aLineIsAHostACommentOrEmpty() throws IOException {
    HostSet hosts =
        hosts("\uFEFF# bad ones\r\n\nevil.example # since May\r\n  \tEVIL.example.\n#\nzip");
    assertThat(hosts.size()).isEqualTo(2);
    assertThat(hosts.covers("http://www.evil.example/")).isTrue();
    assertThat(hosts.covers("http://photos.zip/")).isTrue();
  }

  @Test
  void anEmptyListBlocksNothing() throws IOException {
    assertThat(hosts("").isEmpty()).isTrue();
    assertThat(hosts("# nobody\n\n").isEmpty()).isTrue();
  }

  @Test
  void namesAreFoldedAsThoseOfTargetsAre() throws IOException {
    HostSet hosts =
        hosts("BÜCHER.example\nｅｖｉｌ。example\n0x7f.1\n2001:DB8::0:1\n[::2]\ne%76il2.example");
    assertThat(hosts.covers("https://xn--bcher-kva.example/")).isTrue();
    assertThat(hosts.covers("https://evil.example/")).isTrue();
    assertThat(hosts.covers("http://127.0.0.1/")).isTrue();
    assertThat(hosts.covers("http://[2001:db8::1]/")).isTrue();
    assertThat(hosts.covers("http://[::2]/")).isTrue();
    assertThat(hosts.covers("http://evil2.example/")).isTrue();
  }

  @Test
  void aLineThatIsNoHostIsNamedWithItsReason() throws IOException {
    for (String line :
        new String[] {
          "http://evil.example/",
          "evil.example:80",
          "evil.example/path",
          "0.0.0.0 evil.example",
          "*.evil.example",
          ".evil.example",
          "evil..example",
          ".",
          "user@evil.example",
          "1.2.3.4.5",
          "[::1",
          "xn--a",
          "a".repeat(5_000)
        }) {
      Lines lines = read("good.example\n\n" + line + "\nevil.example\n");
      assertThat(lines).as(line).isInstanceOf(Faulty.class);
      Faulty faulty = (Faulty) lines;
      assertThat(faulty.line()).as(line).isEqualTo(3);
      assertThat(faulty.reason()).as(line).matches("[A-Z].{10,}\\.");
    }
  }

  private static HostSet hosts(String text) throws IOException {
    return switch (read(text)) {
      case HostLines.Read(HostSet hosts) -> hosts;
      case Faulty faulty -> throw new AssertionError(faulty);
    };
  }

  private static Lines read(String text) throws IOException {
    return HostLines.read(new StringReader(text));
  }
}
