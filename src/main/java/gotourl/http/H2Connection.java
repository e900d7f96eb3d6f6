package gotourl.http;

import static io.netty.handler.codec.http2.Http2Error.ENHANCE_YOUR_CALM;
import static io.netty.handler.codec.http2.Http2Error.INTERNAL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.NO_ERROR;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.HeaderListSizeException;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One client's HTTP/2 connection: Netty's codec, and around it how long the client may take over
 * each step, how many frames it may send that ask for nothing, and how the connection ends. What is
 * asked and answered on its streams is the affair of {@link H2Requests}. Confined to its event
 * loop.
 *
 * <pre>
 *   OPEN ── GOAWAY: idle, drained, client shut its side ──▶ ENDING ── last answer ──▶ CLOSED
 *     └──── GOAWAY: an error of the connection ────────────────────────────────────────▲
 * </pre>
 */
final class H2Connection extends Http2ConnectionHandler implements Watched {

  private static final Logger LOG = System.getLogger(H2Connection.class.getName());

  /**
   * A client that lets more answers than this wait, and makes no room for any of them, is not slow:
   * a browser opens its windows wide before it asks.
   */
  static final int HELD_MAX = 16;

  private enum Phase {
    OPEN,
    ENDING,
    CLOSED
  }

  private final Outlet outlet;
  private final StreamAnswers answers;
  private final H2Requests requests;
  private final Resets resets;
  private final Loop loop;
  private final Limits limits;
  private final FrameWatch watch;
  private final Stall stall = new Stall();
  private final long openedNanos;

  private Phase phase = Phase.OPEN;
  private @Nullable ChannelHandlerContext channel;

  H2Connection(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      Outlet outlet,
      StreamAnswers answers,
      H2Requests requests,
      Resets resets,
      Loop loop,
      Limits limits) {
    super(decoder, encoder, settings);
    this.outlet = outlet;
    this.answers = answers;
    this.requests = requests;
    this.resets = resets;
    this.loop = loop;
    this.limits = limits;
    this.openedNanos = loop.nowNanos();
    this.watch = new FrameWatch(openedNanos);
    decoder.frameListener(requests);
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) throws Exception {
    channel = ctx;
    answers.begin(ctx);
    super.handlerAdded(ctx);
    loop.opened(this);
    if (loop.draining()) {
      drain();
    }
  }

  @Override
  protected void handlerRemoved0(ChannelHandlerContext ctx) throws Exception {
    super.handlerRemoved0(ctx);
    loop.closed(this);
  }

  // Reading.

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws Exception {
    ByteBuf bytes = (ByteBuf) message;
    loop.traffic().beginRead();
    if (phase == Phase.CLOSED) {
      bytes.release();
    } else if (watch.look(bytes, loop.nowNanos())) {
      super.channelRead(ctx, bytes);
    } else {
      bytes.release();
      fail(ctx, "too many frames that ask for nothing");
    }
  }

  /** What comes in the same bytes after an error of the connection is not looked at. */
  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> out)
      throws Exception {
    if (phase == Phase.CLOSED) {
      bytes.skipBytes(bytes.readableBytes());
    } else {
      super.decode(ctx, bytes, out);
    }
  }

  /** Unlike Netty's, reads no more while the client leaves answers unread. */
  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    discardSomeReadBytes();
    flush(ctx);
    loop.traffic().endRead();
    settle();
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) throws Exception {
    boolean writable = ctx.channel().isWritable();
    if (writable) {
      requests.goOn(ctx);
    }
    super.channelWritabilityChanged(ctx);
    // Not after the client's end: epoll has dropped a socket that was paused when it came.
    if (!outlet.inputEnded()) {
      ctx.channel().config().setAutoRead(ctx.channel().isWritable());
    }
    if (writable) {
      flush(ctx);
    }
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
    super.userEventTriggered(ctx, event);
    if (Outlet.isEnd(event)) {
      end();
    }
  }

  /** A header that is too large is answered as in HTTP/1; Netty's own answer has no words. */
  @Override
  protected void onStreamError(
      ChannelHandlerContext ctx, boolean outbound, Throwable cause, StreamException error) {
    boolean tooLarge = error instanceof HeaderListSizeException size && size.duringDecode();
    if (!tooLarge || !refuse(error.streamId())) {
      super.onStreamError(ctx, outbound, cause, error);
    }
  }

  /** False if it is no new request. */
  private boolean refuse(int id) {
    if (connection().streamMayHaveExisted(id)) {
      return false;
    }
    try {
      Http2Stream stream = connection().remote().createStream(id, false);
      answers.send(stream, Replies.HEADERS_TOO_LARGE, false, false);
      return true;
    } catch (Http2Exception noStream) {
      LOG.log(Level.DEBUG, "no stream for a refusal", noStream);
      return false;
    }
  }

  // Ending.

  /** Says which requests are still answered, and closes after the last of them. */
  private void end() {
    if (phase == Phase.OPEN) {
      phase = Phase.ENDING;
      goAway(connection().remote().lastStreamCreated());
      settle();
    }
  }

  private void goAway(int lastStream) {
    ChannelHandlerContext ctx = context();
    long code = NO_ERROR.code();
    var _ = goAway(ctx, lastStream, code, Unpooled.EMPTY_BUFFER, ctx.newPromise());
    flush(ctx);
  }

  /** Whether a request that is here waits for its answer. */
  boolean owesAnswers() {
    return requests.owesAnswers();
  }

  private void settle() {
    if (!owesAnswers()) {
      outlet.allIsAnswered();
    }
    // A client that says nothing more completes no request and makes no room for answers.
    boolean isDone =
        connection().numActiveStreams() == 0 || (outlet.inputEnded() && !owesAnswers());
    if (phase == Phase.ENDING && isDone) {
      phase = Phase.CLOSED;
      outlet.close();
    }
  }

  @Override
  public ChannelFuture resetStream(
      ChannelHandlerContext ctx, int stream, long errorCode, ChannelPromise promise) {
    if (connection().stream(stream) == null && resets.isRecent(stream)) {
      // A frame that was on its way when the client had not heard yet.
      return promise.setSuccess();
    }
    ChannelFuture reset = super.resetStream(ctx, stream, errorCode, promise);
    if (!resets.note(stream, errorCode, loop.nowNanos())) {
      fail(ctx, "too many streams had to be reset");
    }
    return reset;
  }

  private void fail(ChannelHandlerContext ctx, String why) {
    onError(ctx, false, Http2Exception.connectionError(ENHANCE_YOUR_CALM, "%s", why));
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext ctx,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception known) {
    if (Handshake.isClientsDoing(cause)) {
      abort();
      return;
    }
    Http2Exception told = known;
    if (told == null) {
      // The client need not hear what broke in here.
      LOG.log(Level.ERROR, "a connection failed", cause);
      told = new Http2Exception(INTERNAL_ERROR, "something went wrong here");
    }
    phase =
        told.shutdownHint() == Http2Exception.ShutdownHint.GRACEFUL_SHUTDOWN
            ? Phase.ENDING
            : Phase.CLOSED;
    super.onConnectionError(ctx, outbound, cause, told);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    // A client that goes away is no event; anything else is a defect of ours.
    if (!Handshake.isClientsDoing(cause)) {
      LOG.log(Level.ERROR, "a connection failed", cause);
    }
    abort();
  }

  @Override
  public void drain() {
    if (phase == Phase.OPEN) {
      // Whatever is on its way is still answered; then comes endIdle.
      goAway(Integer.MAX_VALUE);
      try {
        requests.drain();
      } catch (Http2Exception e) {
        onError(context(), true, e);
      }
    }
  }

  @Override
  public void endIdle() {
    end();
  }

  @Override
  public void abort() {
    outlet.abort();
  }

  // Time.

  @Override
  public void tick(long nowNanos) {
    outlet.tick(nowNanos);
    if (phase == Phase.CLOSED) {
      return;
    }
    ChannelHandlerContext ctx = context();
    if (ctx.channel().isWritable()) {
      giveUpBodies(ctx, nowNanos);
    } else {
      // It is not read while it leaves answers unread: that is the outlet's business.
      watch.excuse(nowNanos);
    }
    Duration patience = answers.waiting() > HELD_MAX ? limits.flood() : limits.writeStall();
    if (stall.lasts(answers.waitingBytes(), nowNanos, patience)) {
      loop.traffic().ended(Traffic.Ending.STALLED);
      fail(ctx, "no room was made for an answer");
    } else if (watch.isHeldUp(nowNanos, limits.header())) {
      fail(ctx, "a frame or header took too long to arrive");
    } else if (isIdle(nowNanos)) {
      if (phase == Phase.OPEN) {
        loop.traffic().ended(Traffic.Ending.IDLE);
      }
      end();
    } else if (isOverdue(nowNanos)) {
      end();
    }
    flush(ctx);
    settle();
  }

  private void giveUpBodies(ChannelHandlerContext ctx, long nowNanos) {
    try {
      requests.tick(nowNanos, watch);
    } catch (Http2Exception e) {
      onError(ctx, true, e);
    }
  }

  private boolean isIdle(long nowNanos) {
    boolean isFresh = connection().remote().lastStreamCreated() == 0;
    Duration patience = isFresh ? limits.header() : limits.idle();
    return connection().numActiveStreams() == 0
        && nowNanos - requests.lastNanos() > patience.toNanos();
  }

  /** Came while the server drains, after all others were told to end. */
  private boolean isOverdue(long nowNanos) {
    return loop.draining() && nowNanos - openedNanos > limits.drainGrace().toNanos();
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(channel, "not yet in a pipeline");
  }
}
