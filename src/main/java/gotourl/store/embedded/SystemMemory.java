package gotourl.store.embedded;

import java.lang.foreign.Arena;

/** Where slabs come from. Used by one thread at a time. */
sealed interface SystemMemory permits LinuxMemory, SystemMemory.OfArena {

  /** The system's own calls where we know them, an arena elsewhere. */
  @SuppressWarnings("MustBeClosedChecker") // giveBack closes it
  static SystemMemory ofThisSystem() {
    return LinuxMemory.isHere() ? new LinuxMemory() : new OfArena(Arena.ofShared());
  }

  /** The address of so many zero bytes, a multiple of their number when they are to be huge. */
  long take(long bytes, boolean huge);

  /** All that was taken: nobody can reach it any more. */
  void giveBack();

  /** Clears each slab as it gives it, which is a pause, and knows no huge pages. */
  record OfArena(Arena arena) implements SystemMemory {

    @Override
    public long take(long bytes, boolean huge) {
      return arena.allocate(bytes, bytes).address();
    }

    @Override
    public void giveBack() {
      arena.close();
    }
  }
}
