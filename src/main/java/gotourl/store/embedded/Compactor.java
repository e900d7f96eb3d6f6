package gotourl.store.embedded;

import gotourl.journal.CompactedSegment;
import gotourl.journal.Journal;
import gotourl.journal.Position;
import gotourl.journal.SaveLoop;
import gotourl.journal.SealedSegment;
import gotourl.journal.SealedSegments;
import gotourl.journal.SegmentHeader;
import gotourl.journal.Segments;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gives the disk back what nobody needs any more: writes runs of sealed segments anew without their
 * dead frames, one at a time and in steps that are short.
 *
 * <pre>
 *   choose -> read and keep what is needed -> write, durably -> relocate on the save loop -> drop
 *     \           \- not worth it, damaged    \- fails: undone, again later
 *      \- nothing to do
 * </pre>
 *
 * A crash leaves the old files or both: then the newer one counts, and says the same.
 */
final class Compactor {

  /** Rests between steps of work. */
  interface Pace {
    /** False: that was all for this turn. */
    boolean rest(long workedNanos);
  }

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  /** Read in one step: some milliseconds of work. */
  private static final long STEP_BYTES = 1 << 20;

  /** Other duties are not to wait longer for their turn. */
  private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** After failures in a row the pause doubles, up to so many turns: about a minute. */
  private static final int SKIPPED_TURNS_MAX = 256;

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

  /** A segment's history is looked at again when this part of its retention has passed. */
  private static final int AGEING_PARTS = 16;

  private static final long AGEING_MILLIS_MIN = TimeUnit.HOURS.toMillis(1);

  private final LinkTable table;
  private final Segments segments;
  private final SealedSegments sealed;
  private final Journal journal;
  private final SaveLoop saveLoop;
  private final Retention retention;
  private final InstantSource clock;
  private final long segmentBytes;

  /** What is known of each segment, by ordinal. */
  private final @Nullable Measure[] measures = new Measure[Position.ORDINALS_MAX];

  /** Written by one thread. */
  private volatile @Nullable Work work;

  private @Nullable Roll roll;
  private int skippedTurns;
  private int turnsToSkip;

  /** What was found when a segment was last read. */
  private record Measure(
      SegmentHeader header,
      boolean isLeftAlone,
      long dead,
      long history,
      long supersededThen,
      long supersededInAllThen,
      long atMillis,
      Set<Long> purgesSeen) {}

  private enum Reason {
    DEAD,
    SMALL,
    PURGE
  }

  /** A run that is being rewritten. */
  private static final class Work {
    final Reason reason;
    final Rewrite rewrite;
    final List<Long> supersededThen;
    final long supersededInAllThen;
    final Set<Long> purging;

    /** Set once it is durable. */
    volatile @Nullable SealedSegment made;

    /** How much of {@link Relocation#count} has been handed to the save loop, and is done. */
    long handed;

    @Nullable Relocation relocation;

    Work(
        Reason reason,
        Rewrite rewrite,
        List<Long> supersededThen,
        long supersededInAllThen,
        Set<Long> purging) {
      this.reason = reason;
      this.rewrite = rewrite;
      this.supersededThen = supersededThen;
      this.supersededInAllThen = supersededInAllThen;
      this.purging = purging;
    }
  }

  Compactor(
      LinkTable table,
      Segments segments,
      Journal journal,
      SaveLoop saveLoop,
      Retention retention,
      InstantSource clock) {
    this.table = table;
    this.segments = segments;
    this.sealed = journal.sealedSegments();
    this.journal = journal;
    this.saveLoop = saveLoop;
    this.retention = retention;
    this.clock = clock;
    this.segmentBytes = journal.segmentBytesMax();
  }

  /**
   * Works until there is nothing to do, or the pace says that it is enough.
   *
   * @throws IOException if the disk refuses; what was begun is undone or goes on later
   */
  void perform(Pace pace) throws IOException {
    if (!journal.losses().isEmpty()) {
      return; // What mending has put in the place of lost segments is known at the next start.
    }
    if (turnsToSkip > 0) {
      turnsToSkip--;
      return;
    }
    long begin = System.nanoTime();
    try {
      long stepBegin = begin;
      while (step() && pace.rest(System.nanoTime() - stepBegin)) {
        stepBegin = System.nanoTime();
        if (stepBegin - begin > TURN_NANOS) {
          break;
        }
      }
      skippedTurns = 0;
    } catch (IOException | RuntimeException e) {
      skippedTurns = Math.min(SKIPPED_TURNS_MAX, Math.max(1, 2 * skippedTurns));
      turnsToSkip = skippedTurns;
      Work failed = work;
      if (failed != null && failed.made == null) {
        abandon();
      }
      throw e;
    }
  }

  /** One step. False: there is nothing to do. */
  private boolean step() throws IOException {
    Work now = work;
    if (now == null) {
      return choose();
    }
    SealedSegment made = now.made;
    if (made == null) {
      if (!now.rewrite.readOn(STEP_BYTES)) {
        judge(now);
      }
    } else if (now.handed < Relocation.count(now.rewrite) || now.relocation != null) {
      relocate(now, made);
    } else {
      drop(now);
    }
    return true;
  }

  /** The run has been read: is it worth writing? */
  private void judge(Work now) throws IOException {
    Rewrite rewrite = now.rewrite;
    remember(now);
    boolean isWorthIt =
        !rewrite.isUnfit()
            && switch (now.reason) {
              case DEAD -> rewrite.deadBytes() * WORTH_PARTS >= rewrite.bytes();
              case SMALL -> true;
              case PURGE -> rewrite.purgedFrames() > 0;
            };
    if (!isWorthIt) {
      abandon();
      return;
    }
    CompactedSegment target = rewrite.target();
    SealedSegment made = sealed.replace(target);
    table.superseded().clear(made.ordinal());
    long history = 0;
    for (int i = 0; i < rewrite.run().size(); i++) {
      history += rewrite.found(i).history();
    }
    measures[made.ordinal()] =
        new Measure(
            made.header(),
            false,
            0,
            history,
            0,
            now.supersededInAllThen,
            clock.millis(),
            now.purging);
    now.made = made;
  }

  private void remember(Work now) {
    List<SealedSegment> run = now.rewrite.run();
    boolean isUnfit = now.rewrite.isUnfit();
    for (int i = 0; i < run.size(); i++) {
      SealedSegment each = run.get(i);
      Rewrite.Found found = isUnfit ? new Rewrite.Found(0, 0) : now.rewrite.found(i);
      measures[each.ordinal()] =
          new Measure(
              each.header(),
              isUnfit,
              found.dead(),
              found.history(),
              now.supersededThen.get(i),
              now.supersededInAllThen,
              clock.millis(),
              now.purging);
    }
    if (isUnfit) {
      LOG.log(
          Level.WARNING,
          "segments {0} to {1} are not compacted: they are damaged, or of a later version",
          run.getFirst().first(),
          run.getLast().number());
    }
  }

  private void relocate(Work now, SealedSegment made) throws IOException {
    Relocation waiting = now.relocation;
    if (waiting != null) {
      if (!waiting.stage().isDone()) {
        return;
      }
      if (!waiting.stage().join()) {
        now.relocation = null;
        now.handed -= waiting.size();
        throw new IOException("the save loop does not take the positions of compacted frames");
      }
      now.relocation = null;
    }
    if (now.handed < Relocation.count(now.rewrite)) {
      Relocation next = new Relocation(table);
      now.handed = next.prepare(now.rewrite, made, segments, now.handed);
      now.relocation = next;
      saveLoop.submit(next);
    }
  }

  private void drop(Work now) throws IOException {
    sealed.drop(now.rewrite.run());
    for (SealedSegment each : now.rewrite.run()) {
      measures[each.ordinal()] = null;
    }
    segments.closeRetired();
    abandon();
  }

  /** Whether what is not needed any more may still be in a file that is about to be dropped. */
  boolean isDropping() {
    Work now = work;
    return now != null && now.made != null;
  }

  /** Gives back what the work in hand has taken of memory. */
  void abandon() {
    Work now = work;
    if (now != null) {
      work = null;
      now.rewrite.close();
    }
  }

  private boolean choose() throws IOException {
    List<SealedSegment> all = sealed.list();
    if (!table.purging().isEmpty()) {
      SealedSegment toPurge = toPurge(all);
      if (toPurge != null) {
        return begin(Reason.PURGE, List.of(toPurge));
      }
    }
    List<SealedSegment> run = smallRun(all);
    if (run != null) {
      return begin(Reason.SMALL, run);
    }
    run = deadRun(all);
    return run != null && begin(Reason.DEAD, run);
  }

  private boolean begin(Reason reason, List<SealedSegment> run) throws IOException {
    List<Long> supersededThen =
        run.stream().map(each -> table.superseded().of(each.ordinal())).toList();
    Set<Long> purging = new HashSet<>(table.purging());
    CompactedSegment target = sealed.begin(run);
    work =
        new Work(
            reason,
            new Rewrite(table, segments, retention, clock.millis(), run, target),
            supersededThen,
            table.superseded().total(),
            purging);
    return true;
  }

  /** A segment that may hold something of a link that is purged. */
  private @Nullable SealedSegment toPurge(List<SealedSegment> all) {
    rollForPurges(all);
    long lowest = table.purging().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
    for (int i = all.size() - 1; i >= 0; i--) {
      SealedSegment each = all.get(i);
      Measure known = measure(each);
      if (known == null || !known.purgesSeen.containsAll(table.purging())) {
        return each;
      }
      if (each.header().base() <= lowest) {
        return null; // All links of segments before this one have lower numbers.
      }
    }
    return null;
  }

  /** What is in the active segment can only be rewritten when that is sealed. */
  private void rollForPurges(List<SealedSegment> all) {
    if (roll != null && !roll.stage().isDone()) {
      return;
    }
    Set<Integer> ordinals = new HashSet<>();
    all.forEach(each -> ordinals.add(each.ordinal()));
    for (long number : table.purging()) {
      long at = NumberEntry.position(table.entry(number));
      if (!ordinals.contains(Position.ordinal(at))) {
        journal.rollSoon();
        roll = new Roll();
        saveLoop.submit(roll);
        return;
      }
    }
  }

  /** Makes the save loop begin a batch, and with it a segment. */
  private static final class Roll extends NothingToAppend {
    @Override
    protected void publish() {}
  }

  private @Nullable List<SealedSegment> smallRun(List<SealedSegment> all) {
    int begin = 0;
    long bytes = 0;
    for (int i = 0; i < all.size(); i++) {
      SealedSegment each = all.get(i);
      if (each.bytes() * SMALL_PARTS >= segmentBytes || isLeftAlone(each)) {
        begin = i + 1;
        bytes = 0;
        continue;
      }
      bytes += each.bytes();
      boolean isFull = i + 1 - begin == RUN_MAX || bytes * 2 > segmentBytes;
      boolean isEnd =
          i + 1 == all.size()
              || all.get(i + 1).bytes() * SMALL_PARTS >= segmentBytes
              || isLeftAlone(all.get(i + 1));
      if (i + 1 - begin >= SMALL_RUN && (isFull || isEnd)) {
        return all.subList(begin, i + 1);
      }
    }
    return null;
  }

  /** The segment with the most dead bytes and what fits beside it, if there is enough to do. */
  private @Nullable List<SealedSegment> deadRun(List<SealedSegment> all) {
    long dead = 0;
    long bytes = 0;
    long most = 0;
    int victim = -1;
    int withHistory = 1;
    for (SealedSegment each : all) {
      Measure known = measure(each);
      withHistory += known != null && known.history > 0 ? 1 : 0;
    }
    for (int i = 0; i < all.size(); i++) {
      SealedSegment each = all.get(i);
      long estimate = isLeftAlone(each) ? 0 : deadMax(each, withHistory);
      bytes += each.bytes();
      dead += estimate;
      if (estimate > most) {
        most = estimate;
        victim = i;
      }
    }
    long accepted = (bytes - dead) / LIVE_PER_DEAD + segmentBytes / DEAD_PARTS;
    if (dead <= accepted || victim < 0 || most * WORTH_PARTS < all.get(victim).bytes()) {
      return null;
    }
    return around(all, victim, withHistory);
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
    return !isLeftAlone(each)
        && bytes + each.bytes() <= segmentBytes
        && (each.bytes() * 2 <= segmentBytes
            || deadMax(each, withHistory) * DEAD_PARTS >= each.bytes());
  }

  /**
   * How many bytes may be dead: what was when it was last read, what has been superseded since, and
   * what of its history may be over by now.
   */
  private long deadMax(SealedSegment segment, int withHistory) {
    long superseded = table.superseded().of(segment.ordinal());
    Measure known = measure(segment);
    if (known == null) {
      return Math.min(superseded, segment.bytes());
    }
    // Each frame that is superseded may end the retention of one in some other segment.
    long outnumbered =
        (table.superseded().total() - known.supersededInAllThen) / withHistory;
    long ageingMillis = Math.max(AGEING_MILLIS_MIN, retention.age().toMillis() / AGEING_PARTS);
    boolean hasAged = clock.millis() - known.atMillis >= ageingMillis;
    long over = hasAged ? known.history : Math.min(known.history, outnumbered);
    return Math.min(known.dead + superseded - known.supersededThen + over, segment.bytes());
  }

  private @Nullable Measure measure(SealedSegment segment) {
    Measure known = measures[segment.ordinal()];
    return known != null && known.header == segment.header() ? known : null;
  }

  private boolean isLeftAlone(SealedSegment segment) {
    Measure known = measure(segment);
    return known != null && known.isLeftAlone;
  }
}
