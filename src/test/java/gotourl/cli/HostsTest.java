package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.BaseUrl;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "localhost:3000",
        "LOCALHOST:1",
        "127.0.0.1:80",
        "127.8.9.1",
        "[::1]:1"
      })
  void thisMachineAloneIsLocal(String authority) {
    assertThat(Hosts.isLocal(new BaseUrl("http", authority))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"go.example", "localhost.example:80", "127.0.0.1.example", "[::2]", "10.0.0.1:80"})
  void anyOtherHostIsNot(String authority) {
    assertThat(Hosts.isLocal(new BaseUrl("https", authority))).isFalse();
  }

  @Test
  void addressesAreWrittenAsTheyAreGiven() throws UnknownHostException {
    assertThat(Hosts.text(new InetSocketAddress(3000))).isEqualTo(":3000");
    assertThat(Hosts.text(at(1, 127, 0, 0, 1))).isEqualTo("127.0.0.1:1");
    assertThat(Hosts.text(at(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)))
        .isEqualTo("[0:0:0:0:0:0:0:1]:2");
  }

  private static InetSocketAddress at(int port, int... parts) throws UnknownHostException {
    byte[] bytes = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = (byte) parts[i];
    }
    return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
  }
}
