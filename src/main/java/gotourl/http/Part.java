package gotourl.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2RemoteFlowController.FlowControlled;
import io.netty.handler.codec.http2.Http2Stream;

/** Some of the body of an answer that comes in parts, written as the client makes room for it. */
final class Part implements FlowControlled {

  private final StreamAnswers answers;
  private final Http2Stream stream;
  private final byte[] bytes;
  private final Runnable sent;
  private int written;

  /**
   * @param sent told once it is on its way, or never will be
   */
  Part(StreamAnswers answers, Http2Stream stream, byte[] bytes, Runnable sent) {
    this.answers = answers;
    this.stream = stream;
    this.bytes = bytes;
    this.sent = sent;
  }

  @Override
  public int size() {
    return bytes.length - written;
  }

  @Override
  public void write(ChannelHandlerContext ctx, int allowedBytes) {
    int allowed = Math.min(size(), allowedBytes);
    while (allowed > 0) {
      int length = Math.min(allowed, FrameWire.FRAME_BYTES_MAX);
      answers.writePart(stream, bytes, written, length);
      written += length;
      allowed -= length;
    }
  }

  @Override
  public void writeComplete() {
    sent.run();
  }

  /** The stream is gone, and so is whoever wanted the rest. */
  @Override
  public void error(ChannelHandlerContext ctx, Throwable cause) {
    answers.droppedPart(size());
    sent.run();
  }

  @Override
  public boolean merge(ChannelHandlerContext ctx, FlowControlled next) {
    return false;
  }
}
