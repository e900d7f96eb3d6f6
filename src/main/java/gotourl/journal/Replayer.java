package gotourl.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a whole journal in order and changes nothing. Opening and verifying are this same code. */
final class Replayer {

  private final Disk disk;
  private final int content;
  private final Replay replay;

  Replayer(Disk disk, int content, Replay replay) {
    this.disk = disk;
    this.content = content;
    this.replay = replay;
  }

  /**
   * The last segment as it was found.
   *
   * @param end where its valid part ends
   * @param lastCheck the check of the last frame before that, 0 if there is none
   * @param fileBytes the size of its file
   */
  record Tail(SegmentHeader header, long end, int lastCheck, long fileBytes) {}

  /** Replays everything; {@code null} if there is no segment at all. */
  @Nullable Tail replay() throws IOException {
    List<SegmentHeader> headers = headers();
    Tail tail = null;
    for (int i = 0; i < headers.size(); i++) {
      SegmentHeader header = headers.get(i);
      boolean last = i + 1 == headers.size();
      if (tail != null) {
        checkChain(tail, header);
      }
      replay.segment(header);
      tail = last ? replayTail(header) : replaySealed(header, headers.get(i + 1).previousEnd());
    }
    return tail;
  }

  private List<SegmentHeader> headers() throws IOException {
    List<SegmentHeader> headers = new ArrayList<>();
    for (String name : disk.list().stream().sorted().toList()) {
      if (Journal.isSegment(name)) {
        SegmentHeader header = header(name);
        if (!SegmentHeader.fileName(header.number()).equals(name)) {
          throw new BrokenJournalException(
              name + " holds segment " + header.number() + ": it was renamed or copied");
        }
        headers.add(header);
      }
    }
    for (int i = 0; i < headers.size(); i++) {
      long expected = i + 1L;
      if (headers.get(i).number() != expected) {
        throw new BrokenJournalException(SegmentHeader.fileName(expected) + " is missing");
      }
    }
    return headers;
  }

  private SegmentHeader header(String name) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    try (Disk.Reader reader = disk.open(name)) {
      reader.read(bytes, 0);
    }
    return switch (SegmentHeader.decode(bytes.flip())) {
      case SegmentHeader.Decoded.Broken() ->
          throw new BrokenJournalException(
              name + ": no copy of the header is whole; it is no segment, or its disk is failing");
      case SegmentHeader.Decoded.Newer(int format) ->
          throw new BrokenJournalException(
              "%s has format %d; this version of goto knows formats up to %d"
                  .formatted(name, format, SegmentHeader.FORMAT));
      case SegmentHeader.Decoded.Whole(SegmentHeader header, int damagedAt) -> {
        if (header.content() != content) {
          throw new BrokenJournalException(
              "%s holds content %d, not %d".formatted(name, header.content(), content));
        }
        if (damagedAt >= 0) {
          replay.damage(
              new Damage(
                  name,
                  damagedAt,
                  SegmentHeader.COPY_BYTES,
                  "one copy of the header does not match its checksum; the other was used"));
        }
        yield header;
      }
    };
  }

  private static void checkChain(Tail previous, SegmentHeader header) throws IOException {
    String name = SegmentHeader.fileName(header.number());
    if (!header.journal().equals(previous.header().journal())) {
      throw new BrokenJournalException(name + " belongs to another journal");
    }
    // A damaged last frame has no check to compare; that damage has been reported by then.
    if (previous.end() == header.previousEnd() && previous.lastCheck() != header.previousCheck()) {
      throw new BrokenJournalException(
          name
              + " does not continue "
              + SegmentHeader.fileName(previous.header().number())
              + ": one of them was swapped or is an older copy");
    }
  }

  private Tail replaySealed(SegmentHeader header, long end) throws IOException {
    String name = SegmentHeader.fileName(header.number());
    try (Disk.Reader reader = disk.open(name)) {
      long size = reader.size();
      Deliver deliver = new Deliver(header, reader);
      new SegmentScan(reader, header.salt(), Math.min(end, size)).run(deliver);
      if (size < end) {
        replay.damage(new Damage(name, size, end - size, "the file ends too early"));
      }
      return new Tail(header, deliver.lastEnd, deliver.lastCheck, size);
    }
  }

  private Tail replayTail(SegmentHeader header) throws IOException {
    String name = SegmentHeader.fileName(header.number());
    try (Disk.Reader reader = disk.open(name)) {
      long size = reader.size();
      TornAt torn = new TornAt();
      new SegmentScan(reader, header.salt(), size).run(torn);
      long end = torn.end(size);
      Deliver deliver = new Deliver(header, reader);
      new SegmentScan(reader, header.salt(), end).run(deliver);
      if (end < size) {
        replay.tornTail(name, end, size - end);
      }
      return new Tail(header, end, deliver.lastCheck, size);
    }
  }

  /** Passes frames on, and holes as damage. */
  private final class Deliver implements SegmentScan.Visitor {
    private final SegmentHeader header;
    private final Disk.Reader reader;

    /** Where the last valid frame ends, and its check. */
    long lastEnd = SegmentHeader.BYTES;

    int lastCheck;

    Deliver(SegmentHeader header, Disk.Reader reader) {
      this.header = header;
      this.reader = reader;
    }

    @Override
    public void frame(ByteBuffer buffer, int at, int bytes, long offset) {
      lastEnd = offset + bytes;
      lastCheck = Frame.check(buffer, at);
      replay.frame(
          header, Frame.kind(buffer, at) & Frame.KIND_MASK, Frame.payload(buffer, at, bytes));
    }

    @Override
    public void hole(long from, long to) throws IOException {
      replay.damage(
          new Damage(
              SegmentHeader.fileName(header.number()),
              from,
              to - from,
              "does not match its checksum"));
      ByteBuffer bytes =
          ByteBuffer.allocate((int) Math.min(to - from, Frame.BYTES_MAX))
              .order(ByteOrder.LITTLE_ENDIAN);
      reader.read(bytes, from);
      new Suspects(bytes.flip(), Frame.mask(header.salt(), from))
          .tell((kind, payload) -> replay.suspect(header, kind, payload));
    }
  }
}
