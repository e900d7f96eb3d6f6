package gotourl.store.embedded;

import gotourl.journal.Journal;
import gotourl.journal.Position;
import gotourl.journal.SaveLoop;
import gotourl.journal.SealedSegment;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Leads purges to their end: first each segment that may hold something older of a purged link is
 * rewritten, then the one with its removal. For one thread.
 */
final class Purges {

  private final LinkTable table;
  private final Journal journal;
  private final SaveLoop saveLoop;
  private final SegmentMeasures measures;

  Purges(LinkTable table, Journal journal, SaveLoop saveLoop, SegmentMeasures measures) {
    this.table = table;
    this.journal = journal;
    this.saveLoop = saveLoop;
    this.measures = measures;
  }

  boolean isEmpty() {
    return table.purging().isEmpty();
  }

  /** What has to be read next; {@code null}: nothing, or nothing that can be. */
  @Nullable SealedSegment next(List<SealedSegment> all) throws IOException {
    Set<Long> purging = Set.copyOf(table.purging());
    if (purging.isEmpty() || rolls(all, purging)) {
      return null;
    }
    long lowest = purging.stream().mapToLong(Long::longValue).min().orElseThrow();
    boolean isSeen = true;
    for (int i = all.size() - 1; i >= 0; i--) {
      SealedSegment each = all.get(i);
      if (!measures.hasSeenPurges(each, purging)) {
        return each;
      }
      isSeen &= !measures.isLeftAlone(each);
      if (each.header().base() <= lowest) {
        break; // All links of segments before this one have lower numbers.
      }
    }
    // Where something is damaged nothing is concluded from what is not found.
    if (isSeen && table.isWhole()) {
      forgetOlder(purging);
      return lastOf(all, purging);
    }
    return null;
  }

  /** The segment with the removal of a link of which nothing else is left. */
  private @Nullable SealedSegment lastOf(List<SealedSegment> all, Set<Long> purging) {
    for (long number : purging) {
      long entry = table.entry(number);
      for (SealedSegment each : all) {
        if (entry != NumberEntry.NONE
            && NumberEntry.olderFrames(entry) == 0
            && each.ordinal() == Position.ordinal(NumberEntry.position(entry))) {
          return each;
        }
      }
    }
    return null;
  }

  /** Counts can be too high after a start from a checkpoint; now it is known. */
  private void forgetOlder(Set<Long> purging) throws IOException {
    if (purging.stream().allMatch(number -> NumberEntry.olderFrames(table.entry(number)) == 0)) {
      return;
    }
    Errand forgetting =
        new Errand() {
          @Override
          protected void publish() {
            purging.forEach(table::dropAllOlder);
          }
        };
    runOrThrow(forgetting);
  }

  /** What is in the active segment can only be rewritten when that is sealed. */
  private boolean rolls(List<SealedSegment> all, Set<Long> purging) throws IOException {
    Set<Integer> ordinals = new HashSet<>();
    all.forEach(each -> ordinals.add(each.ordinal()));
    for (long number : purging) {
      long entry = table.entry(number);
      if (entry != NumberEntry.NONE
          && !ordinals.contains(Position.ordinal(NumberEntry.position(entry)))) {
        journal.rollSoon();
        runOrThrow(new Errand() {}); // With its batch a segment begins.
        return true;
      }
    }
    return false;
  }

  private void runOrThrow(Errand errand) throws IOException {
    if (!errand.run(saveLoop)) {
      throw new IOException("the save loop does not take part in a purge");
    }
  }
}
