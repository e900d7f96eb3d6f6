package gotourl.store.embedded;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Memory from the system in slabs, all zero. It is never given back while its owner can be reached,
 * so that a reader that comes late reads stale words but never an address that is gone; when the
 * collector finds the owner unreachable, all of it goes.
 */
final class Slabs {

  /** Few enough calls of the system, and little enough that is taken before it is needed. */
  static final int SLAB_BYTES = 2 << 20;

  private static final Cleaner CLEANER = Cleaner.create();

  private final SystemMemory memory;
  private final AtomicLong bytes = new AtomicLong();

  /** The owner may hold these slabs. */
  Slabs(Object owner, SystemMemory memory) {
    this.memory = memory;
    CLEANER.register(owner, memory::giveBack);
  }

  /** The address of one more slab. One thread at a time. */
  long take() {
    long address = memory.take(SLAB_BYTES);
    bytes.addAndGet(SLAB_BYTES);
    return address;
  }

  long bytes() {
    return bytes.get();
  }
}
