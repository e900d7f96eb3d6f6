package gotourl.journal;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;

/**
 * Mapped parts of one file, given back together. Giving back makes all threads stop for a moment,
 * so it is not done on the save loop; a reader that is caught by it gets an {@link
 * IllegalStateException} and looks again.
 */
final class Mapping {

  private final Arena arena = Arena.ofShared();

  /** The first bytes of the file; they must not change any more. */
  ByteBuffer map(Disk disk, String file, int bytes) throws IOException {
    try (Disk.Reader reader = disk.open(file)) {
      return reader.map(bytes, arena).asByteBuffer();
    }
  }

  void close() {
    arena.close();
  }
}
