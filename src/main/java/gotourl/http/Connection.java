package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection: its requests one after the other, their answers in the same order, and
 * how long it may take over each step. Confined to its event loop.
 *
 * <pre>
 *   FRESH ── bytes ──▶ HEADER ── header ──▶ BODY ── its end ──▶ ANSWERING ── answer ──▶ IDLE
 *                        ▲                                          │                    │
 *                        └──────────────────── bytes ───────────────┼────────────────────┘
 *   any ── refusal, last answer, too slow ──▶ CLOSING ◀─────────────┘
 * </pre>
 *
 * While an answer is awaited, what was decoded after it waits in a queue no longer than one read,
 * and nothing more is read. In CLOSING our side is shut, and the client's last bytes are read and
 * dropped: to close on unread bytes would reset the connection and destroy the answer on its way.
 */
final class Connection extends ChannelInboundHandlerAdapter implements Watched {

  private static final Logger LOG = System.getLogger(Connection.class.getName());

  private enum Phase {
    FRESH,
    IDLE,
    HEADER,
    BODY,
    ANSWERING,
    CLOSING
  }

  private final Site site;
  private final Wire wire;
  private final Loop loop;
  private final Limits limits;
  private final Line line;
  private final RequestDecoder decoder;
  private Peer peer;
  private final Queue<HttpObject> waiting = new ArrayDeque<>(0);

  private Phase phase = Phase.FRESH;
  private long sinceNanos;
  private @Nullable ChannelHandlerContext channel;

  private @Nullable Request request;
  private Wire.After after = Wire.After.STAY;
  private int bodyBytes;
  private @Nullable ByteBuf body;

  private @Nullable ByteBuf out;
  private boolean reading;
  private boolean pumping;
  private boolean inputEnded;
  private long stalledSinceNanos;
  private long stalledPending;

  Connection(Site site, Wire wire, Loop loop, Limits limits, Line line, Peer peer) {
    this.peer = peer;
    this.site = site;
    this.wire = wire;
    this.loop = loop;
    this.limits = limits;
    this.line = line;
    this.decoder = new RequestDecoder(this::bytesArrived);
  }

  RequestDecoder decoder() {
    return decoder;
  }

  Peer peer() {
    return peer;
  }

  /** The peer was only the way here. */
  void peer(Peer source) {
    peer = source;
  }

  @Override
  public void handlerAdded(ChannelHandlerContext ctx) {
    channel = ctx;
    sinceNanos = loop.nowNanos();
    loop.opened(this);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    enter(Phase.CLOSING);
    loop.closed(this);
    dropWaiting();
    dropBody();
    if (out != null) {
      out.release();
      out = null;
    }
  }

  private void bytesArrived() {
    if (phase == Phase.IDLE || phase == Phase.FRESH) {
      enter(Phase.HEADER);
    }
  }

  // Reading.

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    reading = true;
    HttpObject part = (HttpObject) message;
    if (part instanceof LastHttpContent) {
      decoder.requestEnded();
    }
    if (phase == Phase.CLOSING) {
      ReferenceCountUtil.release(part);
    } else if (mayTake() && waiting.isEmpty()) {
      take(ctx, part);
    } else {
      waiting.add(part);
      ctx.channel().config().setAutoRead(false);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext ctx) {
    reading = false;
    flush(ctx);
    noticeBeginning();
  }

  /** The time of a request counts from its first byte, even if that came behind another's last. */
  private void noticeBeginning() {
    if (phase == Phase.IDLE && waiting.isEmpty() && !decoder.isBetweenRequests()) {
      enter(Phase.HEADER);
    }
  }

  /** Whether the next byte from the client is a request's first, and may be answered at once. */
  boolean isBetweenRequests() {
    return (phase == Phase.IDLE || phase == Phase.FRESH)
        && waiting.isEmpty()
        && decoder.isBetweenRequests()
        && context().channel().isWritable();
  }

  /** Answers a {@link PlainRequest}; only if {@link #isBetweenRequests}. */
  void answerPlain(Answer.Now answer, boolean headOnly) {
    after = Wire.After.STAY;
    send(context(), answer, headOnly);
  }

  /** Not while an answer is awaited, nor while the client leaves earlier answers unread. */
  private boolean mayTake() {
    return phase != Phase.ANSWERING && context().channel().isWritable();
  }

  /** Takes what has waited, as far as that goes without waiting again. */
  private void pump(ChannelHandlerContext ctx) {
    if (pumping) {
      return;
    }
    pumping = true;
    while (!waiting.isEmpty() && phase != Phase.CLOSING && mayTake()) {
      take(ctx, waiting.remove());
    }
    pumping = false;
    if (phase == Phase.CLOSING) {
      dropWaiting();
    } else if (waiting.isEmpty() && !inputEnded) {
      // Not after the client's end: epoll has dropped a socket that was paused when it came.
      ctx.channel().config().setAutoRead(true);
    }
    if (!reading) {
      flush(ctx);
    }
    if (inputEnded && !owesAnswer()) {
      close(ctx);
    }
    noticeBeginning();
    if (!owesAnswer()) {
      line.allIsAnswered();
    }
  }

  /** Whether a request that is here waits for its answer. */
  boolean owesAnswer() {
    return phase == Phase.ANSWERING || !waiting.isEmpty();
  }

  private void take(ChannelHandlerContext ctx, HttpObject part) {
    try {
      if (part instanceof HttpRequest head) {
        begin(ctx, head);
      }
      if (part instanceof HttpContent content && request != null) {
        goOn(ctx, content);
      }
    } finally {
      ReferenceCountUtil.release(part);
    }
  }

  private void begin(ChannelHandlerContext ctx, HttpRequest head) {
    enter(Phase.BODY);
    Reply refusal = RequestCheck.refusal(head);
    if (refusal != null) {
      send(ctx, refusal);
      return;
    }
    boolean current = head.protocolVersion().equals(HttpVersion.HTTP_1_1);
    request = Request.of(head, peer);
    after =
        !HttpUtil.isKeepAlive(head)
            ? Wire.After.CLOSE
            : current ? Wire.After.STAY : Wire.After.STAY_TOLD;
    bodyBytes = 0;
    if (HttpUtil.getContentLength(head, 0L) > Limits.BODY_BYTES_MAX) {
      send(ctx, Replies.BODY_TOO_LARGE);
      return;
    }
    String expected = current ? head.headers().get(HttpHeaderNames.EXPECT) : null;
    if (expected != null) {
      if (HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
        out(ctx).writeBytes(Wire.CONTINUE);
      } else {
        send(ctx, Replies.EXPECTATION_UNKNOWN);
      }
    }
  }

  private void goOn(ChannelHandlerContext ctx, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      send(ctx, RequestCheck.malformedBody(content.decoderResult().cause()));
      return;
    }
    Request current = Objects.requireNonNull(request);
    ByteBuf bytes = content.content();
    if (bytes.isReadable()) {
      bodyBytes += bytes.readableBytes();
      if (bodyBytes > Limits.BODY_BYTES_MAX) {
        send(ctx, Replies.BODY_TOO_LARGE);
        return;
      }
      if (site.readsBody(current)) {
        gather(ctx, current, bytes, content instanceof LastHttpContent);
      }
    }
    if (content instanceof LastHttpContent) {
      if (body != null) {
        current.body(ByteBufUtil.getBytes(body));
        dropBody();
      }
      answer(ctx, current);
    }
  }

  /** A body in one piece, as nearly all are, is not copied twice. */
  private void gather(ChannelHandlerContext ctx, Request current, ByteBuf bytes, boolean last) {
    if (body == null && last) {
      current.body(ByteBufUtil.getBytes(bytes));
      return;
    }
    if (body == null) {
      body = ctx.alloc().buffer(bytes.readableBytes(), Limits.BODY_BYTES_MAX);
    }
    body.writeBytes(bytes);
  }

  // Answering.

  private void answer(ChannelHandlerContext ctx, Request current) {
    enter(Phase.ANSWERING);
    switch (site.answer(current)) {
      case Answer.Now now -> send(ctx, now);
      case Answer.Later<?> later -> await(ctx, later);
    }
  }

  private <T> void await(ChannelHandlerContext ctx, Answer.Later<T> later) {
    var _ =
        later
            .stage()
            .whenComplete((outcome, failure) -> {
              if (ctx.executor().inEventLoop()) {
                arrived(ctx, later, outcome, failure);
              } else {
                // Netty wakes a loop once however many tasks come while it wakes.
                ctx.executor().execute(() -> arrived(ctx, later, outcome, failure));
              }
            });
  }

  private <T> void arrived(
      ChannelHandlerContext ctx, Answer.Later<T> later, T outcome, @Nullable Throwable failure) {
    if (phase == Phase.ANSWERING) {
      send(ctx, failure == null ? site.finish(later, outcome) : site.failed(failure));
      pump(ctx);
    }
  }

  private void send(ChannelHandlerContext ctx, Answer.Now answer) {
    send(ctx, answer, request != null && request.isHead());
  }

  private void send(ChannelHandlerContext ctx, Answer.Now answer, boolean headOnly) {
    boolean last =
        after == Wire.After.CLOSE
            || loop.draining()
            || (answer instanceof Reply reply && reply.last());
    wire.write(out(ctx), answer, loop.dateLine(), last ? Wire.After.CLOSE : after, headOnly);
    request = null;
    dropBody();
    if (last) {
      end(ctx);
      return;
    }
    enter(Phase.IDLE);
    if (out(ctx).readableBytes() >= Limits.OUT_BYTES_MAX) {
      flush(ctx);
    }
  }

  private ByteBuf out(ChannelHandlerContext ctx) {
    ByteBuf buffer = out;
    if (buffer == null) {
      buffer = loop.outBuffer().take(ctx.alloc());
      out = buffer;
    }
    return buffer;
  }

  private void flush(ChannelHandlerContext ctx) {
    ByteBuf buffer = out;
    if (buffer != null) {
      out = null;
      var _ = ctx.writeAndFlush(buffer, ctx.voidPromise());
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    if (ctx.channel().isWritable() && !waiting.isEmpty()) {
      pump(ctx);
    }
  }

  // Ending.

  /** Sends what is to be sent, shuts our side, and reads on until the client has shut its own. */
  private void end(ChannelHandlerContext ctx) {
    enter(Phase.CLOSING);
    decoder.discard();
    line.stopListening();
    var _ =
        line.sayLast(ctx, rest(ctx))
            .addListener(
                (ChannelFutureListener)
                    written -> {
                      if (inputEnded || !written.isSuccess()) {
                        close(ctx);
                      } else {
                        // Lingering is counted from here; a slow writer is the stall's business.
                        enter(Phase.CLOSING);
                        var _ = ((DuplexChannel) written.channel()).shutdownOutput();
                        written.channel().config().setAutoRead(true);
                      }
                    });
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == ChannelInputShutdownEvent.INSTANCE || event == SslCloseCompletionEvent.SUCCESS) {
      inputEnded = true;
      boolean sends = phase == Phase.CLOSING && stalledPending(ctx) > 0;
      if (!owesAnswer() && !sends) {
        close(ctx);
      }
    }
  }

  /** Writes what is left and closes; the client has nothing more to say. */
  private void close(ChannelHandlerContext ctx) {
    enter(Phase.CLOSING);
    line.stopListening();
    var _ = line.sayLast(ctx, rest(ctx)).addListener(_ -> line.hangUp(ctx));
  }

  private ByteBuf rest(ChannelHandlerContext ctx) {
    ByteBuf rest = out == null ? ctx.alloc().directBuffer(0) : out;
    out = null;
    return rest;
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
  public void abort() {
    line.hangUp(context());
  }

  @Override
  public void endIdle() {
    if (phase == Phase.IDLE || phase == Phase.FRESH) {
      end(context());
    }
  }

  // Time.

  @Override
  public void tick(long nowNanos) {
    ChannelHandlerContext ctx = context();
    long nanos = nowNanos - sinceNanos;
    if (stalls(ctx, nowNanos)) {
      abort();
      return;
    }
    switch (phase) {
      case FRESH -> {
        if (nanos > limits.header().toNanos()) {
          end(ctx);
        }
      }
      case IDLE -> {
        if (nanos > limits.idle().toNanos()) {
          end(ctx);
        }
      }
      case HEADER -> {
        if (nanos > limits.header().toNanos()) {
          send(ctx, Replies.TOO_SLOW);
        }
      }
      case BODY -> {
        if (bodyIsSlow(Duration.ofNanos(nanos))) {
          send(ctx, Replies.TOO_SLOW);
        }
      }
      // The answer comes: every queue behind it is bounded and says no when full.
      case ANSWERING -> {}
      case CLOSING -> {
        if (nanos > limits.linger().toNanos() && stalledPending(ctx) == 0) {
          abort();
        }
      }
    }
  }

  /** A body that waits for an earlier answer to be taken is the stall's business. */
  private boolean bodyIsSlow(Duration taken) {
    Duration counted = taken.minus(limits.bodyGrace());
    return counted.isPositive()
        && waiting.isEmpty()
        && bodyBytes * 1000L < counted.toMillis() * limits.bodyBytesPerSecond();
  }

  private boolean stalls(ChannelHandlerContext ctx, long nowNanos) {
    long pending = stalledPending(ctx);
    if (pending == 0 || pending != stalledPending) {
      stalledPending = pending;
      stalledSinceNanos = nowNanos;
      return false;
    }
    return nowNanos - stalledSinceNanos > limits.writeStall().toNanos();
  }

  /** Changes with every byte that the client takes; 0 when it has them all. */
  private static long stalledPending(ChannelHandlerContext ctx) {
    ChannelOutboundBuffer buffer = ctx.channel().unsafe().outboundBuffer();
    return buffer == null || buffer.isEmpty()
        ? 0
        : buffer.totalPendingWriteBytes() - buffer.currentProgress();
  }

  private void enter(Phase next) {
    phase = next;
    sinceNanos = loop.nowNanos();
  }

  private ChannelHandlerContext context() {
    return Objects.requireNonNull(channel, "not yet in a pipeline");
  }

  private void dropWaiting() {
    waiting.forEach(ReferenceCountUtil::release);
    waiting.clear();
  }

  private void dropBody() {
    if (body != null) {
      body.release();
      body = null;
    }
  }
}
