package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Walks along the frames that a client sends, before the codec reads them and without changing
 * them. It knows two things that the codec does not tell: in the midst of what the client has
 * stopped, and how many frames came that ask for nothing.
 *
 * <p>Such frames (PING, SETTINGS, WINDOW_UPDATE, PRIORITY, RST_STREAM, CONTINUATION, empty DATA,
 * unknown ones; also those for streams that are gone) are paid for from a purse that requests and
 * time fill. Netty's codec counts some kinds on its own; this counts all kinds alike.
 */
final class FrameWatch {

  /** What the purse holds at most and at first: a browser begins with fewer than ten. */
  private static final int PURSE_MAX = 500;

  /** A request may bring its share: window updates while its answer is taken, a ping, a reset. */
  private static final int PER_REQUEST = 4;

  /** Ten times what a client sends that pings and changes its mind all the time. */
  private static final int PER_SECOND = 100;

  private static final long NANOS_PER_FRAME = TimeUnit.SECONDS.toNanos(1) / PER_SECOND;

  private static final int TYPE_AT = 3;
  private static final int FLAGS_AT = 4;

  private int purse = PURSE_MAX;
  private long filledNanos;

  private int prefaceLeft = Http2CodecUtil.connectionPrefaceBuf().readableBytes();
  private int headBytes;
  private int length;
  private int type;
  private int flags;
  private int stream;
  private int payloadLeft;

  /** A header block was begun, and its last frame has not come yet. */
  private boolean inBlock;

  private long begunNanos;

  FrameWatch(long nowNanos) {
    filledNanos = nowNanos;
    begunNanos = nowNanos;
  }

  /** Looks at bytes just read; false if the purse is empty. */
  boolean look(ByteBuf bytes, long nowNanos) {
    fill(nowNanos);
    int at = bytes.readerIndex();
    int end = bytes.writerIndex();
    while (at < end) {
      if (prefaceLeft > 0) {
        int skipped = Math.min(prefaceLeft, end - at);
        prefaceLeft -= skipped;
        at += skipped;
      } else if (payloadLeft > 0) {
        int skipped = Math.min(payloadLeft, end - at);
        payloadLeft -= skipped;
        at += skipped;
        if (payloadLeft == 0) {
          ended();
        }
      } else {
        takeHeadByte(bytes.getByte(at++) & 0xff, nowNanos);
      }
    }
    return purse >= 0;
  }

  private void takeHeadByte(int value, long nowNanos) {
    if (headBytes == 0) {
      length = 0;
      stream = 0;
      if (!inBlock) {
        begunNanos = nowNanos;
      }
    }
    if (headBytes < TYPE_AT) {
      length = length << 8 | value;
    } else if (headBytes == TYPE_AT) {
      type = value;
    } else if (headBytes == FLAGS_AT) {
      flags = value;
    } else {
      stream = stream << 8 | value;
    }
    if (++headBytes == Http2CodecUtil.FRAME_HEADER_LENGTH) {
      headBytes = 0;
      begun();
    }
  }

  private void begun() {
    stream &= Integer.MAX_VALUE;
    if (type == Http2FrameTypes.HEADERS) {
      purse = Math.min(PURSE_MAX, purse + PER_REQUEST);
      inBlock = true;
    } else if (type != Http2FrameTypes.DATA || (length == 0 && !has(Http2Flags.END_STREAM))) {
      purse--;
    }
    payloadLeft = length;
    if (length == 0) {
      ended();
    }
  }

  private void ended() {
    boolean ofBlock = type == Http2FrameTypes.HEADERS || type == Http2FrameTypes.CONTINUATION;
    if (ofBlock && has(Http2Flags.END_HEADERS)) {
      inBlock = false;
    }
  }

  private boolean has(short flag) {
    return (flags & flag) != 0;
  }

  private void fill(long nowNanos) {
    long frames = (nowNanos - filledNanos) / NANOS_PER_FRAME;
    if (frames > 0) {
      filledNanos = nowNanos;
      purse = (int) Math.min(PURSE_MAX, purse + frames);
    }
  }

  /** The client waits for us: what it is in the midst of is timed anew. */
  void excuse(long nowNanos) {
    begunNanos = nowNanos;
  }

  /** Whether the client has been in the midst of something else than a body for that long. */
  boolean isHeldUp(long nowNanos, Duration patience) {
    boolean inFrame = headBytes > 0 || payloadLeft > 0;
    boolean inBody = payloadLeft > 0 && type == Http2FrameTypes.DATA;
    return (prefaceLeft > 0 || inBlock || (inFrame && !inBody))
        && nowNanos - begunNanos > patience.toNanos();
  }

  /** How many bytes of a body are here in a DATA frame that is not whole yet. */
  int partialBody(int ofStream) {
    return payloadLeft > 0 && type == Http2FrameTypes.DATA && stream == ofStream
        ? length - payloadLeft
        : 0;
  }
}
