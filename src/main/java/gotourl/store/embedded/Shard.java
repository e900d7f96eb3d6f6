package gotourl.store.embedded;

import static gotourl.store.embedded.OffHeap.WORD_BYTES;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * A part of {@link KeyIndex} as it is between two growths: open addressing with linear probing.
 *
 * <pre>
 *   slot   tag, 24 bits of the hash | position, 40 bits
 *   0                                 empty: a probe ends here
 *   REMOVED                           had an entry: a probe goes on, an add may take it
 * </pre>
 *
 * Invariants, which make readers right without a lock:
 *
 * <ul>
 *   <li>an entry never changes its slot (a grown shard is another {@code Shard});
 *   <li>between an entry's home and its slot no slot is empty; so a slot becomes empty again only
 *       when the next one is;
 *   <li>at most {@link #usedMax} of the slots are not empty.
 * </ul>
 *
 * A slot's home grows with its tag, so that entries taken in the order of their slots go into
 * another shard of any capacity from its start to its end.
 */
final class Shard {

  static final long POSITION_MASK = (1L << 40) - 1;
  static final int TAG_BITS = 24;

  private static final long EMPTY = 0;
  private static final long REMOVED = 1L << 40; // no position is 0

  private final long[] pages;
  private final int capacity;
  private final int usedMax;

  // The writer's:
  private int live;
  private int removed;

  Shard(long[] pages) {
    this.pages = pages;
    capacity = Math.multiplyExact(pages.length, SlotPages.SLOTS);
    usedMax = usedMax(pages.length);
  }

  /** Four slots of five: a miss then looks at 13 at most on average, all in a row, a hit at 3. */
  static int usedMax(int pages) {
    return (int) ((long) pages * SlotPages.SLOTS * 4 / 5);
  }

  static long word(long tag, long position) {
    return (tag << 40) | position;
  }

  /** Any thread. After a {@link KeyIndex#NONE} the caller looks whether this shard still counts. */
  long find(long tag, KeyIndex.Candidate candidate) {
    if (capacity == 0) {
      return KeyIndex.NONE;
    }
    int home = home(tag);
    int page = home >>> SlotPages.SLOTS_SHIFT;
    long address = address(home);
    // Bounded, since pages that have gone to another shard may show no empty slot.
    for (int left = pages.length; left >= 0; left--) {
      for (long end = pages[page] + SlotPages.PAGE_BYTES; address < end; address += WORD_BYTES) {
        long word = OffHeap.wordAcquire(address);
        if (word >>> 40 == tag) {
          long position = accepted(address, word, candidate);
          if (position != KeyIndex.NONE) {
            return position;
          }
        }
        if (word == EMPTY) {
          return KeyIndex.NONE;
        }
      }
      page = page + 1 == pages.length ? 0 : page + 1;
      address = pages[page];
    }
    return KeyIndex.NONE;
  }

  /** Writer only: whether no entry has this tag. */
  boolean hasNone(long tag) {
    if (capacity == 0) {
      return true;
    }
    int home = home(tag);
    int page = home >>> SlotPages.SLOTS_SHIFT;
    long address = address(home);
    while (true) {
      for (long end = pages[page] + SlotPages.PAGE_BYTES; address < end; address += WORD_BYTES) {
        long word = OffHeap.word(address);
        if (word == EMPTY) {
          return true;
        }
        if (word >>> 40 == tag && word != REMOVED) {
          return false;
        }
      }
      page = page + 1 == pages.length ? 0 : page + 1;
      address = pages[page];
    }
  }

  /** What a slot with the tag held when the candidate accepted it. */
  private static long accepted(long address, long seen, KeyIndex.Candidate candidate) {
    long tag = seen >>> 40;
    long word = seen;
    while (word >>> 40 == tag && (word & POSITION_MASK) != 0) {
      long position = word & POSITION_MASK;
      if (candidate.isAt(position)) {
        return position;
      }
      long now = OffHeap.wordAcquire(address);
      if (now == word) {
        break;
      }
      word = now; // moved or removed while the candidate looked at it
    }
    return KeyIndex.NONE;
  }

  /** The writer's own look at its home. */
  long touch(long tag) {
    return capacity == 0 ? 0 : OffHeap.word(address(home(tag)));
  }

  boolean isFull() {
    return live + removed >= usedMax;
  }

  /** So much was removed that lookups gain by a rebuilding, or others by its pages. */
  boolean isSparse() {
    return removed > capacity / 4 || (live < capacity / 4 && pages.length > 1);
  }

  int live() {
    return live;
  }

  int capacity() {
    return capacity;
  }

  long[] pages() {
    return pages;
  }

  /** The shard has room. */
  void add(long word) {
    int home = home(word >>> 40);
    int page = home >>> SlotPages.SLOTS_SHIFT;
    long address = address(home);
    while (true) {
      for (long end = pages[page] + SlotPages.PAGE_BYTES; address < end; address += WORD_BYTES) {
        long there = OffHeap.word(address);
        if (there == EMPTY || there == REMOVED) {
          OffHeap.setRelease(address, word);
          removed -= there == REMOVED ? 1 : 0;
          live++;
          return;
        }
      }
      page = page + 1 == pages.length ? 0 : page + 1;
      address = pages[page];
    }
  }

  /** Takes the entry of that very word over to another one with the same tag. */
  boolean move(long from, long to) {
    int slot = slotOf(from);
    if (slot < 0) {
      return false;
    }
    OffHeap.setRelease(address(slot), to);
    return true;
  }

  boolean remove(long word) {
    int slot = slotOf(word);
    if (slot < 0) {
      return false;
    }
    live--;
    if (OffHeap.word(address(next(slot))) == EMPTY) {
      OffHeap.setRelease(address(slot), EMPTY);
      for (int i = previous(slot); OffHeap.word(address(i)) == REMOVED; i = previous(i)) {
        OffHeap.setRelease(address(i), EMPTY);
        removed--;
      }
    } else {
      OffHeap.setRelease(address(slot), REMOVED);
      removed++;
    }
    return true;
  }

  private int slotOf(long word) {
    if (capacity == 0) {
      return -1;
    }
    int slot = home(word >>> 40);
    long address = address(slot);
    while (true) {
      long there = OffHeap.word(address);
      if (there == word) {
        return slot;
      }
      if (there == EMPTY) {
        return -1;
      }
      slot = next(slot);
      address = next(address, slot);
    }
  }

  /** Of a new shard, before anybody sees it: all that the other has. */
  void addAll(Shard old) {
    for (long page : old.pages) {
      for (int i = 0; i < SlotPages.PAGE_BYTES; i += WORD_BYTES) {
        long word = OffHeap.word(page + i);
        if (word != EMPTY && word != REMOVED) {
          addUnseen(word, home(word >>> 40));
        }
      }
    }
  }

  /**
   * Of a new shard, before anybody sees it: words in the order of their slots. Then nearly each
   * goes behind the one before, at the end of the same row of full slots or where a new one begins,
   * and the processor need not guess which.
   */
  void addAll(long[] words, int count) {
    int rowStart = 0;
    int rowEnd = 0;
    for (int i = 0; i < count; i++) {
      long word = words[i];
      KeyIndex.checkPosition(word & POSITION_MASK);
      int home = home(word >>> 40);
      int from = home < rowStart ? home : Math.max(home, rowEnd);
      int slot = addUnseen(word, from == capacity ? 0 : from);
      boolean isAsExpected = home >= rowStart && slot == from;
      rowStart = isAsExpected && home <= rowEnd ? rowStart : slot;
      rowEnd = slot + 1;
    }
  }

  /** Looks for room from this slot on; where the word is now. */
  private int addUnseen(long word, int from) {
    int slot = from;
    long address = address(slot);
    while (OffHeap.word(address) != EMPTY) {
      slot = next(slot);
      address = next(address, slot);
    }
    OffHeap.set(address, word);
    live++;
    return slot;
  }

  /** Any thread: the entries in the order of their slots. How many; -1 if there is no room. */
  int dump(MemorySegment into) {
    long room = into.byteSize() / WORD_BYTES;
    int count = 0;
    for (long page : pages) {
      for (int i = 0; i < SlotPages.PAGE_BYTES; i += WORD_BYTES) {
        long word = OffHeap.wordAcquire(page + i);
        if (word != EMPTY && word != REMOVED) {
          if (count == room) {
            return -1;
          }
          into.setAtIndex(ValueLayout.JAVA_LONG_UNALIGNED, count, word);
          count++;
        }
      }
    }
    return count;
  }

  private int home(long tag) {
    return (int) ((tag * capacity) >>> TAG_BITS);
  }

  private long address(int slot) {
    return pages[slot >>> SlotPages.SLOTS_SHIFT]
        + (long) (slot & (SlotPages.SLOTS - 1)) * WORD_BYTES;
  }

  private int next(int slot) {
    return slot + 1 == capacity ? 0 : slot + 1;
  }

  private int previous(int slot) {
    return slot == 0 ? capacity - 1 : slot - 1;
  }

  /** Of the slot that follows the one at this address: pages begin at multiples of their size. */
  private long next(long address, int slot) {
    long next = address + WORD_BYTES;
    return (next & (SlotPages.PAGE_BYTES - 1)) == 0 || slot == 0 ? address(slot) : next;
  }
}
