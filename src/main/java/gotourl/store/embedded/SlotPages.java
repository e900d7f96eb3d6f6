package gotourl.store.embedded;

import java.util.Arrays;

/**
 * The pages that shards of {@link KeyIndex} are made of, cut from slabs. A page that a shard no
 * longer needs goes to the next one that grows, so that growth leaves no holes; readers may still
 * be in it, and are told apart by {@link KeyIndex#find}.
 *
 * <p>4 KiB: an address for each is then 0.02 bytes a link on the heap, a page lies in one page of
 * the system, and small shards grow by a quarter in whole pages from about a million links on.
 */
final class SlotPages {

  static final int PAGE_BYTES = 4096;
  static final int SLOTS_SHIFT = 9;
  static final int SLOTS = 1 << SLOTS_SHIFT;

  private final Slabs slabs;

  // A slab's unused part is [nextFresh, endFresh).
  private long nextFresh;
  private long endFresh;

  /** Pages given back: a stack. The addresses lie here, since readers may still read the pages. */
  private long[] free = new long[64];

  private int freeCount;

  SlotPages(Slabs slabs) {
    this.slabs = slabs;
  }

  /** So many pages, cleared; either all or, when memory is out, none. */
  synchronized long[] take(int count) {
    long[] taken = new long[count];
    int got = 0;
    try {
      while (got < count) {
        taken[got] = take();
        got++;
      }
    } catch (OutOfMemoryError e) {
      giveBack(Arrays.copyOf(taken, got));
      throw e;
    }
    for (long page : taken) {
      OffHeap.clear(page, PAGE_BYTES);
    }
    return taken;
  }

  private long take() {
    if (freeCount > 0) {
      return free[--freeCount];
    }
    if (nextFresh == endFresh) {
      nextFresh = slabs.take();
      endFresh = nextFresh + Slabs.SLAB_BYTES;
    }
    long page = nextFresh;
    nextFresh += PAGE_BYTES;
    return page;
  }

  synchronized void giveBack(long[] pages) {
    if (freeCount + pages.length > free.length) {
      free = Arrays.copyOf(free, Math.max(2 * free.length, freeCount + pages.length));
    }
    System.arraycopy(pages, 0, free, freeCount, pages.length);
    freeCount += pages.length;
  }
}
