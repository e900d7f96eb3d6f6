package gotourl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListenAddressTest {

  @Test
  void aPortAloneMeansEveryAddressOfTheMachine() throws Mistake {
    InetSocketAddress address = internet(":3000");
    assertThat(address.getAddress().isAnyLocalAddress()).isTrue();
    assertThat(address.getPort()).isEqualTo(3000);
  }

  @Test
  void aHostIsResolved() throws Mistake {
    InetSocketAddress address = internet("127.0.0.1:80");
    assertThat(address.getAddress().isLoopbackAddress()).isTrue();
    assertThat(address.getPort()).isEqualTo(80);
  }

  @Test
  void anIpv6AddressStandsInBrackets() throws Mistake {
    InetSocketAddress address = internet("[::1]:3000");
    assertThat(address.getAddress()).isInstanceOf(Inet6Address.class);
    assertThat(address.getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void portZeroLetsTheSystemChoose() throws Mistake {
    assertThat(internet(":0").getPort()).isZero();
  }

  @Test
  void aSocketHasAPathAfterUnix() throws Mistake {
    assertThat(ListenAddress.parse("unix:/run/go.sock"))
        .isEqualTo(UnixDomainSocketAddress.of("/run/go.sock"));
    assertThat(ListenAddress.parse("unix:go:1.sock"))
        .isEqualTo(UnixDomainSocketAddress.of("go:1.sock"));
  }

  @Test
  void thePathOfASocketHasRoomForAHundredAndSevenBytes() throws Mistake {
    String longest = "/" + "ü".repeat(53);
    assertThat(ListenAddress.parse("unix:" + longest))
        .isEqualTo(UnixDomainSocketAddress.of(longest));
    assertThatThrownBy(() -> ListenAddress.parse("unix:" + longest + "x"))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("107 bytes");
  }

  private static InetSocketAddress internet(String text) throws Mistake {
    return (InetSocketAddress) ListenAddress.parse(text);
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
        ":٣٠٠٠",
        "unix:",
        "unix:\0",
        "unix"
      })
  void anythingElseIsAMistake(String text) {
    assertThatThrownBy(() -> ListenAddress.parse(text)).isInstanceOf(Mistake.class);
  }
}
