package gotourl.store.embedded;

import gotourl.journal.CompactedSegment;
import gotourl.journal.FrameReader;
import gotourl.journal.SealedSegment;
import gotourl.journal.Segments;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One run of segments while it is written anew: reads its frames in order and keeps those that are
 * still needed. What is not needed will never be again, so it does not matter that links change
 * meanwhile. For one thread.
 */
final class Rewrite implements AutoCloseable {

  /** More than any payload, also with its numbers at their longest. */
  private static final int PAYLOAD_BYTES_MAX = 1 << 17;

  /** A frame may become some bytes longer, and a segment has to end within positions. */
  private static final long END_MAX = (1L << 27) - 2 * PAYLOAD_BYTES_MAX;

  /**
   * What was found in one segment.
   *
   * @param dead bytes of frames that are left out
   * @param history bytes of frames that are not newest and are kept for some time
   */
  record Found(long dead, long history) {
    static final Found NOTHING = new Found(0, 0);
  }

  private final LinkTable table;
  private final Retention retention;
  private final long nowMillis;
  private final List<SealedSegment> run;
  private final CompactedSegment target;

  private final FrameReader reader;
  private final FrameReader newestReader;
  private final LinkFrame frame = new LinkFrame();
  private final LinkFrame newest = new LinkFrame();
  private final ByteBuffer payload = ByteBuffer.allocate(PAYLOAD_BYTES_MAX);
  private final DroppedFrames droppedOfRemoved = new DroppedFrames();

  private final Arena arena = Arena.ofShared();

  /** Where links' newest frames were, and at which offset of the target they are. */
  private final LongList moved = new LongList(arena);

  /** Numbers of links, one for each earlier version that is left out. */
  private final LongList droppedOlder = new LongList(arena);

  /** Number and position of tombstones that are left out. */
  private final LongList droppedTombstones = new LongList(arena);

  /** Purged links whose last frame with a code is left out. */
  private final Set<Long> purgedHere = new HashSet<>();

  private final Found[] found;
  private int at;
  private long position;
  private long dead;
  private long history;
  private long deadInAll;
  private long historyInAll;
  private long purgedFrames;
  private boolean isUnfit;

  Rewrite(
      LinkTable table,
      Segments segments,
      Retention retention,
      long nowMillis,
      List<SealedSegment> run,
      CompactedSegment target) {
    this.table = table;
    this.retention = retention;
    this.nowMillis = nowMillis;
    this.run = run;
    this.target = target;
    this.reader = new FrameReader(segments);
    this.newestReader = new FrameReader(segments);
    this.found = new Found[run.size()];
    this.position = run.getFirst().begin();
  }

  /** Goes on for about so many bytes. Whether there is more. */
  boolean readOn(long bytes) {
    long left = bytes;
    while (left > 0 && at < run.size() && !isUnfit) {
      if (position == run.get(at).endPosition()) {
        endSegment();
      } else if (!reader.read(position) || target.end() > END_MAX) {
        isUnfit = true;
      } else {
        visit();
        left -= reader.frameBytes();
        position += reader.frameBytes();
      }
    }
    return at < run.size() && !isUnfit;
  }

  private void endSegment() {
    found[at] = new Found(dead, history);
    deadInAll += dead;
    historyInAll += history;
    dead = 0;
    history = 0;
    at++;
    if (at < run.size()) {
      position = run.get(at).begin();
    }
  }

  private void visit() {
    int kind = reader.kind();
    try {
      if (LinkFrame.isLink(kind)) {
        visitLink();
      } else if (SideCodec.isAside(kind)) {
        visitAside();
      } else {
        switch (kind) {
          case RecordCodec.BIRTH -> keepBirth();
          case RecordCodec.CLAIM -> visitClaim();
          case RecordCodec.PURGE -> visitPurge();
          default -> isUnfit = true; // What a later version wrote, only that can take apart.
        }
      }
    } catch (MalformedRecordException e) {
      isUnfit = true;
    }
  }

  private void visitLink() {
    frame.of(reader);
    long number = frame.number();
    long entry = table.entry(number);
    if (entry == NumberEntry.NONE) {
      keep(); // Of no link that is known: nothing is concluded from that.
    } else if (NumberEntry.position(entry) != position) {
      visitOlder(number, entry);
    } else if (!frame.isTombstone() || isTombstoneNeeded(number, entry)) {
      moved.add(position);
      moved.add(keepLink());
    } else {
      dropTombstone(number);
    }
  }

  private boolean isTombstoneNeeded(long number, long entry) {
    boolean isPurged = table.purging().contains(number);
    boolean isNeeded =
        NumberEntry.olderFrames(entry) > droppedOfRemoved.of(number)
            || (!isPurged && retention.keepsTombstone(frame.changedMillis(), nowMillis))
            || !table.isWhole();
    if (isNeeded) {
      history += reader.frameBytes();
    } else if (isPurged) {
      purgedHere.add(number);
      purgedFrames++;
    }
    return isNeeded;
  }

  private void visitOlder(long number, long entry) {
    if (table.isInDoubt(number)) {
      keep();
    } else if (table.purging().contains(number)) {
      purgedFrames++;
      dropOlder(number, true);
    } else if (!newestReader.read(NumberEntry.position(entry))) {
      keep();
    } else {
      newest.of(newestReader);
      boolean isToBeKept =
          newest.number() != number
              || newest.version() <= frame.version()
              || retention.keeps(
                  frame.version(), newest.version(), newest.changedMillis(), nowMillis);
      boolean isRemoved = newest.isTombstone();
      if (isToBeKept) {
        keep();
      } else {
        dropOlder(number, isRemoved);
      }
    }
  }

  private void keep() {
    history += reader.frameBytes();
    keepLink();
  }

  private void dropOlder(long number, boolean isRemoved) {
    dead += reader.frameBytes();
    droppedOlder.add(number);
    if (isRemoved) {
      droppedOfRemoved.add(number);
    }
  }

  private void dropTombstone(long number) {
    dead += reader.frameBytes();
    droppedTombstones.add(number);
    droppedTombstones.add(position);
  }

  private long keepLink() {
    payload.clear();
    return append(RecordCodec.encodeMoved(payload, target.header(), frame));
  }

  /** It outlives everything else of its link, or a start would not go on with it. */
  private void visitPurge() {
    LinkRecord.Purge purge = RecordCodec.purgeOf(reader);
    boolean isOver =
        table.entry(purge.number()) == NumberEntry.NONE || purgedHere.contains(purge.number());
    if (isOver && table.isWhole()) {
      dead += reader.frameBytes();
    } else {
      history += reader.frameBytes();
      payload.clear();
      append(RecordCodec.encodePurge(payload, target.header(), purge));
    }
  }

  /** The last claim of a sequence stays; it is one of those that say what is in force now. */
  private void visitClaim() {
    ByteBuffer in = in();
    LinkRecord.Claim claim = RecordCodec.decodeClaim(in.duplicate());
    if (claim.next() == table.claimed(claim.sequence()) || !table.isWhole()) {
      payload.clear().put(in);
      append(RecordCodec.CLAIM);
    } else {
      dead += reader.frameBytes();
    }
  }

  private void visitAside() {
    long epochMillis = reader.segment().epochMillis();
    LinkRecord.Aside aside = SideCodec.decode(epochMillis, reader.kind(), in());
    if (table.isWhole() && !table.isNeeded(aside)) {
      dead += reader.frameBytes();
      return;
    }
    if (SideTables.isPassing(aside)) {
      history += reader.frameBytes();
    }
    payload.clear();
    SideCodec.encodeMoved(payload, target.header().epochMillis(), epochMillis, in());
    append(reader.kind());
  }

  private void keepBirth() {
    payload.clear();
    append(RecordCodec.encodeMovedBirth(payload, target.header(), reader.segment(), in()));
  }

  private ByteBuffer in() {
    return reader.payload();
  }

  private long append(int kind) {
    return target.append(kind, payload.array(), payload.position());
  }

  /**
   * Whether the run cannot be rewritten: it is damaged, or holds what this version does not know.
   */
  boolean isUnfit() {
    return isUnfit;
  }

  List<SealedSegment> run() {
    return run;
  }

  CompactedSegment target() {
    return target;
  }

  /** What was found in the segment at this place of the run. */
  Found found(int place) {
    return found[place];
  }

  /** Bytes of frames that are left out. */
  long deadBytes() {
    return deadInAll;
  }

  /** Bytes of frames that are kept for some time. */
  long historyBytes() {
    return historyInAll;
  }

  /** How many of the frames that are left out belonged to purged links. */
  long purgedFrames() {
    return purgedFrames;
  }

  /** Bytes of all segments. */
  long bytes() {
    return run.stream().mapToLong(SealedSegment::bytes).sum();
  }

  LongList moved() {
    return moved;
  }

  LongList droppedOlder() {
    return droppedOlder;
  }

  LongList droppedTombstones() {
    return droppedTombstones;
  }

  @Override
  public void close() {
    target.close();
    arena.close();
  }
}
