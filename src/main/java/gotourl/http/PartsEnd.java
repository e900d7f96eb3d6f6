package gotourl.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2RemoteFlowController.FlowControlled;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.function.BooleanSupplier;

/** What stands behind the last {@link Part} of an answer. */
final class PartsEnd implements FlowControlled {

  private final StreamAnswers answers;
  private final Http2Stream stream;
  private final BooleanSupplier received;

  /**
   * @param received whether the client has sent all of its request
   */
  PartsEnd(StreamAnswers answers, Http2Stream stream, BooleanSupplier received) {
    this.answers = answers;
    this.stream = stream;
    this.received = received;
  }

  @Override
  public int size() {
    return 0;
  }

  @Override
  public void write(ChannelHandlerContext ctx, int allowedBytes) {
    answers.writeEnd(stream);
  }

  @Override
  public void writeComplete() {
    answers.ended(stream, received.getAsBoolean());
  }

  @Override
  public void error(ChannelHandlerContext ctx, Throwable cause) {}

  @Override
  public boolean merge(ChannelHandlerContext ctx, FlowControlled next) {
    return false;
  }
}
