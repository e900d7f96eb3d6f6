package gotourl.http;

import static io.netty.handler.codec.http2.Http2Error.PROTOCOL_ERROR;
import static io.netty.handler.codec.http2.Http2Error.STREAM_CLOSED;
import static io.netty.handler.codec.http2.Http2Exception.connectionError;
import static io.netty.handler.codec.http2.Http2Exception.streamError;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * Netty's reader of frames, stricter about a header where none may come (RFC 9113, section 5.1): on
 * a stream that the client has ended, that is closed, or that was passed over.
 */
final class StreamOrderReader implements Http2FrameReader {

  private final Http2FrameReader reader;
  private final Http2Connection streams;
  private final Resets resets;
  private @Nullable Http2FrameListener to;
  private @Nullable Checked checked;

  StreamOrderReader(Http2FrameReader reader, Http2Connection streams, Resets resets) {
    this.reader = reader;
    this.streams = streams;
    this.resets = resets;
  }

  @Override
  public void readFrame(ChannelHandlerContext ctx, ByteBuf bytes, Http2FrameListener listener)
      throws Http2Exception {
    Checked current = checked;
    // Netty changes its listener once, after the preface.
    if (current == null || !listener.equals(to)) {
      current = new Checked(listener);
      checked = current;
      to = listener;
    }
    reader.readFrame(ctx, bytes, current);
  }

  @Override
  public Configuration configuration() {
    return reader.configuration();
  }

  @Override
  public void close() {
    reader.close();
  }

  private void check(int id) throws Http2Exception {
    Http2Stream stream = streams.stream(id);
    if (stream != null) {
      if (!stream.state().remoteSideOpen()) {
        throw streamError(id, STREAM_CLOSED, "a header after the end of stream %d", id);
      }
    } else if (streams.streamMayHaveExisted(id) && !resets.isRecent(id)) {
      boolean isLast = id == streams.remote().lastStreamCreated();
      throw connectionError(
          isLast ? STREAM_CLOSED : PROTOCOL_ERROR, "a header on the closed stream %d", id);
    }
  }

  private final class Checked extends Http2FrameListenerDecorator {

    Checked(Http2FrameListener listener) {
      super(listener);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx, int id, Http2Headers headers, int padding, boolean isEnd)
        throws Http2Exception {
      check(id);
      super.onHeadersRead(ctx, id, headers, padding, isEnd);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext ctx,
        int id,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean isEnd)
        throws Http2Exception {
      check(id);
      super.onHeadersRead(ctx, id, headers, dependency, weight, exclusive, padding, isEnd);
    }
  }
}
