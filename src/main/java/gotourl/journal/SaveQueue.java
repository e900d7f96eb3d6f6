package gotourl.journal;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the save loop: many threads push without a lock, one takes. Bounded in requests
 * and bytes; a request counts from its admission until it is answered, so that the batch in work
 * counts as well.
 */
final class SaveQueue {

  private static final int COUNT_SHIFT = 40;
  private static final long BYTES_MASK = (1L << COUNT_SHIFT) - 1;

  private final int requestsMax;
  private final long bytesMax;

  /** Newest first. */
  private final AtomicReference<@Nullable Save> pushed = new AtomicReference<>();

  /** Requests above {@link #COUNT_SHIFT}, bytes below. */
  private final AtomicLong load = new AtomicLong();

  /** Oldest first; only the save loop touches it. */
  private @Nullable Save waiting;

  /** The load of the batch in work; only the save loop touches it. */
  private long answering;

  SaveQueue(int requestsMax, long bytesMax) {
    this.requestsMax = requestsMax;
    this.bytesMax = bytesMax;
  }

  /** False: there is no room. */
  boolean push(Save save) {
    long weight = weight(save);
    long now = load.addAndGet(weight);
    if ((now >>> COUNT_SHIFT) > requestsMax || (now & BYTES_MASK) > bytesMax) {
      load.addAndGet(-weight);
      return false;
    }
    Save head;
    do {
      head = pushed.get();
      save.next = head;
    } while (!pushed.compareAndSet(head, save));
    return true;
  }

  boolean isEmpty() {
    return waiting == null && pushed.get() == null;
  }

  /** The oldest, linked in order: as many as fit into {@code batchBytesMax}, at least one. */
  @Nullable Save take(int batchBytesMax) {
    if (waiting == null) {
      waiting = reversed(pushed.getAndSet(null));
    }
    Save first = waiting;
    if (first == null) {
      return null;
    }
    long bytes = first.bytesMax();
    Save last = first;
    while (true) {
      if (last.next == null) {
        last.next = reversed(pushed.getAndSet(null));
      }
      Save candidate = last.next;
      if (candidate == null || bytes + candidate.bytesMax() > batchBytesMax) {
        break;
      }
      bytes += candidate.bytesMax();
      last = candidate;
    }
    waiting = last.next;
    last.next = null;
    return first;
  }

  /** What was pushed after the last {@link #take}; for when nobody takes any more. Any thread. */
  @Nullable Save takePushed() {
    return pushed.getAndSet(null);
  }

  /** Remembers the load of these requests, before they are answered. Save loop only. */
  void releaseLater(Save first) {
    answering = 0;
    for (Save save = first; save != null; save = save.next) {
      answering += weight(save);
    }
  }

  /** Gives that room back. Save loop only. */
  void releaseNow() {
    load.addAndGet(-answering);
    answering = 0;
  }

  private static long weight(Save save) {
    return (1L << COUNT_SHIFT) + save.bytesMax();
  }

  private static @Nullable Save reversed(@Nullable Save newest) {
    Save oldest = null;
    Save at = newest;
    while (at != null) {
      Save next = at.next;
      at.next = oldest;
      oldest = at;
      at = next;
    }
    return oldest;
  }
}
