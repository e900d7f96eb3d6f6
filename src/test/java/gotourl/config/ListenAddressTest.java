package gotourl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

  @Test
  void aPortAloneMeansEveryAddressOfTheMachine() throws Mistake {
    InetSocketAddress address = ListenAddress.parse(":3000");
    assertThat(address.getAddress().isAnyLocalAddress()).isTrue();
    assertThat(address.getPort()).isEqualTo(3000);
  }

  @Test
  void aHostIsResolved() throws Mistake {
    InetSocketAddress address = ListenAddress.parse("127.0.0.1:80");
    assertThat(address.getAddress().isLoopbackAddress()).isTrue();
    assertThat(address.getPort()).isEqualTo(80);
  }

  @Test
  void anIpv6AddressStandsInBrackets() throws Mistake {
    InetSocketAddress address = ListenAddress.parse("[::1]:3000");
    assertThat(address.getAddress()).isInstanceOf(Inet6Address.class);
    assertThat(address.getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void portZeroLetsTheSystemChoose() throws Mistake {
    assertThat(ListenAddress.parse(":0").getPort()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "3000",
        "localhost",
        ":",
        ":65536",
        ":-1",
        ":+1",
        ":3000x",
        ":99999999999",
        "::1:3000",
        "[::1:3000",
        "::1]:3000",
        "[]:3000",
        "no host:3000",
        ":٣٠٠٠"
      })
  void anythingElseIsAMistake(String text) {
    assertThatThrownBy(() -> ListenAddress.parse(text)).isInstanceOf(Mistake.class);
  }
}
