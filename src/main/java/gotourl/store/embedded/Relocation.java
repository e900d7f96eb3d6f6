package gotourl.store.embedded;

import gotourl.journal.FrameReader;
import gotourl.journal.SealedSegment;
import gotourl.journal.Segments;
import java.io.IOException;

/**
 * A step of telling the table where a {@link Rewrite} has put the frames. Prepared by the
 * compactor, done on the save loop, which alone may change the table. It appends nothing.
 */
final class Relocation extends NothingToAppend {

  /** Well under a millisecond for the save loop. */
  static final int STEP = 2_048;

  private static final int CLAIM = -1;

  private final LinkTable table;

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

  Relocation(LinkTable table) {
    this.table = table;
  }

  /**
   * Takes up what is next.
   *
   * @param done how much was taken up before
   * @return how much has been taken up then
   */
  long prepare(Rewrite rewrite, SealedSegment made, Segments segments, long done)
      throws IOException {
    FrameReader reader = new FrameReader(segments);
    LinkFrame frame = new LinkFrame();
    long moveCount = rewrite.moved().size() / 2;
    long olderCount = rewrite.droppedOlder().size();
    long all = count(rewrite);
    long next = done;
    for (int steps = 0; steps < STEP && next < all; steps++, next++) {
      if (next < moveCount) {
        from[moves] = rewrite.moved().get(2 * next);
        to[moves] = Rewrite.position(made, rewrite.moved().get(2 * next + 1));
        move(reader, frame, segments);
      } else if (next < moveCount + olderCount) {
        older[olders++] = rewrite.droppedOlder().get(next - moveCount);
      } else {
        long tombstone = next - moveCount - olderCount;
        tombstones[forgotten] = rewrite.droppedTombstones().get(2 * tombstone);
        tombstonesAt[forgotten++] = rewrite.droppedTombstones().get(2 * tombstone + 1);
      }
    }
    return next;
  }

  /** How much there is to take up. */
  static long count(Rewrite rewrite) {
    return rewrite.moved().size() / 2
        + rewrite.droppedOlder().size()
        + rewrite.droppedTombstones().size() / 2;
  }

  private void move(FrameReader reader, LinkFrame frame, Segments segments) throws IOException {
    if (!reader.read(to[moves])) {
      throw new IOException(
          segments.describe(to[moves]) + ": what was just written cannot be read");
    }
    switch (reader.kind()) {
      case RecordCodec.CLAIM -> {
        numbers[moves] = CLAIM - (reader.bytes().get(reader.payloadAt()) & 0xff);
      }
      case RecordCodec.PURGE -> numbers[moves] = RecordCodec.purgeOf(reader).number();
      default -> {
        frame.of(reader);
        numbers[moves] = frame.number();
        hashes[moves] = table.hash(frame.code());
      }
    }
    moves++;
  }

  /** How much was prepared. */
  int size() {
    return moves + olders + forgotten;
  }

  @Override
  protected boolean needsDisk() {
    return false;
  }

  @Override
  protected void publish() {
    for (int i = 0; i < moves; i++) {
      if (numbers[i] <= CLAIM) {
        table.relocateClaim((int) (CLAIM - numbers[i]), from[i], to[i]);
      } else {
        table.relocate(numbers[i], hashes[i], from[i], to[i]);
      }
    }
    for (int i = 0; i < olders; i++) {
      table.dropOlder(older[i]);
    }
    for (int i = 0; i < forgotten; i++) {
      table.forget(tombstones[i], tombstonesAt[i]);
    }
  }
}
