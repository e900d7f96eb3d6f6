package gotourl.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
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

  /** The gap before the segment that is read next. */
  private SegmentChain.Part.@Nullable Gap gap;

  /** The segment before that. */
  private @Nullable Ended before;

  Replayer(Disk disk, int content, Segments segments, Replay replay) throws IOException {
    this.disk = disk;
    this.segments = segments;
    this.replay = replay;
    this.chain = SegmentChain.read(disk, content);
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
    chain.losses().forEach(this::lost);
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
          } else {
            before = replaySealed(file, end);
          }
        }
      }
    }
    end();
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

  private void begin(SegmentFile file) {
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

  private void end() {
    if (gap != null) {
      // Its successor will be made by this start, and says that it continues an empty segment.
      leaveGap(gap, SegmentHeader.BYTES, 0, before == null ? 0 : before.file.header().base());
    } else if (before != null && before.unsound) {
      places.add(before.place(before.end, before.check));
    }
  }

  private void leaveGap(
      SegmentChain.Part.Gap left, long continuedEnd, int continuedCheck, long base) {
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

  private void lost(Loss loss) {
    losses.add(loss);
    replay.lost(loss);
  }

  private Ended replaySealed(SegmentFile file, long endOrUnknown) throws IOException {
    try (Disk.Reader reader = disk.open(file.name())) {
      long size = reader.size();
      long end = endOrUnknown == SegmentChain.UNKNOWN ? size : endOrUnknown;
      long readEnd = Math.min(end, size);
      Deliver deliver = new Deliver(file, map(file, readEnd), reader);
      new SegmentScan(reader, file.header().salt(), readEnd).run(deliver);
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

  /** Makes the segment readable: what is replayed may be looked at again at once. */
  private int map(SegmentFile file, long end) throws IOException {
    int ordinal = segments.take();
    segments.setSealed(disk, ordinal, file.header(), file.name(), end);
    return ordinal;
  }

  private Tail replayTail(SegmentFile file) throws IOException {
    try (Disk.Reader reader = disk.open(file.name())) {
      long size = file.bytes();
      TornAt torn = new TornAt();
      new SegmentScan(reader, file.header().salt(), size).run(torn);
      long end = torn.at < 0 ? size : torn.at;
      Deliver deliver = new Deliver(file, map(file, end), reader);
      new SegmentScan(reader, file.header().salt(), end).run(deliver);
      if (end < size) {
        replay.tornTail(file.name(), end, size - end);
      }
      return new Tail(file, deliver.ordinal, end, deliver.lastCheck);
    }
  }

  /** Finds the first hole that has no frame behind it that says it was synced. */
  private static final class TornAt implements SegmentScan.Visitor {
    /** -1 while there is none. */
    long at = -1;

    @Override
    public void frame(ByteBuffer buffer, int position, int bytes, long offset) {
      if ((Frame.kind(buffer, position) & Frame.SYNCED_BEFORE) != 0) {
        at = -1;
      }
    }

    @Override
    public void hole(long from, long to) {
      if (at < 0) {
        at = from;
      }
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
    }

    @Override
    public void frame(ByteBuffer buffer, int at, int bytes, long offset) {
      lastEnd = offset + bytes;
      lastCheck = Frame.check(buffer, at);
      replay.frame(
          header,
          Position.of(ordinal, offset),
          Frame.kind(buffer, at) & Frame.KIND_MASK,
          Frame.payload(buffer, at, bytes));
    }

    @Override
    public void hole(long from, long to) throws IOException {
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
