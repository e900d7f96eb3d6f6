package gotourl.journal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The requests of one batch, in their order. Save loop only. */
final class Saves {

  private static final int ROOM_MIN = 1 << 10;

  private @Nullable Save[] saves = new Save[ROOM_MIN];
  private int count;
  private long bytes;

  void add(Save save, long bytesMax) {
    if (count == saves.length) {
      saves = Arrays.copyOf(saves, 2 * count);
    }
    saves[count++] = save;
    bytes += bytesMax;
  }

  int count() {
    return count;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** Of all frames together, at most. */
  long bytes() {
    return bytes;
  }

  Save get(int i) {
    Save save = saves[i];
    if (save == null) {
      throw new IndexOutOfBoundsException(i);
    }
    return save;
  }

  /** Lets go of them: what they hold would be kept as long as this. */
  void clear() {
    Arrays.fill(saves, 0, count, null);
    count = 0;
    bytes = 0;
  }
}
