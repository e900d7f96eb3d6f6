package gotourl.journal;

import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the save loop: many threads push without a lock, one takes. Bounded in requests
 * and bytes; a request counts from its admission until it is answered, so that the batch in work
 * counts as well.
 *
 * <p>A ring. Whoever is admitted has the next slot, which is empty by then: a slot is emptied
 * before its request is answered, and there are at least as many as requests are admitted. A ring
 * and no linked list, because the taker reads what other cores have just written: with a list each
 * element is found only when the one before it has arrived, and here many are on their way at once.
 *
 * <p>Both counters hold requests above {@link #COUNT_SHIFT} and bytes below, each modulo its width;
 * the difference of the two is the load.
 */
final class SaveQueue {

  private static final int COUNT_SHIFT = 40;
  private static final long BYTES_MASK = (1L << COUNT_SHIFT) - 1;
  private static final long COUNT_MASK = ~BYTES_MASK;

  /** The counters are written by different threads: so far apart they share no cache line. */
  private static final int APART = 16;

  private static final int ADMITTED = APART;
  private static final int RELEASED = 2 * APART;

  private final int requestsMax;
  private final long bytesMax;
  private final AtomicReferenceArray<@Nullable Save> ring;
  private final AtomicLongArray counters = new AtomicLongArray(3 * APART);

  /** All that was taken, as in the counters. Taker only. */
  private long taken;

  SaveQueue(int requestsMax, long bytesMax) {
    this.requestsMax = requestsMax;
    this.bytesMax = bytesMax;
    int slots = requestsMax == 1 ? 1 : Integer.highestOneBit(requestsMax - 1) << 1;
    this.ring = new AtomicReferenceArray<>(slots);
  }

  /** False: there is no room. */
  boolean push(Save save) {
    long weight = weight(save);
    // Before what was admitted: the load may then seem higher than it is, never lower than nothing.
    long released = counters.get(RELEASED);
    while (true) {
      long admitted = counters.get(ADMITTED);
      if (hasRoom(sum(minus(admitted, released), weight))) {
        if (counters.compareAndSet(ADMITTED, admitted, sum(admitted, weight))) {
          ring.setRelease(slot(admitted), save);
          return true;
        }
      } else {
        long now = counters.get(RELEASED);
        if (now == released) {
          return false;
        }
        released = now;
      }
    }
  }

  private boolean hasRoom(long load) {
    return (load >>> COUNT_SHIFT) <= requestsMax && (load & BYTES_MASK) <= bytesMax;
  }

  /** Whether nobody is admitted whom nobody took. Taker only. */
  boolean isEmpty() {
    return ((counters.get(ADMITTED) ^ taken) & COUNT_MASK) == 0;
  }

  /**
   * Adds the oldest to {@code batch}: as many as fit into {@code bytesMaxOfBatch}, at least one if
   * the batch is empty. Not those who are admitted and not in their slot yet: they are there in a
   * moment. Taker only.
   */
  void take(Saves batch, long bytesMaxOfBatch) {
    Save save;
    while ((save = ring.getAcquire(slot(taken))) != null) {
      long weight = weight(save);
      if (!batch.isEmpty() && batch.bytes() + (weight & BYTES_MASK) > bytesMaxOfBatch) {
        return;
      }
      ring.setPlain(slot(taken), null);
      taken = sum(taken, weight);
      batch.add(save, weight & BYTES_MASK);
    }
  }

  /** The oldest, if there is any; waits for one who is not in his slot yet. Taker only. */
  @Nullable Save takeOne() {
    while (!isEmpty()) {
      Save save = ring.getAcquire(slot(taken));
      if (save != null) {
        ring.setPlain(slot(taken), null);
        taken = sum(taken, weight(save));
        return save;
      }
      Thread.onSpinWait();
    }
    return null;
  }

  /** All that were taken are answered, or will be at once: their room is free. Taker only. */
  void release() {
    counters.set(RELEASED, taken);
  }

  /** Requests admitted and not answered. Any thread. */
  int requests() {
    return (int) (load() >>> COUNT_SHIFT);
  }

  /** Their bytes, at most. Any thread. */
  long bytes() {
    return load() & BYTES_MASK;
  }

  /** As for a push: higher than it is rather than lower. */
  private long load() {
    long released = counters.get(RELEASED);
    return minus(counters.get(ADMITTED), released);
  }

  private int slot(long counter) {
    return (int) (counter >>> COUNT_SHIFT) & (ring.length() - 1);
  }

  private static long weight(Save save) {
    return (1L << COUNT_SHIFT) + save.bytesMax();
  }

  private static long sum(long a, long b) {
    return ((a & COUNT_MASK) + (b & COUNT_MASK)) | ((a + b) & BYTES_MASK);
  }

  private static long minus(long a, long b) {
    return ((a & COUNT_MASK) - (b & COUNT_MASK)) | ((a - b) & BYTES_MASK);
  }
}
