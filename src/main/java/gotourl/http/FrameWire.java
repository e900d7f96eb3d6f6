package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;

/**
 * Answers as frames of HTTP/2, written straight into the connection's buffer like those of {@link
 * Wire}. One a connection.
 *
 * <pre>
 *   length (24 bits)  type (8)  flags (8)  stream (32)  payload
 *   HEADERS  [NO_TABLE] :status … content-length [location] date
 *   DATA     the body, or as much as the client has room for
 * </pre>
 *
 * A target has 8,192 characters at most and our fields are short: a block fits the smallest frame
 * that a client may allow, 16 KiB.
 */
final class FrameWire {

  /** Every client takes frames of this size (RFC 9113, section 4.2). */
  static final int FRAME_BYTES_MAX = Http2CodecUtil.MAX_FRAME_SIZE_LOWER_BOUND;

  private static final int HEAD_BYTES = Http2CodecUtil.FRAME_HEADER_LENGTH;
  private static final byte[] CONTINUE = FieldBlock.of(":status", "100");

  private final byte[] redirectBlock;
  private final byte[] always;
  private boolean begun;

  /**
   * @param redirectBlock what {@link FieldBlock#ofRedirect} made
   * @param always fields of every answer
   */
  FrameWire(byte[] redirectBlock, byte[] always) {
    this.redirectBlock = redirectBlock;
    this.always = always;
  }

  void redirect(ByteBuf out, int stream, String target, byte[] dateField) {
    int start = begin(out);
    out.writeBytes(redirectBlock);
    FieldBlock.writeValue(out, target);
    out.writeBytes(dateField);
    out.writeBytes(always);
    end(out, start, stream, true);
  }

  void head(ByteBuf out, int stream, Reply reply, byte[] dateField, boolean isAll) {
    int start = begin(out);
    reply.writeBlock(out);
    out.writeBytes(dateField);
    out.writeBytes(always);
    end(out, start, stream, isAll);
  }

  void goOn(ByteBuf out, int stream) {
    int start = begin(out);
    out.writeBytes(CONTINUE);
    end(out, start, stream, false);
  }

  void data(ByteBuf out, int stream, Reply reply, int from, int length, boolean isEnd) {
    writeHead(out, length, Http2FrameTypes.DATA, isEnd ? Http2Flags.END_STREAM : 0, stream);
    reply.writeBody(out, from, length);
  }

  void data(ByteBuf out, int stream, byte[] bytes, int from, int length) {
    writeHead(out, length, Http2FrameTypes.DATA, 0, stream);
    out.writeBytes(bytes, from, length);
  }

  void dataEnd(ByteBuf out, int stream) {
    writeHead(out, 0, Http2FrameTypes.DATA, Http2Flags.END_STREAM, stream);
  }

  private int begin(ByteBuf out) {
    int start = out.writerIndex();
    out.writeZero(HEAD_BYTES);
    if (!begun) {
      out.writeByte(FieldBlock.NO_TABLE);
      begun = true;
    }
    return start;
  }

  private static void end(ByteBuf out, int start, int stream, boolean isAll) {
    int end = out.writerIndex();
    int flags = Http2Flags.END_HEADERS | (isAll ? Http2Flags.END_STREAM : 0);
    out.writerIndex(start);
    writeHead(out, end - start - HEAD_BYTES, Http2FrameTypes.HEADERS, flags, stream);
    out.writerIndex(end);
  }

  private static void writeHead(ByteBuf out, int length, byte type, int flags, int stream) {
    out.writeMedium(length).writeByte(type).writeByte(flags).writeInt(stream);
  }
}
