package gotourl.http;

import io.netty.channel.ChannelPipeline;

/**
 * HTTP/2 on a connection whose client is known to speak it: because its first bytes say so ({@link
 * Preface}), or because it was agreed in a TLS handshake.
 */
final class Http2 {

  private static final byte[] NOTHING = {};

  private final Router router;
  private final byte[] redirectBlock;
  private final byte[] always;
  private final Limits limits;

  Http2(Router router, Status redirect, Limits limits) {
    this(router, redirect, limits, NOTHING);
  }

  private Http2(Router router, Status redirect, Limits limits, byte[] always) {
    this.router = router;
    this.redirectBlock = FieldBlock.ofRedirect(redirect);
    this.always = always;
    this.limits = limits;
  }

  /** For what is spoken inside TLS; of no seconds nothing is said. */
  static Http2 inTls(Router router, Status redirect, Limits limits, int hstsSeconds) {
    return new Http2(
        router,
        redirect,
        limits,
        hstsSeconds == 0
            ? NOTHING
            : FieldBlock.of("strict-transport-security", "max-age=" + hstsSeconds));
  }

  /**
   * Adds what speaks HTTP/2 at the end of the pipeline; next comes the client's preface.
   *
   * @param line what is between it and the socket
   * @param peer where requests come from
   */
  H2Connection install(ChannelPipeline pipeline, Loop loop, Line line, Peer peer) {
    Outlet outlet = new Outlet(loop, limits, line);
    FrameWire wire = new FrameWire(redirectBlock, always);
    H2Connection connection = new H2Builder(router, wire, outlet, loop, limits, peer).build();
    pipeline.addLast(outlet, connection);
    return connection;
  }
}
