package gotourl.http;

import gotourl.link.DomainList;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.jspecify.annotations.Nullable;

/**
 * Answers plain requests for links in memory before the decoder makes objects of them: nearly all
 * of the traffic, at a fraction of the work.
 *
 * <p>Safe because it is only ever a shorter way to the same answer: it takes a request only between
 * two others, when nothing is awaited, queued or half decoded on the connection; only a {@link
 * PlainRequest}; and only when its link is found at once, and its client may ask. Anything else,
 * and all that follows it in the same bytes, goes on to the decoder untouched. Answers are written
 * by the {@link Connection}, as all are, so that order, limits and timeouts are its business as
 * ever.
 */
final class Shortcut extends ChannelInboundHandlerAdapter {

  private final Connection connection;
  private final Router router;
  private final PlainRequest plain;
  private final Guesses guesses;
  private final Traffic traffic;
  private final HostMemory host = new HostMemory();

  Shortcut(Connection connection, Router router, Loop loop) {
    this.connection = connection;
    this.router = router;
    this.plain = loop.plainRequest();
    this.guesses = router.guesses();
    this.traffic = loop.traffic();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    traffic.beginRead();
    if (connection.isBetweenRequests() && !guesses.mayRefuse(connection.peer())) {
      bytes.skipBytes(answer(bytes));
    }
    if (bytes.isReadable()) {
      ctx.fireChannelRead(bytes);
    } else {
      bytes.release();
    }
  }

  /** How many bytes the requests had that were answered. */
  private int answer(ByteBuf bytes) {
    int answered = 0;
    plain.load(bytes);
    while (connection.isBetweenRequests() && plain.next()) {
      DomainList domains = router.domains();
      Answer.@Nullable Now answer =
          domains.isDefaultAlone()
              ? router.redirect(plain.path(), plain, connection.peer())
              : router.redirect(
                  plain.domain(domains, host), plain.path(), plain, connection.peer());
      if (answer == null) {
        return answered;
      }
      connection.answerPlain(answer, plain.isHead());
      traffic.notePlain(plain, answer);
      answered = plain.end();
    }
    return answered;
  }
}
