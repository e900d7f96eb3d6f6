package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
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

  private final Runnable onBytes;
  private boolean discarding;
  private boolean within;
  private boolean inHeader;
  private boolean atLineStart;
  private boolean folds;

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
   * Netty joins a line that begins with a space or tab to the field before it (obs-fold, RFC 9112,
   * section 5.2), and others do not: such a header is marked as broken. A step that takes in lines
   * of a header takes in nothing else.
   */
  @Override
  protected void decode(ChannelHandlerContext ctx, ByteBuf bytes, List<Object> out)
      throws Exception {
    int start = bytes.readerIndex();
    int before = out.size();
    super.decode(ctx, bytes, out);
    if (!inHeader) {
      return;
    }
    lookForFolds(bytes, start, bytes.readerIndex());
    if (out.size() > before && out.get(before) instanceof HttpMessage message) {
      if (folds && message.decoderResult().isSuccess()) {
        message.setDecoderResult(
            DecoderResult.failure(new IllegalArgumentException("a folded header line")));
      }
      inHeader = false;
    }
  }

  private void lookForFolds(ByteBuf bytes, int start, int end) {
    for (int at = start; at < end && !folds; ) {
      byte first = bytes.getByte(at);
      folds = atLineStart && (first == ' ' || first == '\t');
      int lineFeed = bytes.indexOf(at, end, (byte) '\n');
      atLineStart = lineFeed >= 0;
      at = atLineStart ? lineFeed + 1 : end;
    }
  }

  @Override
  protected HttpMessage createMessage(String[] initialLine) throws Exception {
    // Netty would take it in any case.
    if (!initialLine[2].startsWith("HTTP/")) {
      throw new IllegalArgumentException("no version of HTTP");
    }
    within = true;
    inHeader = true;
    atLineStart = false;
    folds = false;
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
