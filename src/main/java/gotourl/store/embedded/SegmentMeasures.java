package gotourl.store.embedded;

import gotourl.journal.Position;
import gotourl.journal.SealedSegment;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What was found in each sealed segment when it was last read, and from that how much of it may be
 * dead by now. For one thread.
 */
final class SegmentMeasures {

  /** A segment's history is looked at again when this part of its retention has passed. */
  private static final int AGEING_PARTS = 16;

  private static final long AGEING_MILLIS_MIN = TimeUnit.HOURS.toMillis(1);

  /**
   * What was known when a reading began: what happens meanwhile may be missed by it, and counts
   * afterwards.
   *
   * @param superseded of each segment that is read
   * @param supersededInAll of all segments
   * @param purging links that were being purged
   */
  record Start(List<Long> superseded, long supersededInAll, Set<Long> purging) {}

  private record Measure(
      long salt,
      boolean isLeftAlone,
      Rewrite.Found found,
      long supersededThen,
      long supersededInAllThen,
      long atMillis,
      Set<Long> purgesSeen) {}

  private final SupersededBytes superseded;
  private final Retention retention;
  private final InstantSource clock;

  /** By ordinal. */
  private final @Nullable Measure[] measures = new Measure[Position.ORDINALS_MAX];

  SegmentMeasures(SupersededBytes superseded, Retention retention, InstantSource clock) {
    this.superseded = superseded;
    this.retention = retention;
    this.clock = clock;
  }

  Start start(List<SealedSegment> run, Set<Long> purging) {
    return new Start(
        run.stream().map(each -> superseded.of(each.ordinal())).toList(),
        superseded.total(),
        Set.copyOf(purging));
  }

  /** The segment at this place of the run has been read. */
  void read(Start start, int place, SealedSegment segment, Rewrite.Found found) {
    put(segment, false, found, start.superseded.get(place), start);
  }

  /** It cannot be rewritten, for its own good, as long as this process lives. */
  void leaveAlone(Start start, int place, SealedSegment segment) {
    put(segment, true, Rewrite.Found.NOTHING, start.superseded.get(place), start);
  }

  /** It was made from what was read, and nobody has looked for it yet. */
  void made(Start start, SealedSegment segment, long history) {
    superseded.clear(segment.ordinal());
    put(segment, false, new Rewrite.Found(0, history), 0, start);
  }

  private void put(
      SealedSegment segment,
      boolean isLeftAlone,
      Rewrite.Found found,
      long supersededThen,
      Start start) {
    measures[segment.ordinal()] =
        new Measure(
            segment.header().salt(),
            isLeftAlone,
            found,
            supersededThen,
            start.supersededInAll,
            clock.millis(),
            start.purging);
  }

  /** It was dropped: its ordinal may come to stand for another. */
  void forget(SealedSegment segment) {
    superseded.clear(segment.ordinal());
    measures[segment.ordinal()] = null;
  }

  boolean isLeftAlone(SealedSegment segment) {
    Measure known = of(segment);
    return known != null && known.isLeftAlone;
  }

  /** Whether frames of all these links would have been left out when it was last read. */
  boolean hasSeenPurges(SealedSegment segment, Set<Long> purging) {
    Measure known = of(segment);
    return known != null && known.purgesSeen.containsAll(purging);
  }

  /** How many segments hold earlier versions that are kept. */
  int withHistory(List<SealedSegment> all) {
    int count = 0;
    for (SealedSegment each : all) {
      Measure known = of(each);
      count += known != null && known.found.history() > 0 ? 1 : 0;
    }
    return count;
  }

  /**
   * How many bytes may be dead: what was when it was last read, what has been superseded since, and
   * what of its history may be over by now.
   *
   * @param withHistory how many segments share in what ends the retention of earlier versions
   */
  long deadMax(SealedSegment segment, int withHistory) {
    Measure known = of(segment);
    if (known == null) {
      return Math.min(superseded.of(segment.ordinal()), segment.bytes());
    }
    if (known.isLeftAlone) {
      return 0;
    }
    long since = superseded.of(segment.ordinal()) - known.supersededThen;
    long history = known.found.history();
    // Each frame that is superseded may end the retention of one in some other segment.
    long outnumbered = (superseded.total() - known.supersededInAllThen) / (1 + withHistory);
    long ageingMillis = Math.max(AGEING_MILLIS_MIN, retention.age().toMillis() / AGEING_PARTS);
    boolean hasAged = clock.millis() - known.atMillis >= ageingMillis;
    long over = hasAged ? history : Math.min(history, outnumbered);
    return Math.min(known.found.dead() + since + over, segment.bytes());
  }

  /** An ordinal may stand for another segment by now. */
  private @Nullable Measure of(SealedSegment segment) {
    Measure known = measures[segment.ordinal()];
    return known != null && known.salt == segment.header().salt() ? known : null;
  }
}
