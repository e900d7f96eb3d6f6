package gotourl.store.embedded;

import gotourl.link.Link;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Links by number: chunks of an array, since numbers are given in a row. One writer, any number of
 * readers without a lock.
 */
final class NumberTable {

  private static final int CHUNK_SHIFT = 12;
  private static final int CHUNK = 1 << CHUNK_SHIFT;

  /** Never changed, only replaced by a longer copy; a chunk, once made, stays in its place. */
  private volatile @Nullable AtomicReferenceArray<@Nullable Link>[] chunks = newChunks(1);

  private volatile long end;

  /** Writer only. Removes the link of that number if {@code link} is null. */
  void put(long number, @Nullable Link link) {
    int at = Math.toIntExact(number >>> CHUNK_SHIFT);
    @Nullable AtomicReferenceArray<@Nullable Link>[] all = chunks;
    if (at >= all.length) {
      @Nullable AtomicReferenceArray<@Nullable Link>[] longer =
          newChunks(Math.max(at + 1, all.length + (all.length >> 1)));
      System.arraycopy(all, 0, longer, 0, all.length);
      all = longer;
    }
    AtomicReferenceArray<@Nullable Link> chunk = all[at];
    if (chunk == null) {
      chunk = new AtomicReferenceArray<>(CHUNK);
      all[at] = chunk;
    }
    chunk.set((int) (number & (CHUNK - 1)), link);
    chunks = all;
    end = Math.max(end, number + 1);
  }

  @Nullable Link find(long number) {
    @Nullable AtomicReferenceArray<@Nullable Link>[] all = chunks;
    long at = number >>> CHUNK_SHIFT;
    AtomicReferenceArray<@Nullable Link> chunk = at < all.length ? all[(int) at] : null;
    return chunk == null ? null : chunk.get((int) (number & (CHUNK - 1)));
  }

  /** Higher than any number that was put. */
  long end() {
    return end;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable AtomicReferenceArray<@Nullable Link>[] newChunks(int count) {
    return new AtomicReferenceArray[count];
  }
}
