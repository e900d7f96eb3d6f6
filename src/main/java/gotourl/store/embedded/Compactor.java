package gotourl.store.embedded;

import gotourl.journal.Journal;
import gotourl.journal.SaveLoop;
import gotourl.journal.SealedSegment;
import gotourl.journal.SealedSegments;
import gotourl.journal.Segments;
import gotourl.journal.SyncPolicy;
import gotourl.metrics.Tallies;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.List;
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
 * A crash leaves the old files or both: then the newer one counts, and says the same. For one
 * thread, but for {@link #isDropping}.
 */
final class Compactor {

  /** Rests between steps of work. */
  interface Pace {
    /** False: that was all for this turn. */
    boolean rest(long workedNanos);
  }

  private enum Reason {
    DEAD,
    SMALL,
    PURGE
  }

  private static final int WRITTEN = 0;
  private static final int DROPPED = 1;

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  /** Read in one step: some milliseconds of work. */
  private static final long STEP_BYTES = 1 << 20;

  /** Other duties are not to wait longer for their turn. */
  private static final long TURN_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** After failures in a row the pause doubles, up to so many turns: about a minute. */
  private static final int SKIPPED_TURNS_MAX = 256;

  private final LinkTable table;
  private final Segments segments;
  private final SealedSegments sealed;
  private final Journal journal;
  private final SaveLoop saveLoop;
  private final Retention retention;
  private final InstantSource clock;
  private final SegmentMeasures measures;
  private final CompactionChoice choice;
  private final Purges purges;

  /** Written by one thread. */
  private volatile @Nullable Work work;

  private final Tallies bytes = new Tallies(2);
  private int skippedTurns;
  private int turnsToSkip;

  /** A run that is being rewritten. */
  private static final class Work {
    final Reason reason;
    final Rewrite rewrite;
    final SegmentMeasures.Start start;

    /** Set once the new file is durable, with what it took the save loop to hear of it. */
    volatile @Nullable Relocation relocation;

    Work(Reason reason, Rewrite rewrite, SegmentMeasures.Start start) {
      this.reason = reason;
      this.rewrite = rewrite;
      this.start = start;
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
    this.measures = new SegmentMeasures(table.superseded(), retention, clock);
    this.choice = new CompactionChoice(measures, journal.segmentBytesMax());
    this.purges = new Purges(table, journal, saveLoop, measures);
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
    } catch (IOException | RuntimeException | Error e) {
      skippedTurns = Math.min(SKIPPED_TURNS_MAX, Math.max(1, 2 * skippedTurns));
      turnsToSkip = skippedTurns;
      if (!isDropping()) {
        giveUp();
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
    Relocation relocation = now.relocation;
    if (relocation == null) {
      if (!now.rewrite.readOn(STEP_BYTES)) {
        judge(now);
      }
    } else if (!relocation.isDone()) {
      relocation.step(saveLoop);
    } else {
      drop(now);
    }
    return true;
  }

  private boolean choose() throws IOException {
    List<SealedSegment> all = sealed.list();
    if (!purges.isEmpty()) {
      SealedSegment next = purges.next(all);
      if (next != null) {
        return begin(Reason.PURGE, List.of(next));
      }
    }
    List<SealedSegment> run = choice.small(all);
    if (run != null) {
      return begin(Reason.SMALL, run);
    }
    run = choice.dead(all);
    return run != null && begin(Reason.DEAD, run);
  }

  private boolean begin(Reason reason, List<SealedSegment> run) throws IOException {
    SegmentMeasures.Start start = measures.start(run, table.purging());
    Rewrite rewrite =
        new Rewrite(
            table, segments, retention, clock.millis(), List.copyOf(run), sealed.begin(run));
    work = new Work(reason, rewrite, start);
    return true;
  }

  /** The run has been read: is it worth writing? */
  private void judge(Work now) throws IOException {
    Rewrite rewrite = now.rewrite;
    List<SealedSegment> run = rewrite.run();
    if (rewrite.isUnfit()) {
      for (int i = 0; i < run.size(); i++) {
        measures.leaveAlone(now.start, i, run.get(i));
      }
      LOG.log(
          Level.WARNING,
          "segments {0} to {1} are not compacted: they are damaged, or of a later version",
          run.getFirst().first(),
          run.getLast().number());
      giveUp();
      return;
    }
    if (isWorthIt(now)) {
      SealedSegment made = sealed.replace(rewrite.target());
      measures.made(now.start, made, rewrite.historyBytes());
      bytes.add(WRITTEN, made.bytes());
      now.relocation = new Relocation(table, rewrite, made, segments);
    } else {
      for (int i = 0; i < run.size(); i++) {
        measures.read(now.start, i, run.get(i), rewrite.found(i));
      }
      giveUp();
    }
  }

  /** What is left of a purged link always is: whoever has read it says that it is gone. */
  private boolean isWorthIt(Work now) throws IOException {
    Rewrite rewrite = now.rewrite;
    return now.reason == Reason.SMALL
        || rewrite.purgedFrames() > 0
        || (now.reason == Reason.PURGE && sealed.hasRest(rewrite.run()))
        || (now.reason == Reason.DEAD
            && CompactionChoice.isWorthIt(rewrite.deadBytes(), rewrite.bytes()));
  }

  private void drop(Work now) throws IOException {
    // What is left out may have been superseded by what a power cut would take.
    if (journal.syncPolicy() != SyncPolicy.ALWAYS && !new SyncErrand().run(saveLoop)) {
      throw new IOException("what is newer cannot be synced; what it replaces stays meanwhile");
    }
    sealed.drop(now.rewrite.run());
    now.rewrite.run().forEach(measures::forget);
    bytes.add(DROPPED, now.rewrite.bytes());
    segments.closeRetired();
    giveUp();
  }

  /** Gives back what the work in hand has taken of memory. */
  private void giveUp() {
    Work now = work;
    if (now != null) {
      work = null;
      now.rewrite.close();
    }
  }

  /** Whether a new file and what it replaces are both there. Any thread. */
  boolean isDropping() {
    Work now = work;
    return now != null && now.relocation != null;
  }

  /** How much was written since the store was opened. Any thread. */
  long bytesWritten() {
    return bytes.get(WRITTEN);
  }

  /** How much of segments was given back since then. Any thread. */
  long bytesDropped() {
    return bytes.get(DROPPED);
  }

  /**
   * The store is closed, and the save loop still runs: what is written takes its place, what is not
   * is given up. If the disk does not let it, both files stay, and {@link #isDropping} says so.
   */
  void finish() {
    try {
      while (isDropping()) {
        step();
      }
    } catch (IOException | RuntimeException e) {
      LOG.log(Level.WARNING, "compaction was cut off: " + e + "; the next start ends it");
    }
    Work left = work;
    if (left != null) {
      left.rewrite.close();
      work = left.relocation == null ? null : left;
    }
  }
}
