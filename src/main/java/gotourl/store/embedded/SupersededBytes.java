package gotourl.store.embedded;

import gotourl.journal.Position;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many bytes of each segment are not anybody's newest frame any more: all that can be dead in
 * it, and more, since history and tombstones may still be needed. One writer.
 */
final class SupersededBytes {

  private final AtomicLongArray byOrdinal = new AtomicLongArray(Position.ORDINALS_MAX);
  private final AtomicLong total = new AtomicLong();

  void add(long position, int bytes) {
    byOrdinal.addAndGet(Position.ordinal(position), bytes);
    total.addAndGet(bytes);
  }

  /** Of the segment that is read by this ordinal. Any thread. */
  long of(int ordinal) {
    return byOrdinal.get(ordinal);
  }

  /** All that were ever added. Any thread. */
  long total() {
    return total.get();
  }

  /** As a checkpoint remembers it. */
  void put(int ordinal, long bytes) {
    byOrdinal.set(ordinal, bytes);
  }

  /** The ordinal stands for no segment any more, or for a new one. */
  void clear(int ordinal) {
    byOrdinal.set(ordinal, 0);
  }
}
