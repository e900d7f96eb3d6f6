package gotourl.http;

import gotourl.link.DomainList;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http2.EmptyHttp2Headers;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameAdapter;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import io.netty.util.AsciiString;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The requests of one HTTP/2 connection, side by side: from decoded frames to the {@link Router}
 * and back. Confined to its event loop.
 */
final class H2Requests extends Http2FrameAdapter {

  private static final String VERSION = "HTTP/2.0";

  /** What the unfinished bodies of one connection may take; over HTTP/1 it is one body. */
  static final int BODIES_BYTES_MAX = 4 * Limits.BODY_BYTES_MAX;

  private final Router router;
  private final Guesses guesses;
  private final Peer peer;
  private final Loop loop;
  private final Limits limits;
  private final Http2Connection streams;
  private final StreamAnswers answers;
  private final Http2Connection.PropertyKey exchangeKey;

  /** Whole, and not looked at while the client leaves earlier answers unread. */
  private final Queue<Exchange> waiting = new ArrayDeque<>(0);

  private final PlainFields plain = new PlainFields();
  private @Nullable CharSequence soundAuthority;
  private final HostMemory host = new HostMemory();
  private int awaited;
  private int bodiesBytes;
  private boolean flushIsDue;
  private long lastNanos;

  H2Requests(
      Router router,
      Loop loop,
      Limits limits,
      Http2Connection streams,
      StreamAnswers answers,
      Peer peer) {
    this.router = router;
    this.guesses = router.guesses();
    this.peer = peer;
    this.loop = loop;
    this.limits = limits;
    this.streams = streams;
    this.answers = answers;
    this.exchangeKey = streams.newKey();
    this.lastNanos = loop.nowNanos();
    streams.addListener(
        new Http2ConnectionAdapter() {
          @Override
          public void onStreamClosed(Http2Stream stream) {
            Exchange exchange = stream.getProperty(exchangeKey);
            if (exchange != null) {
              bodiesBytes -= exchange.body().keptBytes();
              exchange.body().drop();
              exchange.giveUp();
              if (exchange.dialogue() != null) {
                awaited--;
              }
            }
            lastNanos = loop.nowNanos();
          }
        });
  }

  // Receiving.

  @Override
  public void onHeadersRead(
      ChannelHandlerContext ctx,
      int streamId,
      Http2Headers headers,
      int streamDependency,
      short weight,
      boolean exclusive,
      int padding,
      boolean isEnd) {
    Http2Stream stream = streams.stream(streamId);
    // Netty notes the header of a stream that is whole at once twice.
    if (stream.isTrailersReceived() && stream.state().remoteSideOpen()) {
      received(ctx, stream.getProperty(exchangeKey));
    } else if (!isEnd || !takeShortcut(ctx, stream, headers)) {
      begin(ctx, stream, headers, isEnd);
    }
  }

  /**
   * As {@link Shortcut} for HTTP/1: answers a GET of which nothing but the path can change the
   * answer, if its link is found at once.
   */
  private boolean takeShortcut(
      ChannelHandlerContext ctx, Http2Stream stream, Http2Headers headers) {
    CharSequence path = headers.path();
    if (path == null
        || path.length() > PlainRequest.BYTES_MAX
        || !PlainRequest.isPath(path)
        || !HttpMethod.GET.asciiName().contentEquals(headers.method())
        || headers.size() > Limits.HEADER_FIELDS_MAX
        || headers.contains(HttpHeaderNames.EXPECT)
        || !isSound(headers)
        || guesses.mayRefuse(peer)
        || loop.traffic().isLogged()
        || !ctx.channel().isWritable()) {
      return false;
    }
    plain.headers = headers;
    String code = path.subSequence(1, path.length()).toString();
    DomainList domains = router.domains();
    Answer.@Nullable Now answer =
        domains.isDefaultAlone()
            ? router.redirect(code, plain, peer)
            : router.redirect(host.of(domains, headers.authority()), code, plain, peer);
    if (answer == null) {
      return false;
    }
    answers.send(stream, answer, false, true);
    return true;
  }

  /** The header of the request that may take the short way. */
  private static final class PlainFields implements Fields {

    private Http2Headers headers = EmptyHttp2Headers.INSTANCE;

    @Override
    public String header(CharSequence name) {
      List<CharSequence> values = headers.getAll(AsciiString.of(name).toLowerCase());
      return values.size() == 1 ? values.getFirst().toString() : String.join(",", values);
    }
  }

  /** A client names us alike in all its requests, and its table of fields has it only once. */
  private boolean isSound(Http2Headers headers) {
    CharSequence authority = headers.authority();
    if (authority == null || headers.contains(HttpHeaderNames.HOST)) {
      return false;
    }
    if (!AsciiString.contentEquals(authority, soundAuthority)) {
      if (!RequestCheck.isAuthority(authority)) {
        return false;
      }
      soundAuthority = authority;
    }
    return true;
  }

  private void begin(
      ChannelHandlerContext ctx, Http2Stream stream, Http2Headers headers, boolean isEnd) {
    Reply refusal = Http2Check.refusal(headers);
    HttpMethod method = method(headers);
    if (refusal != null || method == null) {
      boolean headOnly = HttpMethod.HEAD.equals(method);
      Reply told = refusal == null ? Replies.MALFORMED : refusal;
      loop.traffic().note(null, told);
      answers.send(stream, told, headOnly, isEnd);
      return;
    }
    Request request =
        Request.of(method, String.valueOf(headers.path()), fields(headers), VERSION, peer);
    Exchange exchange = new Exchange(stream, request, loop.nowNanos(), isEnd);
    stream.setProperty(exchangeKey, exchange);
    String expected = request.header(HttpHeaderNames.EXPECT);
    boolean waits = HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(expected);
    boolean streams = router.streams(request);
    long length = headers.getLong(HttpHeaderNames.CONTENT_LENGTH, 0);
    if (length > Limits.BODY_BYTES_MAX && !streams) {
      refuse(exchange, Replies.BODY_TOO_LARGE);
    } else if (!expected.isEmpty() && !waits) {
      refuse(exchange, Replies.EXPECTATION_UNKNOWN);
    } else if (streams) {
      converse(ctx, exchange, isEnd);
      if (waits && !isEnd) {
        answers.goOn(stream);
      }
    } else if (isEnd) {
      answer(ctx, exchange);
    } else if (waits) {
      answers.goOn(stream);
    }
  }

  private void converse(ChannelHandlerContext ctx, Exchange exchange, boolean isEnd) {
    awaited++;
    H2Dialogue dialogue = new H2Dialogue(this, ctx, streams, exchange, answers);
    exchange.converses(dialogue);
    if (isEnd) {
      dialogue.dialogue().ended();
    }
    router.converse(exchange.request(), dialogue.dialogue());
  }

  /** {@code null} if it is none. */
  private static @Nullable HttpMethod method(Http2Headers headers) {
    try {
      return HttpMethod.valueOf(String.valueOf(headers.method()));
    } catch (IllegalArgumentException noToken) {
      return null;
    }
  }

  private static HttpHeaders fields(Http2Headers headers) {
    HttpHeaders fields =
        DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
    for (Map.Entry<CharSequence, CharSequence> field : headers) {
      if (!Http2Headers.PseudoHeaderName.hasPseudoHeaderFormat(field.getKey())) {
        fields.add(field.getKey(), field.getValue());
      }
    }
    CharSequence authority = headers.authority();
    if (authority != null) {
      fields.set(HttpHeaderNames.HOST, authority);
    }
    return fields;
  }

  @Override
  public int onDataRead(
      ChannelHandlerContext ctx, int streamId, ByteBuf data, int padding, boolean isEnd) {
    int bytes = data.readableBytes() + padding;
    Exchange exchange = streams.stream(streamId).getProperty(exchangeKey);
    H2Dialogue dialogue = exchange == null ? null : exchange.dialogue();
    if (dialogue != null) {
      dialogue.arrived(data);
      if (isEnd) {
        received(ctx, exchange);
      }
      // What it holds back leaves the client that much less room.
      return padding;
    }
    if (exchange != null && exchange.isWanted()) {
      takeBody(ctx, exchange, data, isEnd);
    }
    return bytes;
  }

  private void takeBody(ChannelHandlerContext ctx, Exchange exchange, ByteBuf data, boolean isEnd) {
    if (!exchange.body().count(data)) {
      refuse(exchange, Replies.BODY_TOO_LARGE);
      return;
    }
    if (data.isReadable() && router.readsBody(exchange.request())) {
      if (bodiesBytes + data.readableBytes() > BODIES_BYTES_MAX) {
        refuse(exchange, Replies.TOO_MANY_BODIES);
        return;
      }
      int before = exchange.body().keptBytes();
      exchange.body().keep(exchange.request(), data, isEnd, ctx.alloc());
      bodiesBytes += exchange.body().keptBytes() - before;
    }
    if (isEnd) {
      received(ctx, exchange);
    }
  }

  private void received(ChannelHandlerContext ctx, @Nullable Exchange exchange) {
    if (exchange == null) {
      return;
    }
    H2Dialogue dialogue = exchange.dialogue();
    if (dialogue != null) {
      exchange.received();
      dialogue.dialogue().ended();
    } else if (exchange.isWanted()) {
      bodiesBytes -= exchange.body().keptBytes();
      exchange.received();
      answer(ctx, exchange);
    }
  }

  // Answering.

  private void answer(ChannelHandlerContext ctx, Exchange exchange) {
    if (!ctx.channel().isWritable()) {
      waiting.add(exchange);
      return;
    }
    switch (router.answer(exchange.request())) {
      case Answer.Now now -> send(exchange, now);
      case Answer.Later<?> later -> {
        awaited++;
        exchange.awaits(later);
        router.whenDone(later, ctx.executor(), now -> arrived(ctx, exchange, now));
      }
    }
  }

  /** Whether a request that is here waits for its answer. */
  boolean owesAnswers() {
    return awaited > 0 || !waiting.isEmpty();
  }

  /** The client has taken answers: takes what has waited for that. */
  void goOn(ChannelHandlerContext ctx) {
    while (!waiting.isEmpty() && ctx.channel().isWritable()) {
      Exchange exchange = waiting.remove();
      if (exchange.isWanted()) {
        answer(ctx, exchange);
      }
    }
  }

  private void arrived(ChannelHandlerContext ctx, Exchange exchange, Answer.Now answer) {
    awaited--;
    exchange.arrived();
    if (exchange.isWanted()) {
      send(exchange, answer);
    }
    flushSoon(ctx);
  }

  /** Once for all answers that arrive together, as those of one batch of saves do. */
  void flushSoon(ChannelHandlerContext ctx) {
    if (!flushIsDue) {
      flushIsDue = true;
      ctx.executor()
          .execute(() -> {
            flushIsDue = false;
            ctx.pipeline().fireChannelReadComplete();
          });
    }
  }

  private void refuse(Exchange exchange, Reply refusal) {
    send(exchange, router.refusal(exchange.request(), refusal));
  }

  /** The answer will come in parts. */
  void begin(Exchange exchange, Reply head) {
    loop.traffic().note(exchange.request(), head);
    answers.begin(exchange.stream(), head);
  }

  void send(Exchange exchange, Answer.Now answer) {
    Http2Stream stream = exchange.stream();
    loop.traffic().note(exchange.request(), answer);
    answers.send(stream, answer, exchange.request().isHead(), exchange.isReceived());
  }

  /** The server will stop: what is still to come of a body is not waited for. */
  void drain() throws Http2Exception {
    var _ =
        streams.forEachActiveStream(stream -> {
          Exchange exchange = stream.getProperty(exchangeKey);
          if (exchange != null && exchange.dialogue() != null) {
            exchange.dialogue().dialogue().cut(Replies.STOPPING);
          }
          return true;
        });
  }

  // Time.

  /** When something last happened on a stream. */
  long lastNanos() {
    return lastNanos;
  }

  /** Gives up bodies that come too slowly. */
  void tick(long nowNanos, FrameWatch watch) throws Http2Exception {
    var _ =
        streams.forEachActiveStream(stream -> {
          Exchange exchange = stream.getProperty(exchangeKey);
          H2Dialogue dialogue = exchange == null ? null : exchange.dialogue();
          if (dialogue != null) {
            if (dialogue.dialogue().isSlow(nowNanos, true, limits)) {
              dialogue.dialogue().cut(Replies.TOO_SLOW);
            }
          } else if (exchange != null && !exchange.isReceived() && exchange.isWanted()) {
            Duration taken = Duration.ofNanos(nowNanos - exchange.sinceNanos());
            if (exchange.body().isSlow(taken, watch.partialBody(stream.id()), limits)) {
              refuse(exchange, Replies.TOO_SLOW);
            }
          }
          return true;
        });
  }
}
