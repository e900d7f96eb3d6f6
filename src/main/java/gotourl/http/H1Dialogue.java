package gotourl.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/**
 * The connection's side of a {@link Dialogue} over HTTP/1: the answer goes out in chunks, or up to
 * the connection's end where a client of HTTP/1.0 does not know them.
 */
final class H1Dialogue implements Dialogue.Line {

  private static final byte[] CRLF = "\r\n".getBytes(US_ASCII);
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);

  /** The length in hexadecimal digits, and two line ends. */
  private static final int CHUNK_BYTES_BEYOND = 12;

  private final Connection connection;
  private final ChannelHandlerContext ctx;
  private final boolean chunked;
  private final Dialogue dialogue;

  /**
   * @param chunked whether the client knows chunks
   */
  H1Dialogue(Connection connection, ChannelHandlerContext ctx, boolean chunked, long nowNanos) {
    this.connection = connection;
    this.ctx = ctx;
    this.chunked = chunked;
    this.dialogue = new Dialogue(this, ctx.executor(), nowNanos);
  }

  Dialogue dialogue() {
    return dialogue;
  }

  @Override
  public void taken(int bytes) {
    connection.goOnReading();
  }

  @Override
  public void answer(Answer.Now whole) {
    connection.answerInstead(whole);
  }

  @Override
  public void begin(Reply head) {
    connection.beginFlow(head, chunked);
  }

  @Override
  public void part(byte[] bytes) {
    ByteBuf out = ctx.alloc().directBuffer(bytes.length + CHUNK_BYTES_BEYOND);
    if (chunked) {
      out.writeBytes(Integer.toHexString(bytes.length).getBytes(US_ASCII)).writeBytes(CRLF);
    }
    out.writeBytes(bytes);
    if (chunked) {
      out.writeBytes(CRLF);
    }
    var _ = ctx.writeAndFlush(out).addListener(_ -> dialogue.sent(bytes.length));
  }

  @Override
  public void end() {
    if (chunked) {
      var _ = ctx.write(ctx.alloc().directBuffer(LAST_CHUNK.length).writeBytes(LAST_CHUNK));
    }
    connection.endFlow();
  }

  @Override
  public void abort() {
    connection.abort();
  }
}
