package gotourl.store.embedded;

import java.lang.foreign.Arena;

/** Where slabs come from. Used by one thread at a time. */
sealed interface SystemMemory permits LinuxMemory, SystemMemory.OfArena {

  /** The system's own calls where we know them, an arena elsewhere. */
  @SuppressWarnings("MustBeClosedChecker") // giveBack closes it
  static SystemMemory ofThisSystem() {
    return LinuxMemory.isHere() ? new LinuxMemory() : new OfArena(Arena.ofShared());
  }

  /** The address of so many zero bytes. */
  long take(long bytes);

  /** All that was taken: nobody can reach it any more. */
  void giveBack();

  /** Clears each slab as it gives it, which is a pause. */
  record OfArena(Arena arena) implements SystemMemory {

    @Override
    public long take(long bytes) {
      return arena.allocate(bytes, SlotPages.PAGE_BYTES).address();
    }

    @Override
    public void giveBack() {
      arena.close();
    }
  }
}
