package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DuplexChannel;
import java.time.Duration;

/** One connection without a network, with the shortcut or without it: bytes in, bytes out. */
final class Conversation implements AutoCloseable {

  private final Loop loop;
  private final Connection connection;
  private final Channel channel;
  private final StringBuilder said = new StringBuilder();
  private int decodedBytes;

  Conversation(Router router, Wire wire, Loop loop, boolean shortcut) {
    this(router, wire, loop, shortcut, Peer.of(null, false, TrustedProxies.NONE));
  }

  Conversation(Router router, Wire wire, Loop loop, boolean shortcut, Peer peer) {
    this.loop = loop;
    connection =
        new Connection(router, wire, loop, Limits.STANDARD, Line.PLAIN, peer, loop.traffic());
    channel = new Channel();
    if (shortcut) {
      channel.pipeline().addLast(new Shortcut(connection, router, loop));
    }
    channel.pipeline().addLast(new Counter(), connection.decoder(), connection);
  }

  /** What reaches the decoder. */
  private final class Counter extends ChannelInboundHandlerAdapter {
    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
      decodedBytes += ((ByteBuf) bytes).readableBytes();
      ctx.fireChannelRead(bytes);
    }
  }

  /** Sends pieces that are read one by one, and then nothing more for the moment. */
  void hear(String... pieces) {
    Object[] read = new Object[pieces.length];
    for (int i = 0; i < pieces.length; i++) {
      read[i] = Unpooled.copiedBuffer(pieces[i], ISO_8859_1);
    }
    channel.writeInbound(read);
    listen();
  }

  /** So much time passes, as the connection's tick sees it. */
  void passes(Duration time) {
    connection.tick(loop.nowNanos() + time.toNanos());
    listen();
  }

  private void listen() {
    channel.runPendingTasks();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      said.append(out.toString(ISO_8859_1));
      out.release();
    }
  }

  int decodedBytes() {
    return decodedBytes;
  }

  /** All that was said so far, and whether that was the end. */
  String said() {
    return said + (channel.shut || !channel.isOpen() ? "<end>" : "<open>");
  }

  @Override
  public void close() {
    channel.finishAndReleaseAll();
  }

  /** Netty's channel without a network, which has but one end to shut. */
  private static final class Channel extends EmbeddedChannel implements DuplexChannel {

    private boolean shut;

    @Override
    public boolean isInputShutdown() {
      return false;
    }

    @Override
    public boolean isOutputShutdown() {
      return shut;
    }

    @Override
    public boolean isShutdown() {
      return false;
    }

    @Override
    public ChannelFuture shutdownInput() {
      return newSucceededFuture();
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
      return promise.setSuccess();
    }

    @Override
    public ChannelFuture shutdownOutput() {
      return shutdownOutput(newPromise());
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
      shut = true;
      return promise.setSuccess();
    }

    @Override
    public ChannelFuture shutdown() {
      return shutdownOutput();
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
      return shutdownOutput(promise);
    }
  }
}
