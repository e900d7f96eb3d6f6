package gotourl.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.function.Function;

/**
 * The listener of those who look after the server. Its connections are held to the same limits as
 * all, are counted for themselves, and never stand in the way of the public's.
 */
final class AdminListener {

  /** A scraper or two, some people, and room for what they forgot to close. */
  static final int CONNECTIONS_MAX = 64;

  private final Channel channel;

  private AdminListener(Channel channel) {
    this.channel = channel;
  }

  /**
   * @param bootstrap what all listeners have in common
   * @throws UncheckedIOException if the address cannot be had
   */
  static AdminListener open(
      ServerBootstrap bootstrap,
      InetSocketAddress listen,
      AdminPages pages,
      Function<EventExecutor, Loop> loops,
      Limits limits) {
    Wire wire = new Wire(Status.FOUND);
    ChannelFuture bound =
        bootstrap
            .handler(new Gate(CONNECTIONS_MAX))
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    Loop loop = loops.apply(channel.eventLoop());
                    Reception.prepare(channel, loop);
                    // Thrown away: what is asked here is nobody's traffic.
                    Traffic traffic = new Traffic(Status.FOUND, null);
                    Peer peer = Peer.of(channel.remoteAddress(), false, TrustedProxies.NONE);
                    Connection connection =
                        new Connection(pages, wire, loop, limits, Line.PLAIN, peer, traffic);
                    channel.pipeline().addLast(connection.decoder(), connection);
                  }
                })
            .bind(listen)
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      String address = new Listener(Listener.Kind.PLAIN, listen).text();
      String reason = "cannot listen on " + address + ": " + bound.cause().getMessage();
      throw new UncheckedIOException(new IOException(reason, bound.cause()));
    }
    return new AdminListener(bound.channel());
  }

  InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** Accepts nobody any more. */
  void close() {
    channel.close().awaitUninterruptibly();
  }
}
