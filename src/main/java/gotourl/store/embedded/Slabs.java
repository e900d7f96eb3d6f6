package gotourl.store.embedded;

import java.lang.ref.Cleaner;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory from the system in slabs, all zero. It is never given back while its owner can be reached,
 * so that a reader that comes late reads stale words but never an address that is gone; when the
 * collector finds the owner unreachable, all of it goes.
 */
final class Slabs {

  /** A huge page of x86-64, and of 64-bit ARM with small pages of 4 KiB. */
  static final int SLAB_BYTES = 2 << 20;

  /** The first touch of a huge page clears it at once, which is a pause: IndexBench has figures. */
  static final long NEVER_HUGE = Long.MAX_VALUE;

  private static final Cleaner CLEANER = Cleaner.create();

  private final SystemMemory memory;
  private final long hugeFromBytes;
  private final AtomicLong bytes = new AtomicLong();

  /** All that were taken, in that order; replaced when it grows. */
  private volatile long[] taken = new long[16];

  /** How many of them are in huge pages; of the one thread that puts them there. */
  private int huge;

  /**
   * @param owner may hold these slabs
   * @param hugeFromBytes how much there must be before huge pages are asked for
   */
  Slabs(Object owner, SystemMemory memory, long hugeFromBytes) {
    this.memory = memory;
    this.hugeFromBytes = hugeFromBytes;
    CLEANER.register(owner, memory::giveBack);
  }

  /** The address of one more slab. One thread at a time. */
  long take() {
    long address = memory.take(SLAB_BYTES, bytes.get() >= hugeFromBytes);
    int count = (int) (bytes.get() / SLAB_BYTES);
    if (count == taken.length) {
      taken = Arrays.copyOf(taken, 2 * count);
    }
    taken[count] = address;
    bytes.addAndGet(SLAB_BYTES);
    return address;
  }

  /**
   * Puts one more slab into a huge page, if there is one that has been filled since; on one thread
   * at a time, which may be another than the one that takes. A find among 10 M keys then costs a
   * third less (decision 0011).
   */
  boolean makeOneHuge() {
    // The last one is still being cut up: a huge page would be memory that nobody has needed yet.
    if (huge + 1 >= bytes.get() / SLAB_BYTES) {
      return false;
    }
    memory.makeHuge(taken[huge], SLAB_BYTES);
    huge++;
    return true;
  }

  long bytes() {
    return bytes.get();
  }
}
