package gotourl.store.embedded;

import java.lang.foreign.Arena;

/** Where slabs come from. Used by one thread at a time. */
sealed interface SystemMemory permits LinuxMemory, SystemMemory.OfArena {

  /** The system's own calls where we know them, an arena elsewhere. */
  @SuppressWarnings("MustBeClosedChecker") // giveBack closes it
  static SystemMemory ofThisSystem() {
    return LinuxMemory.isHere() ? new LinuxMemory() : new OfArena(Arena.ofShared());
  }

  /** The address of so many zero bytes, a multiple of their number. */
  long take(long bytes, boolean huge);

  /**
   * Puts what was taken there into a huge page, if the system can; whoever touches it meanwhile
   * waits for the copying. On any thread, beside any other call but {@link #giveBack}.
   */
  void makeHuge(long address, long bytes);

  /** All that was taken: nobody can reach it any more. */
  void giveBack();

  /** Clears each slab as it gives it, which is a pause, and knows no huge pages. */
  record OfArena(Arena arena) implements SystemMemory {

    @Override
    public long take(long bytes, boolean huge) {
      return arena.allocate(bytes, bytes).address();
    }

    @Override
    public void makeHuge(long address, long bytes) {}

    @Override
    public void giveBack() {
      arena.close();
    }
  }
}
