package gotourl.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.util.ReferenceCountUtil;

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

  @Override
  protected HttpMessage createMessage(String[] initialLine) throws Exception {
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
