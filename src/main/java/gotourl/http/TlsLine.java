package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.ssl.SslHandler;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the socket and the TLS of a connection, and sees to it that the two ends of the
 * conversation, which TLS knows only as one, are two.
 *
 * <p><b>The client's end.</b> As soon as TLS hears the client say that it will say no more
 * (close_notify), nothing can be sent any more, although the client may still wait for answers (RFC
 * 8446, section 6.1). So its records are looked at from outside:
 *
 * <pre>
 * type 1 | version 2 | length 2 | encrypted: length bytes
 *
 * an alert   has type 21, or, since TLS 1.3, the type of everything and a length of 19;
 *            the JDK pads it to 35
 * a request  of HTTP/1.1 has never a length of less than 43
 * </pre>
 *
 * A record that may be an alert is passed on only when all before it is answered and written.
 * Others are passed on as they come, whole or not.
 *
 * <p><b>Our end.</b> After our close_notify the socket's own end follows, and what the client still
 * sends is read and dropped without being decrypted.
 */
final class TlsLine extends ChannelInboundHandlerAdapter implements Line {

  private static final int HEADER_BYTES = 5;
  private static final int ALERT = 21;

  /** What is no longer may be one. To take a piece of a request for one costs a write at most. */
  private static final int ALERT_BYTES_MAX = 40;

  private final SslHandler tls;
  private @Nullable ChannelHandlerContext socket;

  /** Whether an answer is owed; nobody owes any before the handshake. */
  private BooleanSupplier owes = () -> false;

  /** Not passed on yet: at most what one read brought after a record that may be an alert. */
  private @Nullable ByteBuf held;

  /** How much of the record that is being passed on is still to come. */
  private int recordLeft;

  private boolean passing;
  private boolean listening = true;

  TlsLine(SslHandler tls) {
    this.tls = tls;
  }

  /** Whose answers are waited for. */
  void serve(BooleanSupplier owesAnswer) {
    owes = owesAnswer;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    socket = ctx;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (!listening) {
      bytes.release();
      return;
    }
    held =
        held == null
            ? bytes
            : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(ctx.alloc(), held, bytes);
    passOn(ctx);
  }

  /** What is passed on is completed at once: answers are written before an alert is heard. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {}

  private void passOn(ChannelHandlerContext ctx) {
    if (passing) {
      return;
    }
    passing = true;
    for (ByteBuf next = next(); next != null; next = next()) {
      ctx.fireChannelRead(next);
      ctx.fireChannelReadComplete();
    }
    passing = false;
    if (held != null && held.readableBytes() >= HEADER_BYTES) {
      // An answer is owed; the connection reads on when it is given.
      ctx.channel().config().setAutoRead(false);
    }
  }

  /** The bytes up to the next record that may be an alert, or that record. */
  private @Nullable ByteBuf next() {
    ByteBuf bytes = held;
    if (bytes == null) {
      return null;
    }
    int length = passable(bytes);
    if (length == 0) {
      return null;
    }
    if (length == bytes.readableBytes()) {
      held = null;
      return bytes;
    }
    return bytes.readRetainedSlice(length);
  }

  private int passable(ByteBuf bytes) {
    int start = bytes.readerIndex();
    int end = bytes.writerIndex();
    int at = Math.min(end, start + recordLeft);
    recordLeft -= at - start;
    while (recordLeft == 0 && end - at >= HEADER_BYTES) {
      int length = bytes.getUnsignedShort(at + 3);
      if (bytes.getByte(at) == ALERT || length <= ALERT_BYTES_MAX) {
        if (at > start || owes.getAsBoolean()) {
          break;
        }
      }
      int next = Math.min(end, at + HEADER_BYTES + length);
      recordLeft = at + HEADER_BYTES + length - next;
      at = next;
      if (length <= ALERT_BYTES_MAX) {
        break;
      }
    }
    return at - start;
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    stopListening();
    ctx.fireChannelInactive();
  }

  @Override
  public void allIsAnswered() {
    passOn(socket());
  }

  @Override
  public void stopListening() {
    listening = false;
    if (held != null) {
      held.release();
      held = null;
    }
  }

  @Override
  public ChannelFuture sayLast(ChannelHandlerContext from, ByteBuf bytes) {
    var _ = from.writeAndFlush(bytes, from.voidPromise());
    var _ = tls.closeOutbound();
    return socket().writeAndFlush(Unpooled.EMPTY_BUFFER);
  }

  @Override
  public void hangUp(ChannelHandlerContext from) {
    var _ = socket().close();
  }

  private ChannelHandlerContext socket() {
    return Objects.requireNonNull(socket, "not yet in a pipeline");
  }
}
