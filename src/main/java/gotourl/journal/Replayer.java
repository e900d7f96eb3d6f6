package gotourl.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads a whole journal in order and changes nothing. Opening and verifying are this same code. */
final class Replayer {

  private final Disk disk;
  private final Segments segments;
  private final Replay replay;
  private final SegmentChain chain;
  private final List<Loss> losses = new ArrayList<>();
  private final List<Mending.Place> places = new ArrayList<>();

  /** What need not be read again; by number of segment. */
  private final Map<Long, Resumption.Remembered> remembered;

  private final @Nullable Resumption resumption;

  /** The gap before the segment that is read next. */
  private SegmentChain.Part.@Nullable Gap gap;

  /** The segment before that. */
  private @Nullable Ended before;

  /**
   * @throws Resumption.RefusedException if the resumption is of another journal, or of one that was
   *     otherwise
   */
  Replayer(
      Disk disk, int content, Segments segments, Replay replay, @Nullable Resumption resumption)
      throws IOException {
    this.disk = disk;
    this.segments = segments;
    this.replay = replay;
    this.chain = SegmentChain.read(disk, content);
    this.resumption = resumption;
    this.remembered = resumption == null ? Map.of() : resumption.byNumber();
    if (resumption != null) {
      checkThatItIsOurs(resumption);
    }
  }

  private void checkThatItIsOurs(Resumption ours) throws IOException {
    boolean reached = false;
    for (SegmentFile file : chain.live()) {
      if (!file.header().journal().equals(ours.journal())) {
        throw new Resumption.RefusedException("it is of another journal");
      }
      reached |= file.number() >= ours.mark().segment();
      Integer ordinal = Resumption.ordinal(remembered, file.header());
      if (ordinal != null) {
        segments.reserve(ordinal);
      } else if (file.header().generation() == 0 && ours.knowsFramesOf(file.number())) {
        throw new Resumption.RefusedException(file.name() + " is another one than it knew");
      }
    }
    if (!reached || !chain.losses().isEmpty() || !chain.damages().isEmpty()) {
      throw new Resumption.RefusedException("segments that it knew are missing or damaged");
    }
  }

  /** Whether a remembered segment is gone: compacted since. */
  boolean isGone(int ordinal) {
    for (SegmentFile file : chain.live()) {
      Integer known = Resumption.ordinal(remembered, file.header());
      if (known != null && known == ordinal) {
        return false;
      }
    }
    return true;
  }

  /** A frame may be met after a position that lies behind it: so all can be read from the start. */
  private void mapRemembered() throws IOException {
    for (SegmentChain.Part part : chain.parts()) {
      if (part instanceof SegmentChain.Part.Live(SegmentFile file, long end)
          && isRemembered(file)) {
        map(file, end == SegmentChain.UNKNOWN ? file.bytes() : Math.min(end, file.bytes()));
      }
    }
  }

  /** Whether all of this segment stood before the mark. */
  private boolean isBeforeMark(SegmentFile file) {
    return resumption != null && file.number() < resumption.mark().segment();
  }

  /** Where the frames begin that are not known yet. */
  private long start(SegmentFile file) {
    return isOfMark(file) ? mark().offset() : SegmentHeader.BYTES;
  }

  private boolean isOfMark(SegmentFile file) {
    return resumption != null
        && file.number() == mark().segment()
        && file.header().generation() == 0;
  }

  private Mark mark() {
    if (resumption == null) {
      throw new IllegalStateException("nothing is resumed");
    }
    return resumption.mark();
  }

  /** With a hole in it, all of the journal has to say what it hides. */
  private void refuseIfResumed(String what) throws IOException {
    if (resumption != null) {
      throw new Resumption.RefusedException(what);
    }
  }

  /**
   * The last segment as it was found.
   *
   * @param end where its valid part ends
   * @param lastCheck the check of the last frame before that, 0 if there is none
   */
  record Tail(SegmentFile file, int ordinal, long end, int lastCheck) {
    SegmentHeader header() {
      return file.header();
    }
  }

  /**
   * A segment that was read.
   *
   * @param readEnd it was read up to here
   * @param end what its successor should say: where it ends, and the check of its last frame
   * @param goesOn whether its frames go on where it should end: it is not the one that its
   *     successor continues
   * @param unsound whether its file cannot stay as it is
   */
  private record Ended(
      SegmentFile file, long readEnd, long end, int check, boolean goesOn, boolean unsound) {

    Mending.Place place(long continuedEnd, int continuedCheck) {
      return Mending.Place.of(file, readEnd, continuedEnd, continuedCheck);
    }
  }

  /** Replays everything; {@code null} if the journal does not end in a segment. */
  @Nullable Tail replay() throws IOException {
    chain.damages().forEach(replay::damage);
    for (Loss loss : chain.losses()) {
      lost(loss);
    }
    mapRemembered();
    List<SegmentChain.Part> parts = chain.parts();
    Tail tail = null;
    for (int i = 0; i < parts.size(); i++) {
      switch (parts.get(i)) {
        case SegmentChain.Part.Gap found -> gap = found;
        case SegmentChain.Part.Live(SegmentFile file, long end) -> {
          begin(file);
          if (i + 1 == parts.size()) {
            tail = replayTail(file);
            before =
                new Ended(file, tail.end(), tail.end(), tail.lastCheck(), false, file.isMisnamed());
          } else if (isBeforeMark(file) && isRemembered(file)) {
            before = skip(file, end, parts.get(i + 1));
          } else {
            before = replaySealed(file, end);
          }
        }
      }
    }
    end();
    replay.end();
    return tail;
  }

  SegmentChain chain() {
    return chain;
  }

  /** Everything that only the operator can answer for; each has been told. */
  List<Loss> losses() {
    return losses;
  }

  /** What would make the journal whole again by its rules. */
  Mending mending() {
    return new Mending(disk, chain, places);
  }

  private void begin(SegmentFile file) throws IOException {
    SegmentHeader header = file.header();
    replay.segment(header);
    Ended left = before;
    if (gap != null) {
      leaveGap(gap, header.previousEnd(), header.previousCheck(), header.base());
    } else if (left != null) {
      boolean continues = continues(left, header);
      if (!continues) {
        lost(
            new Loss(
                file.name(),
                "does not continue "
                    + left.file.name()
                    + ": one of them was swapped or is an older copy",
                SegmentChain.SEGMENT_BYTES));
      }
      if (!continues || left.unsound) {
        places.add(left.place(header.previousEnd(), header.previousCheck()));
      }
    }
  }

  private void end() throws IOException {
    if (gap != null) {
      // Its successor will be made by this start, and says that it continues an empty segment.
      leaveGap(gap, SegmentHeader.BYTES, 0, before == null ? 0 : before.file.header().base());
    } else if (before != null && before.unsound) {
      places.add(before.place(before.end, before.check));
    }
  }

  private void leaveGap(
      SegmentChain.Part.Gap left, long continuedEnd, int continuedCheck, long base)
      throws IOException {
    Ended behind = before;
    lost(left.loss());
    if (behind != null && behind.unsound) {
      places.add(behind.place(behind.end, behind.check));
    }
    places.add(
        new Mending.Place(
            left.first(),
            left.number(),
            base,
            behind == null ? 0 : behind.end,
            behind == null ? 0 : behind.check,
            continuedEnd,
            continuedCheck,
            null,
            0));
    gap = null;
  }

  /** A damaged last frame has no check to compare; that damage has been reported by then. */
  private static boolean continues(Ended left, SegmentHeader header) {
    boolean sameEnd = left.end == header.previousEnd();
    return left.file.header().generation() == 0
        ? !left.goesOn
            && left.end <= header.previousEnd()
            && (!sameEnd || left.check == header.previousCheck())
        : sameEnd && left.check == header.previousCheck();
  }

  private void lost(Loss loss) throws IOException {
    refuseIfResumed(loss.file() + " " + loss.what());
    losses.add(loss);
    replay.lost(loss);
  }

  private Ended replaySealed(SegmentFile file, long endOrUnknown) throws IOException {
    try (Disk.Reader reader = disk.open(file.name())) {
      long size = reader.size();
      long end = endOrUnknown == SegmentChain.UNKNOWN ? size : endOrUnknown;
      long readEnd = Math.min(end, size);
      Deliver deliver = new Deliver(file, map(file, readEnd), reader);
      new SegmentScan(reader, file.header().salt(), readEnd).run(start(file), deliver);
      if (size < end) {
        lost(
            new Loss(
                file.name(),
                "ends at offset %d, %d bytes too early: it is an older copy or was cut off"
                    .formatted(size, end - size),
                end - size));
      }
      boolean unsound = size < end || file.isMisnamed();
      SegmentHeader.Compacted compacted = file.header().compacted();
      return compacted == null
          ? new Ended(
              file,
              readEnd,
              deliver.lastEnd,
              deliver.lastCheck,
              deliver.goesOnBeyond(end, size),
              unsound)
          : new Ended(
              file, readEnd, compacted.continuedEnd(), compacted.continuedCheck(), false, unsound);
    }
  }

  private boolean isRemembered(SegmentFile file) {
    return Resumption.ordinal(remembered, file.header()) != null;
  }

  /** Its header says that it is the one that was known, and its size that it is all there. */
  private Ended skip(SegmentFile file, long end, SegmentChain.Part next) throws IOException {
    if (file.bytes() < end
        || !(next instanceof SegmentChain.Part.Live(SegmentFile after, long e))) {
      throw new Resumption.RefusedException(file.name() + " is shorter than it was");
    }
    map(file, end);
    return new Ended(
        file,
        end,
        after.header().previousEnd(),
        after.header().previousCheck(),
        false,
        file.isMisnamed());
  }

  /** Makes the segment readable: what is replayed may be looked at again at once. */
  private int map(SegmentFile file, long end) throws IOException {
    Integer known = Resumption.ordinal(remembered, file.header());
    if (known != null && segments.view(known) != null) {
      return known;
    }
    int ordinal = known == null ? segments.take(0) : known;
    segments.setSealed(disk, ordinal, file.header(), file.name(), end);
    return ordinal;
  }

  private Tail replayTail(SegmentFile file) throws IOException {
    try (Disk.Reader reader = disk.open(file.name())) {
      long size = file.bytes();
      TornAt torn = new TornAt();
      if (size < start(file)) {
        refuseIfResumed(file.name() + " is shorter than it was");
        throw new BrokenJournalException(
            file.name() + " ends within its header: restore it from a backup");
      }
      new SegmentScan(reader, file.header().salt(), size).run(start(file), torn);
      long end = torn.end(size);
      Deliver deliver = new Deliver(file, map(file, end), reader);
      new SegmentScan(reader, file.header().salt(), end).run(start(file), deliver);
      if (end < size) {
        replay.tornTail(file.name(), end, size - end);
      }
      return new Tail(file, deliver.ordinal, end, deliver.lastCheck);
    }
  }

  /** Passes frames on, and holes as damage. */
  private final class Deliver implements SegmentScan.Visitor {
    private final SegmentFile file;
    private final SegmentHeader header;
    private final int ordinal;
    private final Disk.Reader reader;

    /** Where the last valid frame ends, and its check. */
    long lastEnd = SegmentHeader.BYTES;

    int lastCheck;

    Deliver(SegmentFile file, int ordinal, Disk.Reader reader) {
      this.file = file;
      this.ordinal = ordinal;
      this.header = file.header();
      this.reader = reader;
      if (isOfMark(file)) {
        lastEnd = mark().offset();
        lastCheck = mark().check();
      }
    }

    @Override
    public void frame(ByteBuffer buffer, int at, int bytes, long offset) {
      lastEnd = offset + bytes;
      lastCheck = Frame.check(buffer, at);
      long position = Position.of(ordinal, offset);
      int kind = Frame.kind(buffer, at) & Frame.KIND_MASK;
      if (isBeforeMark(file)) {
        replay.moved(header, position, kind, Frame.payload(buffer, at, bytes));
      } else {
        replay.frame(header, position, kind, Frame.payload(buffer, at, bytes));
      }
    }

    @Override
    public void hole(long from, long to) throws IOException {
      refuseIfResumed(file.name() + " is damaged");
      replay.damage(new Damage(file.name(), from, to - from, "does not match its checksum"));
      ByteBuffer bytes =
          ByteBuffer.allocate((int) Math.min(to - from, Frame.BYTES_MAX))
              .order(ByteOrder.LITTLE_ENDIAN);
      reader.read(bytes, from);
      new Suspects(bytes.flip(), Frame.mask(header.salt(), from))
          .tell((kind, payload) -> replay.suspect(header, kind, payload));
    }

    /** Whether a valid frame begins before {@code end} and ends behind it. */
    boolean goesOnBeyond(long end, long size) throws IOException {
      if (lastEnd >= end || size <= end) {
        return false;
      }
      ByteBuffer bytes =
          ByteBuffer.allocate((int) Math.min(size - lastEnd, Frame.BYTES_MAX))
              .order(ByteOrder.LITTLE_ENDIAN);
      reader.read(bytes, lastEnd);
      return Frame.validBytes(bytes.flip(), 0, Frame.mask(header.salt(), lastEnd), new CRC32C())
          != 0;
    }
  }
}
