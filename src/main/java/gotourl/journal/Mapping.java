package gotourl.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Mapped parts of one file, given back together. Giving back makes all threads stop for a moment,
 * so it is not done on the save loop; a reader that is caught by it gets an {@link
 * IllegalStateException} and looks again.
 */
final class Mapping {

  private final Arena arena = Arena.ofShared();

  /** Of a file that is mapped whole; set before anybody sees it. */
  private @Nullable HugeFile whole;

  /** The first bytes of the file; they must not change any more. */
  ByteBuffer map(Disk disk, String file, int bytes) throws IOException {
    try (Disk.Reader reader = disk.open(file)) {
      return reader.map(bytes, arena).asByteBuffer();
    }
  }

  /** The same, of a file that will not grow any more. */
  ByteBuffer mapWhole(Disk disk, String file, int bytes) throws IOException {
    try (Disk.Reader reader = disk.open(file)) {
      MemorySegment mapped = reader.map(bytes, arena);
      whole = new HugeFile(disk.pageCache(), mapped.address(), bytes);
      return mapped.asByteBuffer();
    }
  }

  /** See {@link HugeFile#bringIn}; false also where the file is not mapped whole. */
  boolean makeHuge() {
    return whole != null && whole.bringIn();
  }

  void close() {
    arena.close();
  }
}
