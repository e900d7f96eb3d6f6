package gotourl.bench.store;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * At most so many adds that are not yet acknowledged. One thread enters, any thread leaves.
 *
 * <p>What a semaphore does, but the waiting thread is woken once an eighth is free and not for each
 * single one: acknowledgements come a batch at a time, and waking costs more than an add.
 */
final class InFlight {

  private static final int WAKE_FRACTION = 8;

  private final Thread owner = Thread.currentThread();
  private final AtomicLong left = new AtomicLong();
  private final int max;
  private final int wakeAt;
  private long entered;
  private volatile long wanted = Long.MAX_VALUE;

  /** For the thread that makes it. */
  InFlight(int max) {
    this.max = max;
    this.wakeAt = Math.max(1, max / WAKE_FRACTION);
  }

  /** Waits until there is room for one more. */
  void enter() {
    if (entered - left.get() >= max) {
      awaitLeft(entered - max + wakeAt);
    }
    entered++;
  }

  /** One is acknowledged. */
  void leave() {
    if (left.incrementAndGet() == wanted) {
      LockSupport.unpark(owner);
    }
  }

  /** Waits until all have left. */
  long awaitAll() {
    awaitLeft(entered);
    return entered;
  }

  private void awaitLeft(long count) {
    wanted = count;
    while (left.get() < count) {
      LockSupport.park(this);
    }
    wanted = Long.MAX_VALUE;
  }
}
