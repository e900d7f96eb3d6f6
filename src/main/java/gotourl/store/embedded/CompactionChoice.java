package gotourl.store.embedded;

import gotourl.journal.SealedSegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which run of sealed segments is to be written anew, so that the disk holds at most one and a half
 * times what is live, and few small files. For one thread.
 */
final class CompactionChoice {

  /**
   * Live bytes for each dead one that is put up with. With half of them dead there would be no room
   * left for what dies while a segment is rewritten.
   */
  private static final int LIVE_PER_DEAD = 3;

  /** Of a segment's size: so many dead bytes are put up with in a small store. */
  private static final int DEAD_PARTS = 4;

  /** A rewriting is worth it when it gives back at least this part of what it reads. */
  private static final int WORTH_PARTS = 8;

  /** A segment is small that has less than this part of the usual size. */
  private static final int SMALL_PARTS = 8;

  /** So many small segments in a row become one: as many starts of the server. */
  private static final int SMALL_RUN = 8;

  /** More at a time would have to be opened, listed and deleted at a time. */
  private static final int RUN_MAX = 64;

  private final SegmentMeasures measures;
  private final long segmentBytes;

  /**
   * @param segmentBytes the usual size of a segment
   */
  CompactionChoice(SegmentMeasures measures, long segmentBytes) {
    this.measures = measures;
    this.segmentBytes = segmentBytes;
  }

  /** Whether so many dead bytes are worth writing the rest anew. */
  static boolean isWorthIt(long dead, long bytes) {
    return dead * WORTH_PARTS >= bytes;
  }

  /** Small segments in a row, as starts leave them behind; {@code null}: too few. */
  @Nullable List<SealedSegment> small(List<SealedSegment> all) {
    int begin = 0;
    long bytes = 0;
    for (int i = 0; i < all.size(); i++) {
      if (!isSmall(all.get(i))) {
        begin = i + 1;
        bytes = 0;
        continue;
      }
      bytes += all.get(i).bytes();
      int count = i + 1 - begin;
      boolean isFull = count == RUN_MAX || bytes * 2 > segmentBytes;
      boolean isEnd = i + 1 == all.size() || !isSmall(all.get(i + 1));
      if (count >= SMALL_RUN && (isFull || isEnd)) {
        return all.subList(begin, i + 1);
      }
    }
    return null;
  }

  private boolean isSmall(SealedSegment each) {
    return each.bytes() * SMALL_PARTS < segmentBytes && !measures.isLeftAlone(each);
  }

  /**
   * The segment with the most dead bytes and what fits beside it; {@code null}: what may be dead in
   * all is put up with.
   */
  @Nullable List<SealedSegment> dead(List<SealedSegment> all) {
    int withHistory = measures.withHistory(all);
    long dead = 0;
    long bytes = 0;
    long most = 0;
    int victim = -1;
    for (int i = 0; i < all.size(); i++) {
      long estimate = measures.deadMax(all.get(i), withHistory);
      bytes += all.get(i).bytes();
      dead += estimate;
      if (estimate > most) {
        most = estimate;
        victim = i;
      }
    }
    long putUpWith = (bytes - dead) / LIVE_PER_DEAD + segmentBytes / DEAD_PARTS;
    return dead <= putUpWith || victim < 0 || !isWorthIt(most, all.get(victim).bytes())
        ? null
        : around(all, victim, withHistory);
  }

  private List<SealedSegment> around(List<SealedSegment> all, int victim, int withHistory) {
    int from = victim;
    int to = victim + 1;
    long bytes = all.get(victim).bytes();
    while (to < all.size() && to - from < RUN_MAX && joins(all.get(to), bytes, withHistory)) {
      bytes += all.get(to++).bytes();
    }
    while (from > 0 && to - from < RUN_MAX && joins(all.get(from - 1), bytes, withHistory)) {
      bytes += all.get(--from).bytes();
    }
    return all.subList(from, to);
  }

  /** A neighbour is taken along if the result is no larger than a segment, and it is worth it. */
  private boolean joins(SealedSegment each, long bytes, int withHistory) {
    return !measures.isLeftAlone(each)
        && bytes + each.bytes() <= segmentBytes
        && (each.bytes() * 2 <= segmentBytes
            || measures.deadMax(each, withHistory) * DEAD_PARTS >= each.bytes());
  }
}
