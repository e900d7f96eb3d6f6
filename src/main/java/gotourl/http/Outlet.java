package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What lies between an HTTP/2 connection and its socket. Answers are gathered here and go out with
 * one flush, in their order among the frames that Netty's codec writes itself. A close is gentle:
 * our side is shut, and the client's last bytes are read and dropped, because to close on unread
 * bytes would reset the connection and destroy the answers on their way.
 */
final class Outlet extends ChannelDuplexHandler {

  private final Loop loop;
  private final Limits limits;
  private final Line line;
  private final Stall stall = new Stall();

  private @Nullable ChannelHandlerContext channel;
  private @Nullable ByteBuf out;
  private boolean inputEnded;
  private boolean closing;
  private long closingSinceNanos;

  Outlet(Loop loop, Limits limits, Line line) {
    this.line = line;
    this.loop = loop;
    this.limits = limits;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx;
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    if (out != null) {
      out.release();
      out = null;
    }
  }

  /** Where to write an answer; {@link #wrote} comes after it. */
  ByteBuf bytes() {
    ByteBuf buffer = out;
    if (buffer == null) {
      buffer = loop.outBuffer().take(context().alloc());
      out = buffer;
    }
    return buffer;
  }

  void wrote() {
    if (out != null && out.readableBytes() >= Limits.OUT_BYTES_MAX) {
      flush(context());
    }
  }

  @Override
  public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
    if (closing) {
      // The last word is said.
      ReferenceCountUtil.release(message);
      promise.trySuccess();
      return;
    }
    writeGathered(ctx);
    var _ = ctx.write(message, promise);
  }

  @Override
  public void flush(ChannelHandlerContext ctx) {
    if (!closing) {
      writeGathered(ctx);
    }
    ctx.flush();
  }

  private void writeGathered(ChannelHandlerContext ctx) {
    ByteBuf buffer = out;
    if (buffer != null) {
      out = null;
      var _ = ctx.write(buffer, ctx.voidPromise());
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    if (closing) {
      ReferenceCountUtil.release(message);
    } else {
      ctx.fireChannelRead(message);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (isEnd(event)) {
      inputEnded = true;
      if (closing && Stall.unsentBytes(ctx.channel()) == 0) {
        abort();
      }
    }
    ctx.fireUserEventTriggered(event);
  }

  /** Whether the event says that the client will say no more. */
  static boolean isEnd(Object event) {
    return event == ChannelInputShutdownEvent.INSTANCE || event == SslCloseCompletionEvent.SUCCESS;
  }

  /** No request waits for its answer any more. */
  void allIsAnswered() {
    line.allIsAnswered();
  }

  boolean inputEnded() {
    return inputEnded;
  }

  /** Nothing is read or answered any more. */
  boolean isClosing() {
    return closing;
  }

  @Override
  public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
    ctx.channel().closeFuture().addListener(_ -> promise.trySuccess());
    close();
  }

  /** Sends what is to be sent, shuts our side, and reads on until the client has shut its own. */
  void close() {
    if (closing) {
      return;
    }
    closing = true;
    closingSinceNanos = loop.nowNanos();
    ChannelHandlerContext ctx = context();
    writeGathered(ctx);
    line.stopListening();
    var _ =
        line.sayLast(ctx, Unpooled.EMPTY_BUFFER)
            .addListener(
                (ChannelFutureListener)
                    written -> {
                      if (inputEnded || !written.isSuccess()) {
                        abort();
                      } else {
                        // Lingering is counted from here; a slow writer is the stall's business.
                        closingSinceNanos = loop.nowNanos();
                        var _ = ((DuplexChannel) written.channel()).shutdownOutput();
                        written.channel().config().setAutoRead(true);
                      }
                    });
  }

  /** Closes at once. */
  void abort() {
    line.hangUp(context());
  }

  void tick(long nowNanos) {
    long unsent = Stall.unsentBytes(context().channel());
    boolean lingered =
        closing && unsent == 0 && nowNanos - closingSinceNanos > limits.linger().toNanos();
    if (lingered || stall.lasts(unsent, nowNanos, limits.writeStall())) {
      abort();
    }
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(channel, "not yet in a pipeline");
  }
}
