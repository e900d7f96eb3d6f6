package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.DefaultMaxMessagesRecvByteBufAllocator;

/** Has all connections of one event loop read into the same {@link SpareBuffer}. */
final class ReadBuffer extends DefaultMaxMessagesRecvByteBufAllocator {

  /** A whole request of a browser. A larger one is read in pieces. */
  static final int BYTES = 2048;

  private final SpareBuffer spare = new SpareBuffer(BYTES);

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
        return spare.take(alloc);
      }
    };
  }

  void release() {
    spare.release();
  }
}
