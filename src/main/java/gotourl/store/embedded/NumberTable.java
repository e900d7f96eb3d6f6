package gotourl.store.embedded;

import gotourl.link.Link;
import java.util.ArrayList;
import java.util.List;
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
  }

  /** Newest first. */
  List<Link> list(long before, int limit) {
    List<Link> links = new ArrayList<>();
    @Nullable AtomicReferenceArray<@Nullable Link>[] all = chunks;
    long number = Math.min(before, (long) all.length << CHUNK_SHIFT) - 1;
    while (number >= 0 && links.size() < limit) {
      AtomicReferenceArray<@Nullable Link> chunk = all[(int) (number >>> CHUNK_SHIFT)];
      if (chunk == null) {
        number = (number & -CHUNK) - 1;
      } else {
        Link link = chunk.get((int) (number & (CHUNK - 1)));
        if (link != null) {
          links.add(link);
        }
        number--;
      }
    }
    return links;
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static @Nullable AtomicReferenceArray<@Nullable Link>[] newChunks(int count) {
    return new AtomicReferenceArray[count];
  }
}
