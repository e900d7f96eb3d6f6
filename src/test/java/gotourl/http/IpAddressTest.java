package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "0.0.0.0, 0.0.0.0",
    "203.0.113.7, 203.0.113.7",
    "255.255.255.255, 255.255.255.255",
    "::, 0:0:0:0:0:0:0:0",
    "2001:DB8::1, 2001:db8:0:0:0:0:0:1",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "::ffff:1.2.3.4, 1.2.3.4",
    "::ffff:102:304, 1.2.3.4",
  })
  void anAddressIsRead(String text, String shown) {
    assertThat(IpAddress.parse(text))
        .isNotNull()
        .extracting(InetAddress::getHostAddress)
        .isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "localhost",
        "a",
        "abc",
        "fade",
        "1",
        "1.2",
        "1.2.3",
        "1.2.3.4.5",
        "1.2.3.4.",
        ".1.2.3.4",
        "1..2.3",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.0x4",
        "+1.2.3.4",
        "1.2.3.4 ",
        "1.2.3.4:80",
        "1.2.3.4/8",
        ":",
        ":::",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "1::2::3",
        "12345::",
        "g::",
        "[::1]",
        "::1%lo",
        "::1%0",
        "fe80::1%1",
        "::1.2.3",
        "\u0661.2.3.4",
        "::1 ",
        "0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0:0"
      })
  void nothingElseIs(String text) {
    assertThat(IpAddress.parse(text)).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "1.2.3.4, 1.2.3.4",
    "1.2.3.4:80, 1.2.3.4",
    "1.2.3.4:65535, 1.2.3.4",
    "[::1], 0:0:0:0:0:0:0:1",
    "[::1]:80, 0:0:0:0:0:0:0:1",
    "::1, 0:0:0:0:0:0:0:1",
    "::1.2.3.4, 0:0:0:0:0:0:102:304",
  })
  void aPortMayFollow(String text, String shown) {
    assertThat(IpAddress.parseWithPort(text))
        .isNotNull()
        .extracting(InetAddress::getHostAddress)
        .isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.3.4:",
        "1.2.3.4:x",
        "1.2.3.4:123456",
        "[::1",
        "[::1]x",
        "[::1]80",
        "[]",
        "[1.2.3.4]",
        "::1]",
        "unknown",
        "_hidden",
        "[::1]:",
        "a:80",
        "\"1.2.3.4\""
      })
  void butNothingElse(String text) {
    assertThat(IpAddress.parseWithPort(text)).isNull();
  }
}
