package gotourl.http;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends answers on their streams, and tells Netty's bookkeeping of streams what it would have noted
 * itself. Confined to its connection's event loop.
 */
final class StreamAnswers {

  private final FrameWire wire;
  private final Outlet outlet;
  private final Loop loop;
  private final Http2ConnectionEncoder encoder;
  private @Nullable ChannelHandlerContext channel;

  /** Bytes of bodies that wait until the client makes room for them, and how many bodies. */
  private long waitingBytes;

  private int waiting;

  StreamAnswers(FrameWire wire, Outlet outlet, Loop loop, Http2ConnectionEncoder encoder) {
    this.wire = wire;
    this.outlet = outlet;
    this.loop = loop;
    this.encoder = encoder;
  }

  void begin(ChannelHandlerContext ctx) {
    channel = ctx;
  }

  /**
   * @param received whether the client has sent all of its request; else it is told to stop
   */
  void send(Http2Stream stream, Answer.Now answer, boolean headOnly, boolean received) {
    loop.traffic().answered(answer);
    switch (answer) {
      case Answer.Redirect(String target, Reply special) -> {
        if (special == null) {
          wire.redirect(outlet.bytes(), stream.id(), target, loop.dateField());
        } else {
          wire.head(outlet.bytes(), stream.id(), special, loop.dateField(), true);
        }
        stream.headersSent(false);
        ended(stream, received);
      }
      case Reply reply -> {
        boolean isAll = headOnly || reply.bodyLength() == 0;
        wire.head(outlet.bytes(), stream.id(), reply, loop.dateField(), isAll);
        stream.headersSent(false);
        if (isAll) {
          ended(stream, received);
        } else {
          waitingBytes += reply.bodyLength();
          waiting++;
          encoder
              .flowController()
              .addFlowControlled(stream, new Content(this, stream, reply, received));
        }
      }
    }
    outlet.wrote();
  }

  /** Begins an answer that comes in parts. */
  void begin(Http2Stream stream, Reply head) {
    loop.traffic().answered(head);
    wire.head(outlet.bytes(), stream.id(), head, loop.dateField(), false);
    stream.headersSent(false);
    outlet.wrote();
  }

  /**
   * @param sent told once it is on its way, or never will be
   */
  void part(Http2Stream stream, byte[] bytes, Runnable sent) {
    waitingBytes += bytes.length;
    encoder.flowController().addFlowControlled(stream, new Part(this, stream, bytes, sent));
  }

  /**
   * Behind the last part.
   *
   * @param received whether the client has sent all of its request by then
   */
  void end(Http2Stream stream, BooleanSupplier received) {
    encoder.flowController().addFlowControlled(stream, new PartsEnd(this, stream, received));
  }

  /** Something went wrong here after the answer was begun. */
  void reset(Http2Stream stream) {
    ChannelHandlerContext ctx = Objects.requireNonNull(channel);
    var _ =
        encoder.writeRstStream(
            ctx, stream.id(), Http2Error.INTERNAL_ERROR.code(), ctx.newPromise());
  }

  void writePart(Http2Stream stream, byte[] bytes, int from, int length) {
    wire.data(outlet.bytes(), stream.id(), bytes, from, length);
    waitingBytes -= length;
    outlet.wrote();
  }

  void writeEnd(Http2Stream stream) {
    wire.dataEnd(outlet.bytes(), stream.id());
    outlet.wrote();
  }

  void goOn(Http2Stream stream) {
    wire.goOn(outlet.bytes(), stream.id());
  }

  void writeBody(Http2Stream stream, Reply reply, int from, int length) {
    boolean isEnd = from + length == reply.bodyLength();
    wire.data(outlet.bytes(), stream.id(), reply, from, length, isEnd);
    waitingBytes -= length;
    if (isEnd) {
      waiting--;
    }
    outlet.wrote();
  }

  /** An answer is sent whole. */
  void ended(Http2Stream stream, boolean received) {
    stream.closeLocalSide();
    if (!received) {
      // Whatever of the request is still to come, nobody needs it (RFC 9113, section 8.1).
      ChannelHandlerContext ctx = Objects.requireNonNull(channel);
      var _ =
          encoder.writeRstStream(ctx, stream.id(), Http2Error.NO_ERROR.code(), ctx.newPromise());
    }
  }

  /** So many bytes of a body will never be sent. */
  void dropped(int bytes) {
    waitingBytes -= bytes;
    waiting--;
  }

  /** So many bytes of a part will never be sent. */
  void droppedPart(int bytes) {
    waitingBytes -= bytes;
  }

  long waitingBytes() {
    return waitingBytes;
  }

  /** Of how many answers some bytes wait. */
  int waiting() {
    return waiting;
  }
}
