package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "10.0.0.0/8, 9.255.255.255, false",
    "192.0.2.128/25, 192.0.2.128, true",
    "192.0.2.128/25, 192.0.2.127, false",
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.0, false",
    "0.0.0.0/0, 203.0.113.1, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/33, 2001:db8:7fff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "::1, ::1, true",
    "::1, ::2, false",
    "::/0, 1.2.3.4, false",
    "::ffff:1.2.3.4, 1.2.3.4, true",
  })
  void aBlockHasTheAddressesThatBeginLikeIt(String block, String address, boolean has) {
    assertThat(TrustedProxies.parse(block).contain(ip(address))).isEqualTo(has);
  }

  @Test
  void severalStandBetweenCommas() {
    TrustedProxies proxies = TrustedProxies.parse("10.0.0.0/8, ::1,unix");
    assertThat(proxies.contain(ip("10.1.1.1"))).isTrue();
    assertThat(proxies.contain(ip("::1"))).isTrue();
    assertThat(proxies.contain(ip("127.0.0.1"))).isFalse();
    assertThat(proxies.believes(null)).isTrue();
    assertThat(TrustedProxies.parse("10.0.0.0/8").believes(null)).isFalse();
  }

  @Test
  void anEmptyTextNamesNobody() {
    assertThat(TrustedProxies.parse("")).isEqualTo(TrustedProxies.NONE);
    assertThat(TrustedProxies.NONE.believes(null)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ",", "10.0.0.0/8,", "localhost", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8",
        "10.0.0.0/08", "10.0.0.1/8", "::/129", "::1/64", "::ffff:10.0.0.0/104", "Unix", "10/8",
        "10.0.0.0/255.0.0.0", "*"
      })
  void anythingElseIsRefused(String text) {
    assertThatThrownBy(() -> TrustedProxies.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("\"");
  }

  static InetAddress ip(String text) {
    @Nullable InetAddress address = IpAddress.parse(text);
    if (address == null) {
      throw new AssertionError("no address: " + text);
    }
    return address;
  }
}
