package gotourl.store.embedded;

import gotourl.journal.CompactedSegment;
import gotourl.journal.FrameReader;
import gotourl.journal.Position;
import gotourl.journal.SealedSegment;
import gotourl.journal.Segments;
import gotourl.link.LinkStore;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.List;

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
  record Found(long dead, long history) {}

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

  /** Where frames were that the table refers to, and at which offset of the target they are. */
  private final LongList moved = new LongList(arena);

  /** Numbers of links, one for each earlier version that is left out. */
  private final LongList droppedOlder = new LongList(arena);

  /** Number and position of tombstones that are left out. */
  private final LongList droppedTombstones = new LongList(arena);

  private final Found[] found;
  private int at;
  private long position;
  private long dead;
  private long history;
  private long deadInAll;
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
    this.run = List.copyOf(run);
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
    if (entry != NumberEntry.NONE && NumberEntry.position(entry) == position) {
      if (!frame.isTombstone() || isTombstoneNeeded(entry)) {
        moved.add(position);
        moved.add(keepLink());
      } else {
        dropTombstone(number);
      }
      return;
    }
    if (entry == NumberEntry.NONE) {
      // Of no link: a save that was refused and whose bytes were written all the same, or what
      // damage has taken out of service.
      keepIf(table.hasMetDamage());
      return;
    }
    visitOlder(number, entry);
  }

  private boolean isTombstoneNeeded(long entry) {
    boolean needed =
        NumberEntry.olderFrames(entry) - droppedOfRemoved.of(frame.number()) > 0
            || retention.keepsTombstone(frame.changedMillis(), nowMillis)
            || table.hasMetDamage();
    if (needed) {
      history += reader.frameBytes();
    }
    return needed;
  }

  private void visitOlder(long number, long entry) {
    long newestPosition = NumberEntry.position(entry);
    if (!newestReader.read(newestPosition) || table.isInDoubt(number)) {
      keepIf(true);
      return;
    }
    if (newestReader.kind() == RecordCodec.PURGE) {
      purgedFrames++;
      dropOlder(number, true);
      return;
    }
    newest.of(newestReader);
    if (newest.number() != number) {
      keepIf(true);
    } else if (frame.version() >= newest.version()) {
      keepIf(table.hasMetDamage()); // Refused, as above.
    } else if (retention.keeps(
        frame.version(), newest.version(), newest.changedMillis(), nowMillis)) {
      keepIf(true);
    } else {
      dropOlder(number, newest.isTombstone());
    }
  }

  private void keepIf(boolean keep) {
    if (keep) {
      history += reader.frameBytes();
      keepLink();
    } else {
      dead += reader.frameBytes();
    }
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

  private void visitPurge() {
    LinkRecord.Purge purge = RecordCodec.purgeOf(reader);
    long entry = table.entry(purge.number());
    if (entry == NumberEntry.NONE || NumberEntry.position(entry) != position) {
      // Of a link of which nothing was left when the journal was recovered.
      dead += reader.frameBytes();
    } else if (NumberEntry.olderFrames(entry) > droppedOfRemoved.of(purge.number())) {
      history += reader.frameBytes();
      payload.clear();
      moved.add(position);
      moved.add(append(RecordCodec.encodePurge(payload, target.header(), purge)));
    } else {
      dropTombstone(purge.number());
    }
  }

  private void visitClaim() {
    int sequence = reader.bytes().get(reader.payloadAt()) & 0xff;
    if (sequence > LinkStore.SEQUENCE_MAX) {
      isUnfit = true;
    } else if (table.isInForce(sequence, position)) {
      payload.clear().put(in());
      moved.add(position);
      moved.add(append(RecordCodec.CLAIM));
    } else {
      dead += reader.frameBytes();
    }
  }

  private void keepBirth() {
    payload.clear();
    append(RecordCodec.encodeMovedBirth(payload, target.header(), reader.segment(), in()));
  }

  private ByteBuffer in() {
    return reader
        .bytes()
        .slice(reader.payloadAt(), reader.payloadEnd() - reader.payloadAt());
  }

  private long append(int kind) {
    return target.append(kind, payload.array(), payload.position());
  }

  /** Whether the run cannot be rewritten: it is damaged, or holds what this version does not know. */
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

  /** Where a frame is that was appended at this offset. */
  static long position(SealedSegment made, long offset) {
    return Position.of(made.ordinal(), offset);
  }

  @Override
  public void close() {
    target.close();
    arena.close();
  }
}
