package gotourl.http;

import static gotourl.http.TrustedProxiesTest.ip;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeerTest {

  private static final String TRUSTED = "10.0.0.0/8,192.0.2.1,127.0.0.1,unix";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7 | 203.0.113.7",
        "198.51.100.1, 203.0.113.7 | 203.0.113.7",
        "203.0.113.7, 10.9.9.9 | 203.0.113.7",
        "198.51.100.1,203.0.113.7,10.9.9.9,192.0.2.1 | 203.0.113.7",
        "nonsense, 203.0.113.7 , 10.9.9.9 | 203.0.113.7",
        "203.0.113.7:4711, 10.9.9.9:1 | 203.0.113.7",
        "[2001:db8::7]:4711 | 2001:db8:0:0:0:0:0:7",
        "2001:db8::7 | 2001:db8:0:0:0:0:0:7",
        "::ffff:203.0.113.7 | 203.0.113.7",
        "172.16.0.1 | 172.16.0.1",
      })
  void theClientIsTheFirstStrangerFromTheRight(String hops, String client) {
    Client found = client("10.0.0.1", Map.of("X-Forwarded-For", hops));
    assertThat(shown(found)).isEqualTo(client);
    assertThat(found.distinct()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | 10.0.0.1",
        "unknown | 10.0.0.1",
        "203.0.113.7, unknown | 10.0.0.1",
        "203.0.113.7, | 10.0.0.1",
        ", | 10.0.0.1",
        "203.0.113.7,,10.9.9.9 | 10.9.9.9",
        "10.8.8.8, 10.9.9.9 | 10.8.8.8",
        "127.0.0.1 | 127.0.0.1",
      })
  void whereNobodyIsNamedTheNearestProxyIsAllWeKnow(String hops, String client) {
    Client found = client("10.0.0.1", Map.of("X-Forwarded-For", hops));
    assertThat(shown(found)).isEqualTo(client);
    assertThat(found.distinct()).isFalse();
  }

  @Test
  void aStrangerIsNotBelieved() {
    Client found =
        client("203.0.113.7", Map.of("X-Forwarded-For", "1.2.3.4", "X-Forwarded-Proto", "https"));
    assertThat(shown(found)).isEqualTo("203.0.113.7");
    assertThat(found.secure()).isFalse();
    assertThat(found.distinct()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "https, true",
    "HTTPS, true",
    "http, false",
    "'http, https', true",
    "'https,http', false",
    "'https,', false",
    "ftp, false"
  })
  void theLastProxySaysWhetherTheClientIsSecure(String protocols, boolean secure) {
    assertThat(client("10.0.0.1", Map.of("X-Forwarded-Proto", protocols)).secure())
        .isEqualTo(secure);
  }

  @Test
  void withoutAWordTheConnectionItselfSaysIt() {
    for (String address : new String[] {"10.0.0.1", "203.0.113.7"}) {
      assertThat(peer(address, true).client(_ -> "").secure()).isTrue();
      assertThat(peer(address, false).client(_ -> "").secure()).isFalse();
    }
  }

  @Test
  void aPeerOnAUnixSocketHasNoAddress() {
    Peer peer = Peer.of(UnixDomainSocketAddress.of("/x"), false, TrustedProxies.parse(TRUSTED));
    assertThat(peer.trusted()).isTrue();
    assertThat(peer.client(_ -> "").address()).isNull();
    assertThat(peer.client(_ -> "").distinct()).isFalse();
    assertThat(
            Peer.of(UnixDomainSocketAddress.of("/x"), false, TrustedProxies.NONE)
                .client(_ -> "")
                .distinct())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "::1",
        "10.1.1.1",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "fe80::1",
        "fd00::1",
        "fc00::1"
      })
  void anAddressThatManyMayShareIsNobodysOwn(String address) {
    assertThat(Peer.of(socket(address), false, TrustedProxies.NONE).client(_ -> "").distinct())
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.7",
        "172.32.0.1",
        "100.63.0.1",
        "100.128.0.1",
        "2001:db8::1",
        "fb00::1",
        "fe00::1"
      })
  void aPublicAddressIsItsClients(String address) {
    assertThat(Peer.of(socket(address), false, TrustedProxies.NONE).client(_ -> "").distinct())
        .isTrue();
  }

  /** As a listener on IPv6 may see a client of IPv4. */
  @Test
  void anIpv4AddressInIpv6sClothesIsThatAddress() throws UnknownHostException {
    byte[] bytes = new byte[16];
    bytes[10] = (byte) 0xff;
    bytes[11] = (byte) 0xff;
    bytes[12] = 10;
    bytes[15] = 1;
    InetSocketAddress mapped =
        new InetSocketAddress(Inet6Address.getByAddress(null, bytes, -1), 4711);
    assertThat(Peer.of(mapped, false, TrustedProxies.parse("10.0.0.1")).trusted()).isTrue();
  }

  @Test
  void behindAProxyHeaderTheSourceIsThePeer() {
    Peer stranger = peer("10.0.0.1", false).behind(ip("203.0.113.7"));
    Map<String, String> headers = Map.of("X-Forwarded-For", "1.2.3.4");
    assertThat(stranger.trusted()).isFalse();
    assertThat(shown(client(stranger, headers))).isEqualTo("203.0.113.7");
    Peer proxy = peer("10.0.0.1", false).behind(ip("10.0.0.2"));
    assertThat(shown(client(proxy, headers))).isEqualTo("1.2.3.4");
    Peer local = peer("10.0.0.1", false).behind(null);
    assertThat(local.trusted()).isFalse();
    assertThat(client(local, headers).address()).isNull();
    assertThat(client(local, headers).distinct()).isFalse();
  }

  private static Peer peer(String address, boolean secure) {
    return Peer.of(socket(address), secure, TrustedProxies.parse(TRUSTED));
  }

  private static InetSocketAddress socket(String address) {
    return new InetSocketAddress(ip(address), 4711);
  }

  private static Client client(String address, Map<String, String> headers) {
    return client(peer(address, false), headers);
  }

  private static Client client(Peer peer, Map<String, String> headers) {
    return peer.client(name -> headers.getOrDefault(name.toString(), ""));
  }

  private static @Nullable String shown(Client client) {
    return client.address() == null ? null : client.address().getHostAddress();
  }
}
