package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.http.Listener.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The file of a socket: when it is made, whom it lets in, when it goes; and several listeners. */
@ParameterizedClass
@EnumSource(names = {"SOCKET_FILE", "NIO_SOCKET_FILE"})
class SocketFileTest {

  @Parameter Over over = Over.PLAIN;

  private final UnixDomainSocketAddress address = SocketFiles.next();

  @BeforeEach
  void begin() {
    over.begin();
  }

  @AfterEach
  void end() throws IOException {
    Over.end();
    Files.deleteIfExists(address.getPath());
  }

  @Test
  void itIsForUserAndGroupAndGoesWithTheServer() throws IOException {
    try (TestServer server = server(unix())) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(address.getPath())))
          .isEqualTo("rw-rw----");
      assertThat(server.get("/x").status()).isEqualTo(404);
      assertThat(server.server().listeners()).containsExactly(unix());
    }
    assertThat(address.getPath()).doesNotExist();
  }

  @Test
  void whatAKilledServerLeftIsReplaced() throws IOException {
    ServerSocketChannel killed = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    killed.bind(address).close();
    assertThat(address.getPath()).exists();
    try (TestServer server = server(unix())) {
      assertThat(server.get("/x").status()).isEqualTo(404);
    }
  }

  @Test
  void aSocketThatIsServedIsLeftAlone() throws IOException {
    try (TestServer first = server(unix())) {
      assertThatThrownBy(() -> server(unix()))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot listen on unix:" + address + ": Address already in use");
      assertThat(first.get("/x").status()).isEqualTo(404);
    }
  }

  @Test
  void anyOtherFileIsLeftAlone() throws IOException {
    Files.writeString(address.getPath(), "dear");
    assertThatThrownBy(() -> server(unix()))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("no socket");
    assertThat(address.getPath()).hasContent("dear");
  }

  @Test
  void aDirectoryThatIsNotThereIsNamed() {
    UnixDomainSocketAddress nowhere = UnixDomainSocketAddress.of(address.getPath() + ".d/a.sock");
    assertThatThrownBy(() -> server(new Listener(Kind.PLAIN, nowhere)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("cannot listen on unix:" + nowhere);
  }

  @Test
  void ifOneAddressCannotBeHadNothingIsLeftListening() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      InetSocketAddress second = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
      assertThatThrownBy(() -> server(unix(), new Listener(Kind.PLAIN, second)))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining("cannot listen on 127.0.0.1:" + port);
      assertThat(address.getPath()).doesNotExist();
    }
  }

  @Test
  void severalListenersAreOneServer() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (TestServer server =
        server(unix(), new Listener(Kind.PLAIN, any), new Listener(Kind.TO_HTTPS, any))) {
      server.link("go", "https://example.org/");
      assertThat(server.get("/go").one("Location")).isEqualTo("https://example.org/");
      assertThat(location(server.address())).isEqualTo("https://example.org/");
      assertThat(server.server().listeners().getLast().address())
          .isInstanceOfSatisfying(
              InetSocketAddress.class,
              third -> assertThat(location(third)).isEqualTo("https://goto.example/go"));
    }
  }

  private static String location(InetSocketAddress address) {
    try (RawClient client = new RawClient(address)) {
      client.send(TestServer.request("GET", "/go"));
      return client.read().one("Location");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Listener unix() {
    return new Listener(Kind.PLAIN, address);
  }

  private static TestServer server(Listener... listeners) {
    return new TestServer(
        TestServer.Setup.USUAL.listening(
            new TestServer.Listening(List.of(listeners), null, 0, TestServer.BASE)));
  }
}
