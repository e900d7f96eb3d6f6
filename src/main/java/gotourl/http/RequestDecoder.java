package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.AsciiString;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/** Netty's decoder with our limits, which also tells when bytes arrive and when to stop caring. */
final class RequestDecoder extends HttpRequestDecoder {

  private static final HttpDecoderConfig CONFIG =
      new HttpDecoderConfig()
          .setMaxInitialLineLength(Limits.REQUEST_LINE_BYTES_MAX)
          .setMaxHeaderSize(Limits.HEADER_BYTES_MAX)
          .setAllowDuplicateContentLengths(false)
          .setStrictLineParsing(true)
          .setUseRfc9112TransferEncoding(true);

  private static final DecoderResult BROKEN =
      DecoderResult.failure(new IllegalArgumentException("lines that are not as they must be"));

  private final Runnable onBytes;
  private boolean discarding;
  private boolean within;
  private final LineCheck lines = new LineCheck();
  private boolean inLines = true;

  RequestDecoder(Runnable onBytes) {
    super(CONFIG);
    this.onBytes = onBytes;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object bytes) throws Exception {
    if (discarding) {
      ReferenceCountUtil.release(bytes);
      return;
    }
    onBytes.run();
    super.channelRead(ctx, bytes);
  }

  /** Whatever still arrives is read, so that our close is no reset, and thrown away. */
  void discard() {
    discarding = true;
  }

  /**
   * A step that takes in lines, of a header or of a trailer, takes in nothing else; where {@link
   * LineCheck} finds fault with them, what they end is marked as broken.
   */
  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> out)
      throws Exception {
    int start = bytes.readerIndex();
    int before = out.size();
    super.decode(ctx, bytes, out);
    if (inLines) {
      lines.look(ByteBufUtil.getBytes(bytes, start, bytes.readerIndex() - start));
    }
    if (out.size() == before) {
      return;
    }
    if (inLines && lines.isBroken() && out.get(before) instanceof HttpObject whole) {
      refuse(whole);
    }
    inLines = out.getLast() instanceof LastHttpContent;
    if (inLines) {
      lines.restart();
    }
  }

  private static void refuse(HttpObject whole) {
    if (whole.decoderResult().isSuccess()) {
      whole.setDecoderResult(BROKEN);
    }
  }

  /** A name is of a header or, where nothing but a body was to come, of a trailer. */
  @Override
  protected AsciiString splitHeaderName(byte[] line, int start, int length) {
    if (!inLines) {
      inLines = true;
      lines.beginTrailer();
    }
    return super.splitHeaderName(line, start, length);
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) throws Exception {
    // Netty would take it in any case.
    if (!initialLine[2].startsWith("HTTP/")) {
      throw new IllegalArgumentException("no version of HTTP");
    }
    within = true;
    return super.createMessage(initialLine);
  }

  /** Whoever gets what is decoded has seen a request's end. */
  void requestEnded() {
    within = false;
  }

  /** Whether nothing of a next request is here: neither bytes nor lines already taken in. */
  boolean isBetweenRequests() {
    return !within && actualReadableBytes() == 0;
  }

  /** Leaves both headers where {@link RequestCheck} sees and refuses them. */
  @Override
  protected void handleTransferEncodingChunkedWithContentLength(HttpMessage message) {}
}
