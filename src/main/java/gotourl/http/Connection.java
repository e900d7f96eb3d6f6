package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
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

  private final Front front;
  private final Wire wire;
  private final Loop loop;
  private final Limits limits;
  private final Line line;
  private final Traffic traffic;
  private final RequestDecoder decoder;
  private Peer peer;
  private final Queue<HttpObject> waiting = new ArrayDeque<>(0);

  private Phase phase = Phase.FRESH;
  private long sinceNanos;
  private @Nullable ChannelHandlerContext channel;

  private @Nullable Request request;
  private Answer.@Nullable Later<?> awaited;
  private Wire.After after = Wire.After.STAY;
  private final Body body = new Body();
  private @Nullable Dialogue dialogue;

  private @Nullable ByteBuf out;
  private boolean reading;
  private boolean pumping;
  private boolean inputEnded;
  private final Stall stall = new Stall();

  Connection(
      Front front, Wire wire, Loop loop, Limits limits, Line line, Peer peer, Traffic traffic) {
    this.peer = peer;
    this.front = front;
    this.wire = wire;
    this.loop = loop;
    this.limits = limits;
    this.line = line;
    this.traffic = traffic;
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
    dropWaiting();
    body.drop();
    if (awaited != null) {
      awaited.giveUp().run();
    }
    if (dialogue != null) {
      dialogue.gone();
    }
    if (out != null) {
      out.release();
      out = null;
    }
  }

  /** The connection is closed, or goes on as HTTP/2. */
  @Override
  public void handlerRemoved(ChannelHandlerContext ctx) {
    loop.closed(this);
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
    traffic.endRead();
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
    write(context(), answer, headOnly);
  }

  /** Not while an answer is awaited, nor while the client leaves earlier answers unread. */
  private boolean mayTake() {
    return phase != Phase.ANSWERING
        && context().channel().isWritable()
        && (dialogue == null || !dialogue.isFull());
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
    body.begin();
    boolean streams = front.streams(request);
    if (!streams && HttpUtil.getContentLength(head, 0L) > Limits.BODY_BYTES_MAX) {
      refuse(ctx, Replies.BODY_TOO_LARGE);
      return;
    }
    String expected = current ? head.headers().get(HttpHeaderNames.EXPECT) : null;
    if (expected != null) {
      if (HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected)) {
        out(ctx).writeBytes(Wire.CONTINUE);
      } else {
        refuse(ctx, Replies.EXPECTATION_UNKNOWN);
        return;
      }
    }
    if (streams) {
      dialogue = new H1Dialogue(this, ctx, current, loop.nowNanos()).dialogue();
      front.converse(request, dialogue);
    }
  }

  private void goOn(ChannelHandlerContext ctx, HttpContent content) {
    if (dialogue != null) {
      goOn(dialogue, content);
      return;
    }
    if (content.decoderResult().isFailure()) {
      refuse(ctx, RequestCheck.malformedBody(content.decoderResult().cause()));
      return;
    }
    Request current = Objects.requireNonNull(request);
    ByteBuf bytes = content.content();
    if (bytes.isReadable()) {
      if (!body.count(bytes)) {
        refuse(ctx, Replies.BODY_TOO_LARGE);
        return;
      }
      if (front.readsBody(current)) {
        body.keep(current, bytes, content instanceof LastHttpContent, ctx.alloc());
      }
    }
    if (content instanceof LastHttpContent) {
      body.end(current);
      answer(ctx, current);
    }
  }

  private void goOn(Dialogue current, HttpContent content) {
    if (content.decoderResult().isFailure()) {
      decoder.discard();
      current.cut(RequestCheck.malformedBody(content.decoderResult().cause()));
      return;
    }
    current.arrived(ByteBufUtil.getBytes(content.content()));
    if (content instanceof LastHttpContent) {
      current.ended();
      enter(Phase.ANSWERING);
    }
  }

  // Answering.

  private void answer(ChannelHandlerContext ctx, Request current) {
    enter(Phase.ANSWERING);
    switch (front.answer(current)) {
      case Answer.Now now -> send(ctx, now);
      case Answer.Later<?> later -> {
        awaited = later;
        front.whenDone(later, ctx.executor(), now -> arrived(ctx, now));
      }
    }
  }

  private void arrived(ChannelHandlerContext ctx, Answer.Now answer) {
    awaited = null;
    if (phase == Phase.ANSWERING) {
      send(ctx, answer);
      pump(ctx);
    }
  }

  /** Of the request in hand. */
  private void refuse(ChannelHandlerContext ctx, Reply refusal) {
    send(ctx, front.refusal(Objects.requireNonNull(request), refusal));
  }

  private void send(ChannelHandlerContext ctx, Answer.Now answer) {
    traffic.note(request, answer);
    write(ctx, answer, request != null && request.isHead());
  }

  private void write(ChannelHandlerContext ctx, Answer.Now answer, boolean headOnly) {
    traffic.answered(answer);
    boolean last =
        after == Wire.After.CLOSE
            || loop.draining()
            || (answer instanceof Reply reply && reply.last());
    wire.write(out(ctx), answer, loop.dateLine(), last ? Wire.After.CLOSE : after, headOnly);
    request = null;
    body.drop();
    if (last) {
      end(ctx);
      return;
    }
    enter(Phase.IDLE);
    if (out(ctx).readableBytes() >= Limits.OUT_BYTES_MAX) {
      flush(ctx);
    }
  }

  // Of an answer that is begun before the request has come whole.

  /** There may be room for more of the body. */
  void goOnReading() {
    if (phase != Phase.CLOSING && !waiting.isEmpty()) {
      pump(context());
    }
  }

  /** Nothing of it was begun. */
  void answerInstead(Answer.Now answer) {
    if (phase != Phase.CLOSING) {
      endDialogue();
      send(context(), answer);
      pump(context());
    }
  }

  void beginFlow(Reply head, boolean chunked) {
    if (phase != Phase.CLOSING) {
      ChannelHandlerContext ctx = context();
      traffic.note(request, head);
      traffic.answered(head);
      after = !chunked || loop.draining() ? Wire.After.CLOSE : after;
      wire.writeFlowing(out(ctx), head, loop.dateLine(), after, chunked);
      flush(ctx);
    }
  }

  /** All of it is written. */
  void endFlow() {
    if (phase != Phase.CLOSING) {
      ChannelHandlerContext ctx = context();
      endDialogue();
      request = null;
      if (after == Wire.After.CLOSE || loop.draining()) {
        end(ctx);
      } else {
        enter(Phase.IDLE);
        ctx.flush();
        pump(ctx);
      }
    }
  }

  /** What is still to come of the body nobody reads. */
  private void endDialogue() {
    if (dialogue != null && !dialogue.isWhole()) {
      after = Wire.After.CLOSE;
    }
    dialogue = null;
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
    // After our own end, TLS takes whatever else it was given to read for the client's.
    boolean endsTls = event == SslCloseCompletionEvent.SUCCESS && phase != Phase.CLOSING;
    if (event == ChannelInputShutdownEvent.INSTANCE || endsTls) {
      inputEnded = true;
      boolean sends = phase == Phase.CLOSING && Stall.unsentBytes(ctx.channel()) > 0;
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
  public void drain() {
    if (dialogue != null) {
      dialogue.cut(Replies.STOPPING);
    }
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
    if (stall.lasts(Stall.unsentBytes(ctx.channel()), nowNanos, limits.writeStall())) {
      traffic.ended(Traffic.Ending.STALLED);
      abort();
      return;
    }
    switch (phase) {
      case FRESH -> {
        if (nanos > limits.header().toNanos()) {
          traffic.ended(Traffic.Ending.SILENT);
          end(ctx);
        }
      }
      case IDLE -> {
        if (nanos > limits.idle().toNanos()) {
          traffic.ended(Traffic.Ending.IDLE);
          end(ctx);
        }
      }
      case HEADER -> {
        if (nanos > limits.header().toNanos()) {
          send(ctx, Replies.TOO_SLOW);
        }
      }
      case BODY -> {
        if (dialogue != null) {
          boolean mayCome = waiting.isEmpty() && ctx.channel().isWritable();
          if (dialogue.isSlow(nowNanos, mayCome, limits)) {
            dialogue.cut(Replies.TOO_SLOW);
          }
          return;
        }
        // A body that waits for an earlier answer to be taken is the stall's business.
        if (waiting.isEmpty() && body.isSlow(Duration.ofNanos(nanos), 0, limits)) {
          refuse(ctx, Replies.TOO_SLOW);
        }
      }
      // The answer comes: every queue behind it is bounded and says no when full.
      case ANSWERING -> {}
      case CLOSING -> {
        if (nanos > limits.linger().toNanos() && Stall.unsentBytes(ctx.channel()) == 0) {
          traffic.ended(Traffic.Ending.LINGERING);
          abort();
        }
      }
    }
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
}
