package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.channel.local.LocalAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ListenerTest {

  @Test
  void addressesAreWrittenAsTheyAreGiven() throws UnknownHostException {
    assertThat(text(new InetSocketAddress(3000))).isEqualTo(":3000");
    assertThat(text(at(1, 127, 0, 0, 1))).isEqualTo("127.0.0.1:1");
    assertThat(text(at(2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)))
        .isEqualTo("[0:0:0:0:0:0:0:1]:2");
    assertThat(text(UnixDomainSocketAddress.of("/run/go.sock"))).isEqualTo("unix:/run/go.sock");
  }

  @Test
  void nobodyListensOnAnythingElse() {
    assertThatThrownBy(() -> text(LocalAddress.ANY)).isInstanceOf(IllegalArgumentException.class);
  }

  private static String text(SocketAddress address) {
    return new Listener(Listener.Kind.PLAIN, address).text();
  }

  private static InetSocketAddress at(int port, int... parts) throws UnknownHostException {
    byte[] bytes = new byte[parts.length];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = (byte) parts[i];
    }
    return new InetSocketAddress(InetAddress.getByAddress(bytes), port);
  }
}
