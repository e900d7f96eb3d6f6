package gotourl.config;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.BaseUrl;
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
}
