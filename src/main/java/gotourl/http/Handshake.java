package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a TLS listener until it is known what will be spoken in it. The first byte tells
 * whether it is TLS at all; only then is TLS set up, so that a client that says nothing costs
 * nothing. A client that takes too long is ended like any other slow one.
 */
final class Handshake extends ChannelInboundHandlerAdapter implements Watched {

  private static final Logger LOG = System.getLogger(Handshake.class.getName());

  /** How every handshake begins, and no method of HTTP does. */
  private static final int HANDSHAKE_RECORD = 22;

  private final Reception reception;
  private final Loop loop;
  private final long sinceNanos;
  private final long patienceNanos;
  private Peer peer;
  private @Nullable ChannelHandlerContext channel;
  private @Nullable TlsLine line;
  private @Nullable SslHandler tls;

  Handshake(Reception reception, Loop loop, Limits limits, Peer peer) {
    this.peer = peer;
    this.reception = reception;
    this.loop = loop;
    this.sinceNanos = loop.nowNanos();
    this.patienceNanos = limits.header().toNanos();
  }

  /** The peer was only the way here. */
  void peer(Peer source) {
    peer = source;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx;
    loop.opened(this);
  }

  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    loop.closed(this);
  }

  /** The first bytes of all: what comes after them goes elsewhere. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    if (!bytes.isReadable()) {
      bytes.release();
      return;
    }
    if (bytes.getByte(bytes.readerIndex()) == HANDSHAKE_RECORD) {
      tls = reception.tls(ctx.channel());
      line = new TlsLine(tls);
      ctx.pipeline().addFirst(line, tls);
    } else {
      reception.takeForPlain(ctx.channel(), loop, peer);
      ctx.pipeline().remove(this);
    }
    var _ = ctx.pipeline().fireChannelRead(bytes);
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event instanceof SslHandshakeCompletionEvent completion && completion.isSuccess()) {
      reception.take(
          ctx.channel(),
          loop,
          Protocol.chosen(Objects.requireNonNull(tls).applicationProtocol()),
          Objects.requireNonNull(line),
          peer);
      ctx.pipeline().remove(this);
    } else if (event == io.netty.channel.socket.ChannelInputShutdownEvent.INSTANCE) {
      abort();
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (!isClientsDoing(cause)) {
      LOG.log(Level.ERROR, "a handshake failed", cause);
    }
    abort();
  }

  /** A client that goes away, or does not speak TLS as it should, is no event. */
  static boolean isClientsDoing(Throwable cause) {
    return cause instanceof IOException
        || (cause instanceof DecoderException && cause.getCause() instanceof IOException);
  }

  @Override
  public void tick(long nowNanos) {
    if (nowNanos - sinceNanos > patienceNanos) {
      abort();
    }
  }

  @Override
  public void endIdle() {
    abort();
  }

  @Override
  public void abort() {
    ChannelHandlerContext ctx = Objects.requireNonNull(channel, "not yet in a pipeline");
    if (line != null) {
      line.hangUp(ctx);
    } else {
      var _ = ctx.close();
    }
  }
}
