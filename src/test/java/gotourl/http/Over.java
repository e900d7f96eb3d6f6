package gotourl.http;

import gotourl.http.HttpServer.Means;
import gotourl.http.Listener.Kind;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the tests' servers and clients speak through, so that a suite can be run over all of it. */
enum Over {
  PLAIN(Transport.best(), null),
  NIO(Transport.NIO, null),
  BORINGSSL(Transport.best(), Tls.BORINGSSL),
  JDK_TLS(Transport.NIO, Tls.JDK),
  SOCKET_FILE(Transport.best(), null),
  NIO_SOCKET_FILE(Transport.NIO, null);

  static {
    // Or the JDK's clients would not notice an end without close_notify.
    System.setProperty("com.sun.net.ssl.requireCloseNotify", "true");
  }

  private static volatile Over now = PLAIN;

  private final Transport transport;
  private final @Nullable Tls tls;

  Over(Transport transport, @Nullable Tls tls) {
    this.transport = transport;
    this.tls = tls;
  }

  /** Servers that are started from now on are reached through this. */
  void begin() {
    now = this;
  }

  /** As ever. */
  static void end() {
    now = PLAIN;
  }

  static Over now() {
    return now;
  }

  Means means() {
    return new Means(transport, tls == null ? Tls.JDK : tls);
  }

  @Nullable CertificateFiles certificate() {
    return tls == null ? null : TestCertificate.LOCALHOST.files();
  }

  /** What a test's server listens on; a test asks at the first. */
  List<Listener> listeners() {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return switch (this) {
      case PLAIN, NIO -> List.of(new Listener(Kind.PLAIN, any));
      case BORINGSSL, JDK_TLS -> List.of(new Listener(Kind.TLS, any));
      // The second one has the port that some tests ask for.
      case SOCKET_FILE, NIO_SOCKET_FILE ->
          List.of(new Listener(Kind.PLAIN, SocketFiles.next()), new Listener(Kind.PLAIN, any));
    };
  }
}
