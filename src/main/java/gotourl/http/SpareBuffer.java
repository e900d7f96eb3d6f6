package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/**
 * A buffer that one event loop lends again and again. Nearly every taker has released it before the
 * next one comes; where one still uses it (a request that is not whole yet, a client that does not
 * read), it is his from then on, and the next one gets another.
 */
final class SpareBuffer {

  private final int bytesFirst;

  /** One reference is ours; there are more while somebody uses it. */
  private @Nullable ByteBuf buffer;

  SpareBuffer(int bytesFirst) {
    this.bytesFirst = bytesFirst;
  }

  /** An empty buffer, to be released like any other. */
  ByteBuf take(ByteBufAllocator alloc) {
    ByteBuf mine = buffer;
    if (mine == null || mine.refCnt() != 1) {
      release();
      mine = alloc.directBuffer(bytesFirst);
      buffer = mine;
    }
    return mine.clear().retain();
  }

  /** Keeps nothing any more. */
  void release() {
    if (buffer != null) {
      buffer.release();
      buffer = null;
    }
  }
}
