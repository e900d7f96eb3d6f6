package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;

/**
 * The connection's side of a {@link Dialogue} over HTTP/2. What has been read of the body makes
 * room in the stream's window, so that one such stream holds nobody else up.
 */
final class H2Dialogue implements Dialogue.Line {

  private final H2Requests requests;
  private final ChannelHandlerContext ctx;
  private final Http2Connection streams;
  private final Exchange exchange;
  private final StreamAnswers answers;
  private final Dialogue dialogue;

  H2Dialogue(
      H2Requests requests,
      ChannelHandlerContext ctx,
      Http2Connection streams,
      Exchange exchange,
      StreamAnswers answers) {
    this.requests = requests;
    this.ctx = ctx;
    this.streams = streams;
    this.exchange = exchange;
    this.answers = answers;
    this.dialogue = new Dialogue(this, ctx.executor(), exchange.sinceNanos());
  }

  Dialogue dialogue() {
    return dialogue;
  }

  void arrived(ByteBuf data) {
    dialogue.arrived(ByteBufUtil.getBytes(data));
  }

  @Override
  public void taken(int bytes) {
    Http2Stream stream = exchange.stream();
    try {
      // Of a stream that is closed Netty has given all of it back by itself.
      if (stream.state() != Http2Stream.State.CLOSED
          && streams.local().flowController().consumeBytes(stream, bytes)) {
        requests.flushSoon(ctx);
      }
    } catch (Http2Exception e) {
      ctx.fireExceptionCaught(e);
    }
  }

  @Override
  public void answer(Answer.Now whole) {
    if (isOpen()) {
      requests.send(exchange, whole);
    }
    requests.flushSoon(ctx);
  }

  @Override
  public void begin(Reply head) {
    if (isOpen()) {
      requests.begin(exchange, head);
    }
    requests.flushSoon(ctx);
  }

  @Override
  public void part(byte[] bytes) {
    if (isOpen()) {
      answers.part(exchange.stream(), bytes, () -> dialogue.sent(bytes.length));
    } else {
      dialogue.sent(bytes.length);
    }
    requests.flushSoon(ctx);
  }

  @Override
  public void end() {
    if (isOpen()) {
      answers.end(exchange.stream(), dialogue::isWhole);
    }
    requests.flushSoon(ctx);
  }

  @Override
  public void abort() {
    if (isOpen()) {
      answers.reset(exchange.stream());
    }
    requests.flushSoon(ctx);
  }

  private boolean isOpen() {
    return exchange.stream().state().localSideOpen();
  }
}
