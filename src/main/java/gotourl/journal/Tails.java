package gotourl.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Two buffers that take turns. Batches are encoded into the one in use, written from there, and
 * read there until the file is mapped that far; then the other one follows. Save loop only.
 */
final class Tails {

  /** Mapping costs some system calls: worth it for so many bytes, and few enough to hold twice. */
  private static final int MAP_BYTES_MAX = 1 << 20;

  /** A segment that is small by choice is mapped as often as a large one. */
  private static final int MAPS_A_SEGMENT = 64;

  private final int mapBytes;
  private final int bufferBytes;
  private final @Nullable ByteBuffer[] buffers = new ByteBuffer[2];
  private int inUse;

  Tails(Journal.Options options) {
    mapBytes = (int) Math.min(MAP_BYTES_MAX, options.segmentBytesMax() / MAPS_A_SEGMENT);
    bufferBytes = mapBytes + options.batchBytesMax() + Frame.BYTES_MAX;
  }

  /** Whether so many bytes are to leave the buffer, so that there is room for another batch. */
  boolean areToBeMapped(int bytes) {
    return bytes > 0 && bytes >= mapBytes;
  }

  /** The one that was not used last, empty. */
  ByteBuffer next() {
    inUse ^= 1;
    ByteBuffer next = buffers[inUse];
    if (next == null) {
      next = ByteBuffer.allocateDirect(bufferBytes).order(ByteOrder.LITTLE_ENDIAN);
      buffers[inUse] = next;
    }
    return next.clear();
  }
}
