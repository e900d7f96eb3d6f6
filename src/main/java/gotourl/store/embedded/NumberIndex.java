package gotourl.store.embedded;

import java.lang.ref.Reference;
import java.util.Arrays;

/**
 * From the number of a link to an entry of 64 bits, outside the heap; 0 is no entry. One writer,
 * any number of readers, no lock.
 *
 * <p>Numbers are given nearly in a row, so this is an array, in chunks. A chunk that has no entry
 * is not there, and one that has few uses only the small pages that they lie in.
 */
final class NumberIndex {

  /** A slab each. */
  static final int CHUNK_SHIFT = 18;

  private static final int CHUNK = 1 << CHUNK_SHIFT;

  /** The directory then is 8 MiB at most; many times what positions of 40 bits can tell apart. */
  static final long NUMBER_MAX = ((1L << 20) << CHUNK_SHIFT) - 1;

  private final Slabs slabs = new Slabs(this, SystemMemory.ofThisSystem());

  /** Addresses of chunks, 0 where there is none. Never changed, only replaced. */
  private volatile long[] chunks = new long[0];

  private volatile long end;

  /** Writer only. */
  void put(long number, long entry) {
    try {
      if (number < 0 || number > NUMBER_MAX) {
        throw new IllegalArgumentException("no number of a link: " + number);
      }
      long chunk = chunkOf(number);
      if (chunk == 0 && entry != 0) {
        chunk = addChunk(number);
      }
      if (chunk != 0) {
        OffHeap.setRelease(address(chunk, number), entry);
      }
      raiseEnd(number);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** Writer only. The entries of so many numbers from {@code first}, all in one chunk. */
  void load(long first, long[] entries, int count) {
    try {
      long last = first + count - 1;
      if (first < 0 || last > NUMBER_MAX || first >>> CHUNK_SHIFT != last >>> CHUNK_SHIFT) {
        throw new IllegalArgumentException(first + " to " + last + " are not in one chunk");
      }
      long chunk = chunkOf(first);
      if (chunk == 0) {
        chunk = addChunk(first);
      }
      for (int i = 0; i < count; i++) {
        OffHeap.set(address(chunk, first + i), entries[i]);
      }
      raiseEnd(last); // and all of them are seen
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private long chunkOf(long number) {
    int at = (int) (number >>> CHUNK_SHIFT);
    return at < chunks.length ? chunks[at] : 0;
  }

  private long addChunk(long number) {
    int at = (int) (number >>> CHUNK_SHIFT);
    long[] more = Arrays.copyOf(chunks, Math.max(at + 1, chunks.length));
    more[at] = slabs.take();
    chunks = more;
    return more[at];
  }

  private void raiseEnd(long number) {
    if (number >= end) {
      end = number + 1;
    }
  }

  /** Any thread. The entry, or 0; also beyond {@link #end}. */
  long get(long number) {
    try {
      long[] all = chunks;
      long at = number >>> CHUNK_SHIFT;
      if (at >= all.length || number < 0) {
        return 0;
      }
      long chunk = all[(int) at];
      return chunk == 0 ? 0 : OffHeap.wordAcquire(address(chunk, number));
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /** One above the highest number ever put. Any thread. */
  long end() {
    return end;
  }

  /** Memory taken from the system. Any thread. */
  long bytes() {
    return slabs.bytes();
  }

  private static long address(long chunk, long number) {
    return chunk + (number & (CHUNK - 1)) * OffHeap.WORD_BYTES;
  }
}
