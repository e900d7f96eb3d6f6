package gotourl.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.util.function.Consumer;

/** Has listeners, of the public and of those who look after the server, at their addresses. */
final class Binder {

  /** Below it a stopped client may catch up and is read again; above it is not. */
  private static final WriteBufferWaterMark WATER_MARKS =
      new WriteBufferWaterMark(Limits.OUT_BYTES_MAX, 2 * Limits.OUT_BYTES_MAX);

  private final Transport transport;
  private final EventLoopGroup group;

  Binder(Transport transport, EventLoopGroup group) {
    this.transport = transport;
    this.group = group;
  }

  /** A listener, its port chosen, and its channel. */
  record Bound(Listener listener, Channel channel) {

    /** Accepts nobody any more. */
    void close() {
      channel.close().awaitUninterruptibly();
    }
  }

  /**
   * Accepts nobody before the gate is opened.
   *
   * @param admit is given each new connection, on its event loop
   * @throws IOException if the address cannot be had; the message is for the operator
   */
  Bound bind(Listener listener, Gate gate, Consumer<Channel> admit) throws IOException {
    try {
      if (listener.address() instanceof UnixDomainSocketAddress path) {
        SocketFile.makeRoom(path);
      }
      ChannelFuture future =
          bootstrap(listener, gate, admit)
              .bind(transport.own(listener.address()))
              .awaitUninterruptibly();
      if (!future.isSuccess()) {
        throw asIoException(future.cause());
      }
      return bound(listener, future.channel());
    } catch (IOException e) {
      throw new IOException("cannot listen on " + listener.text() + ": " + e.getMessage(), e);
    }
  }

  private static Bound bound(Listener listener, Channel channel) throws IOException {
    if (!(listener.address() instanceof UnixDomainSocketAddress path)) {
      return new Bound(new Listener(listener.kind(), channel.localAddress()), channel);
    }
    Bound bound = new Bound(listener, channel);
    try {
      SocketFile.restrict(path);
      return bound;
    } catch (IOException e) {
      bound.close();
      throw e;
    }
  }

  private ServerBootstrap bootstrap(Listener listener, Gate gate, Consumer<Channel> admit) {
    return transport
        .prepare(new ServerBootstrap(), listener.address())
        .group(group)
        .handler(gate)
        .option(ChannelOption.AUTO_READ, false)
        .option(ChannelOption.SO_BACKLOG, Limits.BACKLOG)
        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                admit.accept(channel);
              }
            });
  }

  private static IOException asIoException(Throwable cause) {
    return cause instanceof IOException io ? io : new IOException(cause);
  }
}
