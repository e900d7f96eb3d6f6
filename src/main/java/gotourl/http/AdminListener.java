package gotourl.http;

import io.netty.channel.Channel;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Function;

/**
 * The listener of those who look after the server. Its connections are held to the same limits as
 * all, are counted for themselves, and never stand in the way of the public's.
 */
final class AdminListener {

  /** A scraper or two, some people, and room for what they forgot to close. */
  private static final int CONNECTIONS_MAX = 64;

  private final AdminPages pages;
  private final Wire wire = new Wire(Status.FOUND);
  private final Function<EventExecutor, Loop> loops;
  private final Limits limits;

  private AdminListener(AdminPages pages, Function<EventExecutor, Loop> loops, Limits limits) {
    this.pages = pages;
    this.loops = loops;
    this.limits = limits;
  }

  /**
   * Binds, and accepts.
   *
   * @throws IOException if the address cannot be had; the message is for the operator
   */
  static Binder.Bound open(
      Binder binder,
      InetSocketAddress listen,
      AdminPages pages,
      Function<EventExecutor, Loop> loops,
      Limits limits)
      throws IOException {
    Gate gate = new Gate(CONNECTIONS_MAX);
    AdminListener listener = new AdminListener(pages, loops, limits);
    Binder.Bound bound =
        binder.bind(new Listener(Listener.Kind.PLAIN, listen), gate, listener::admit);
    gate.open(List.of(bound.channel()));
    return bound;
  }

  private void admit(Channel channel) {
    Loop loop = loops.apply(channel.eventLoop());
    Reception.prepare(channel, loop);
    // Thrown away: what is asked here is nobody's traffic.
    Traffic traffic = new Traffic(Status.FOUND, null);
    Peer peer = Peer.of(channel.remoteAddress(), false, TrustedProxies.NONE);
    Connection connection = new Connection(pages, wire, loop, limits, Line.PLAIN, peer, traffic);
    channel.pipeline().addLast(connection.decoder(), connection);
  }
}
