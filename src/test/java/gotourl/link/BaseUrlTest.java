package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.Key.Valid;
import org.junit.jupiter.api.Test;

class BaseUrlTest {

  @Test
  void aHostAndItsPortStayAsTheyAreWritten() {
    assertThat(BaseUrl.parse("localhost:3000")).isEqualTo(new BaseUrl("http", "localhost:3000"));
    assertThat(BaseUrl.parse("Go.Example").authority()).isEqualTo("Go.Example");
    assertThat(BaseUrl.parse("[::1]:3000").authority()).isEqualTo("[::1]:3000");
    assertThat(BaseUrl.parse("bücher.example:80").authority()).isEqualTo("bücher.example:80");
  }

  @Test
  void theSchemeMayStandInFrontAndASlashBehind() {
    assertThat(BaseUrl.parse("https://go.example/")).isEqualTo(new BaseUrl("https", "go.example"));
    assertThat(BaseUrl.parse("HTTP://go.example")).isEqualTo(new BaseUrl("http", "go.example"));
    assertThat(BaseUrl.parse("go.example/")).isEqualTo(new BaseUrl("http", "go.example"));
  }

  @Test
  void theOriginIsAsciiAndTheSameForAllSpellings() {
    assertThat(BaseUrl.parse("https://Bücher.Example").origin())
        .isEqualTo("https://xn--bcher-kva.example");
    assertThat(BaseUrl.parse("localhost:3000").origin()).isEqualTo("http://localhost:3000");
    assertThat(BaseUrl.parse("https://[::0001]:8443").origin()).isEqualTo("https://[::1]:8443");
  }

  @Test
  void theSecureFormOfAHostWithoutAPortIsKnown() {
    assertThat(BaseUrl.parse("go.example").secure()).isEqualTo(BaseUrl.parse("https://go.example"));
    BaseUrl https = BaseUrl.parse("https://go.example:8443");
    assertThat(https.secure()).isSameAs(https);
    assertThatThrownBy(() -> BaseUrl.parse("go.example:3000").secure())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https://go.example");
  }

  @Test
  void everythingElseIsRefusedWithASentence() {
    for (String text :
        new String[] {
          "",
          "/",
          "http://",
          "https:///",
          ":3000",
          "go.example/x",
          "go.example//",
          "ftp://go.example",
          "user@go.example",
          "go.example?q",
          "go.example#f",
          "go example",
          " go.example",
          "go.example\r\nX: y",
          "go.ex%61mple",
          "go.example:0",
          "go.example:65536",
          "go.example:x",
          "go.example:80:80",
          "[::1",
          "::1",
          "1.2.3.4.5",
          "xn--a",
          "go\\example",
          "<go>"
        }) {
      assertThatThrownBy(() -> BaseUrl.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("host of short URLs");
    }
    assertThatThrownBy(() -> new BaseUrl("ftp", "go.example"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aShortUrlIsTheBaseAndTheCode() {
    BaseUrl base = BaseUrl.parse("localhost:3000");
    assertThat(base.shortUrl(key("aZ3"))).isEqualTo("http://localhost:3000/aZ3");
    assertThat(base.shortUrl(key("docs/a.b-_~!$&'()*,;=+x")))
        .isEqualTo("http://localhost:3000/docs/a.b-_~!$&'()*,;=+x");
  }

  @Test
  void aShortUrlIsPercentEncodedBeyondAscii() {
    BaseUrl base = BaseUrl.parse("https://go.example");
    assertThat(base.shortUrl(key("é/字/😀")))
        .isEqualTo("https://go.example/%C3%A9/%E5%AD%97/%F0%9F%98%80");
  }

  private static Key key(String code) {
    return switch (Key.parse(Domain.ofDefault(false), code)) {
      case Valid valid -> valid.key();
      case Key.Invalid invalid -> throw new AssertionError(invalid.fault());
    };
  }
}
