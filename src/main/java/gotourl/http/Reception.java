package gotourl.http;

import io.netty.channel.Channel;
import io.netty.channel.socket.DuplexChannelConfig;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.EventExecutor;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where a new connection is led, by the kind of the listener it came in at: the one place where
 * pipelines are built.
 *
 * <pre>
 *   plain      Preface, Shortcut, decoder, Connection
 *              Outlet, H2Connection, if the first bytes are those of HTTP/2
 *   to https              decoder, Connection
 *   TLS        Handshake, and then, by what the first byte and the handshake say
 *              TlsLine, SslHandler, Shortcut, decoder, Connection
 *              TlsLine, SslHandler, Outlet, H2Connection
 *                                             decoder, Connection, for plain HTTP in the wrong place
 *
 *   before all of these, if the peer is a proxy that is trusted, ProxyHeaderDecoder
 * </pre>
 */
final class Reception {

  private final Router router;
  private final Wire wire;
  private final Wire wireInTls;
  private final Http2 http2;
  private final Http2 http2InTls;
  private final NotTls notTls = new NotTls();
  private final @Nullable ToHttps toHttps;
  private final @Nullable Certificate certificate;
  private final TrustedProxies proxies;
  private final Limits limits;
  private final Function<EventExecutor, Loop> loops;

  /**
   * @param toHttps only listeners of that kind need it
   * @param certificate only listeners for TLS need it
   */
  Reception(
      Router router,
      Wire wire,
      Wire wireInTls,
      Http2 http2,
      Http2 http2InTls,
      @Nullable ToHttps toHttps,
      @Nullable Certificate certificate,
      TrustedProxies proxies,
      Limits limits,
      Function<EventExecutor, Loop> loops) {
    this.router = router;
    this.wire = wire;
    this.wireInTls = wireInTls;
    this.http2 = http2;
    this.http2InTls = http2InTls;
    this.toHttps = toHttps;
    this.certificate = certificate;
    this.proxies = proxies;
    this.limits = limits;
    this.loops = loops;
  }

  /** A connection has just been accepted. */
  void admit(Listener.Kind kind, Channel channel) {
    Loop loop = loops.apply(channel.eventLoop());
    prepare(channel, loop);
    Peer peer = Peer.of(channel.remoteAddress(), kind == Listener.Kind.TLS, proxies);
    Consumer<Peer> becomes =
        switch (kind) {
          case PLAIN -> servePlain(channel, loop, peer)::peer;
          case TO_HTTPS -> answer(channel, loop, Objects.requireNonNull(toHttps), peer)::peer;
          case TLS -> {
            Handshake handshake = new Handshake(this, loop, limits, peer);
            channel.pipeline().addLast(handshake);
            yield handshake::peer;
          }
        };
    if (peer.trusted()) {
      channel.pipeline().addFirst(new ProxyHeaderDecoder(peer, becomes));
    }
  }

  /** What all connections have in common that no option of a listener can say. */
  static void prepare(Channel channel, Loop loop) {
    channel.config().setRecvByteBufAllocator(loop.readBuffer());
    // Not an option of the bootstrap: Java's sockets with a path have it and do not know its name.
    if (channel.config() instanceof DuplexChannelConfig twoWays) {
      var _ = twoWays.setAllowHalfClosure(true);
    }
  }

  /** What encrypts a connection that begins with a handshake. */
  SslHandler tls(Channel channel) {
    SslHandler handler = Objects.requireNonNull(certificate).handler(channel.alloc());
    // The loop looks at the time.
    handler.setHandshakeTimeoutMillis(0);
    return handler;
  }

  /** The handshake is done. */
  void take(Channel channel, Loop loop, Protocol protocol, TlsLine line, Peer peer) {
    switch (protocol) {
      case HTTP_2 ->
          line.serve(http2InTls.install(channel.pipeline(), loop, line, peer)::owesAnswers);
      case HTTP_1_1 -> line.serve(serveInTls(channel, loop, line, peer)::owesAnswer);
    }
  }

  /** Somebody speaks plainly where TLS is spoken. */
  void takeForPlain(Channel channel, Loop loop, Peer peer) {
    var _ = answer(channel, loop, notTls, peer);
  }

  /** What is spoken, the first bytes will show. */
  private Connection servePlain(Channel channel, Loop loop, Peer peer) {
    Connection connection =
        new Connection(router, wire, loop, limits, Line.PLAIN, peer, loop.traffic());
    RequestDecoder decoder = connection.decoder();
    Shortcut shortcut = new Shortcut(connection, router, loop);
    Preface preface = new Preface(http2, loop, connection::peer, shortcut, decoder, connection);
    channel.pipeline().addLast(preface, shortcut, decoder, connection);
    return connection;
  }

  private Connection serveInTls(Channel channel, Loop loop, Line line, Peer peer) {
    Connection connection =
        new Connection(router, wireInTls, loop, limits, line, peer, loop.traffic());
    Shortcut shortcut = new Shortcut(connection, router, loop);
    channel.pipeline().addLast(shortcut, connection.decoder(), connection);
    return connection;
  }

  private Connection answer(Channel channel, Loop loop, Front front, Peer peer) {
    Connection connection =
        new Connection(front, wire, loop, limits, Line.PLAIN, peer, loop.traffic());
    channel.pipeline().addLast(connection.decoder(), connection);
    return connection;
  }
}
