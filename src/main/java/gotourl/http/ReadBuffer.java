package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * What the connections of one event loop read into: one buffer, again and again. Nearly every
 * request is answered and forgotten before the next read; where somebody has kept the buffer (the
 * beginning of a request that is not whole yet), it is his, and the next read gets another.
 */
final class ReadBuffer extends DefaultMaxMessagesRecvByteBufAllocator {

  /** A whole request of a browser. A larger one is read in pieces. */
  static final int BYTES = 2048;

  /** One reference is ours; there are more while somebody else uses it. */
  private @Nullable ByteBuf buffer;

  @Override
  @SuppressWarnings("deprecation") // Netty has no other way to say it.
  public Handle newHandle() {
    return new MaxMessageHandle() {
      @Override
      public int guess() {
        return BYTES;
      }

      @Override
      public ByteBuf allocate(ByteBufAllocator alloc) {
        return free(alloc).retain();
      }
    };
  }

  private ByteBuf free(ByteBufAllocator alloc) {
    ByteBuf mine = buffer;
    if (mine != null) {
      if (mine.refCnt() == 1) {
        return mine.clear();
      }
      mine.release();
    }
    ByteBuf fresh = alloc.directBuffer(BYTES, BYTES);
    buffer = fresh;
    return fresh;
  }

  /** When the loop ends. */
  void release() {
    if (buffer != null) {
      buffer.release();
      buffer = null;
    }
  }
}
