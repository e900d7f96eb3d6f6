package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;
import java.util.function.Supplier;

/**
 * Stands before everything else until the first bytes of a connection show what the client speaks:
 * HTTP/2 begins with a preface that is no request of HTTP/1. Then it is gone, and either the
 * handlers of HTTP/1 are as well, or they read on as if it had never been there.
 */
final class Preface extends ChannelInboundHandlerAdapter {

  private static final ByteBuf BYTES = Http2CodecUtil.connectionPrefaceBuf();
  private static final int LENGTH = BYTES.readableBytes();

  private final Http2 http2;
  private final Loop loop;
  private final Supplier<Peer> peer;
  private final List<ChannelHandler> http1;

  /** Bytes that may be its beginning; a copy, because what is read into is lent. */
  private ByteBuf held = Unpooled.EMPTY_BUFFER;

  /**
   * @param peer who it is by then: a proxy may have spoken before
   */
  Preface(Http2 http2, Loop loop, Supplier<Peer> peer, ChannelHandler... http1) {
    this.peer = peer;
    this.http2 = http2;
    this.loop = loop;
    this.http1 = List.of(http1);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = joined((ByteBuf) message);
    int known = Math.min(bytes.readableBytes(), LENGTH);
    boolean begins = ByteBufUtil.equals(bytes, bytes.readerIndex(), BYTES, 0, known);
    if (begins && known < LENGTH) {
      held = Unpooled.copiedBuffer(bytes);
      bytes.release();
      return;
    }
    if (begins) {
      http1.forEach(ctx.pipeline()::remove);
      var _ = http2.install(ctx.pipeline(), loop, Line.PLAIN, peer.get());
    }
    ctx.fireChannelRead(bytes);
    ctx.pipeline().remove(this);
  }

  private ByteBuf joined(ByteBuf more) {
    if (!held.isReadable()) {
      return more;
    }
    ByteBuf all = Unpooled.copiedBuffer(held, more);
    more.release();
    return all;
  }
}
