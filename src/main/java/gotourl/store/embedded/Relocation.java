package gotourl.store.embedded;

import gotourl.journal.FrameReader;
import gotourl.journal.Position;
import gotourl.journal.SaveLoop;
import gotourl.journal.SealedSegment;
import gotourl.journal.Segments;
import java.io.IOException;

/**
 * Tells the table where a {@link Rewrite} has put the frames. The compactor prepares a step, the
 * save loop, which alone may change the table, does it.
 */
final class Relocation {

  /** Well under a millisecond for the save loop. */
  private static final int STEP = 2_048;

  private final LinkTable table;
  private final Rewrite rewrite;
  private final SealedSegment made;
  private final Segments segments;
  private final FrameReader reader;
  private final LinkFrame frame = new LinkFrame();

  /** How much of {@link #count} is done. */
  private long done;

  Relocation(LinkTable table, Rewrite rewrite, SealedSegment made, Segments segments) {
    this.table = table;
    this.rewrite = rewrite;
    this.made = made;
    this.segments = segments;
    this.reader = new FrameReader(segments);
  }

  boolean isDone() {
    return done == count();
  }

  private long count() {
    return rewrite.moved().size() / 2
        + rewrite.droppedOlder().size()
        + rewrite.droppedTombstones().size() / 2;
  }

  /** Some more of it. After a failure: again. */
  void step(SaveLoop saveLoop) throws IOException {
    Step step = new Step();
    long next = prepare(step);
    if (!step.run(saveLoop)) {
      throw new IOException("the save loop does not take the positions of compacted frames");
    }
    done = next;
  }

  private long prepare(Step step) throws IOException {
    long moveCount = rewrite.moved().size() / 2;
    long olderCount = rewrite.droppedOlder().size();
    long end = Math.min(count(), done + STEP);
    for (long at = done; at < end; at++) {
      if (at < moveCount) {
        prepareMove(step, at);
      } else if (at < moveCount + olderCount) {
        step.older[step.olders++] = rewrite.droppedOlder().get(at - moveCount);
      } else {
        long tombstone = 2 * (at - moveCount - olderCount);
        step.tombstones[step.forgotten] = rewrite.droppedTombstones().get(tombstone);
        step.tombstonesAt[step.forgotten++] = rewrite.droppedTombstones().get(tombstone + 1);
      }
    }
    return end;
  }

  private void prepareMove(Step step, long at) throws IOException {
    long to = Position.of(made.ordinal(), rewrite.moved().get(2 * at + 1));
    if (!reader.read(to)) {
      throw new IOException(segments.describe(to) + ": what was just written cannot be read");
    }
    frame.of(reader);
    step.numbers[step.moves] = frame.number();
    step.hashes[step.moves] = frame.hash(table);
    step.from[step.moves] = rewrite.moved().get(2 * at);
    step.to[step.moves++] = to;
  }

  /** It appends nothing, so that a full disk does not keep it from giving back what it takes. */
  private final class Step extends Errand {
    private final long[] numbers = new long[STEP];
    private final long[] hashes = new long[STEP];
    private final long[] from = new long[STEP];
    private final long[] to = new long[STEP];
    private int moves;

    private final long[] older = new long[STEP];
    private int olders;

    private final long[] tombstones = new long[STEP];
    private final long[] tombstonesAt = new long[STEP];
    private int forgotten;

    @Override
    protected boolean needsDisk() {
      return false;
    }

    @Override
    protected void publish() {
      for (int i = 0; i < moves; i++) {
        table.relocate(numbers[i], hashes[i], from[i], to[i]);
      }
      for (int i = 0; i < olders; i++) {
        table.dropOlder(older[i]);
      }
      for (int i = 0; i < forgotten; i++) {
        table.forget(tombstones[i], tombstonesAt[i]);
      }
    }
  }
}
