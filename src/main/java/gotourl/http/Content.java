package gotourl.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2RemoteFlowController.FlowControlled;
import io.netty.handler.codec.http2.Http2Stream;

/** The body of an answer, written as the client makes room for it. */
final class Content implements FlowControlled {

  private final StreamAnswers answers;
  private final Http2Stream stream;
  private final Reply reply;
  private final boolean received;
  private int written;

  /**
   * @param received whether the client has sent all of its request
   */
  Content(StreamAnswers answers, Http2Stream stream, Reply reply, boolean received) {
    this.answers = answers;
    this.stream = stream;
    this.reply = reply;
    this.received = received;
  }

  @Override
  public int size() {
    return reply.bodyLength() - written;
  }

  @Override
  public void write(ChannelHandlerContext ctx, int allowedBytes) {
    int allowed = Math.min(size(), allowedBytes);
    while (allowed > 0) {
      int length = Math.min(allowed, FrameWire.FRAME_BYTES_MAX);
      answers.writeBody(stream, reply, written, length);
      written += length;
      allowed -= length;
    }
  }

  @Override
  public void writeComplete() {
    answers.ended(stream, received);
  }

  /** The stream is gone, and so is whoever wanted the rest. */
  @Override
  public void error(ChannelHandlerContext ctx, Throwable cause) {
    answers.dropped(size());
  }

  @Override
  public boolean merge(ChannelHandlerContext ctx, FlowControlled next) {
    return false;
  }
}
