package gotourl.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.NoSuchFileException;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Reads segments as they lie there, each for itself: whatever is wrong with one says nothing about
 * the next. Changes nothing, needs no lock, and may run beside whoever appends.
 */
public final class Inspection {

  /** Who is told, in the order of the files and their offsets. */
  public interface Visitor {
    void segment(String file, SegmentHeader header);

    /**
     * A valid frame.
     *
     * @param kind 0 to 127
     * @param payload valid during the call only
     */
    void frame(String file, long offset, SegmentHeader segment, int kind, ByteBuffer payload);

    /** A stretch that cannot be read, or does not count. */
    void stretch(Damage damage);
  }

  private final Disk disk;
  private final Visitor visitor;

  public Inspection(Disk disk, Visitor visitor) {
    this.disk = disk;
    this.visitor = visitor;
  }

  /** All segments. Those that vanish meanwhile are named. */
  public void all() throws IOException {
    NavigableSet<SegmentName> names = new TreeSet<>();
    for (String file : disk.list()) {
      SegmentName name = SegmentName.parse(file);
      if (name != null) {
        names.add(name);
      }
    }
    for (SegmentName name : names) {
      try {
        one(name.file(), name.equals(names.last()), end(name, names));
      } catch (NoSuchFileException | FileNotFoundException e) {
        visitor.stretch(new Damage(name.file(), 0, 0, "it was dropped while others were read"));
      }
    }
  }

  /** One file of any name, to its end. */
  public void one(String file) throws IOException {
    one(file, true, Long.MAX_VALUE);
  }

  /** Where a segment ends, as the next one says. */
  private long end(SegmentName name, NavigableSet<SegmentName> names) throws IOException {
    SegmentName next = names.higher(new SegmentName(name.number(), Long.MAX_VALUE));
    if (name.generation() != 0 || next == null) {
      return Long.MAX_VALUE;
    }
    try (Disk.Reader reader = disk.open(next.file())) {
      return switch (header(reader)) {
        case SegmentHeader.Decoded.Whole(SegmentHeader header, int damagedAt) ->
            header.first() == name.number() + 1 ? header.previousEnd() : Long.MAX_VALUE;
        case SegmentHeader.Decoded.Newer newer -> Long.MAX_VALUE;
        case SegmentHeader.Decoded.Broken broken -> Long.MAX_VALUE;
      };
    }
  }

  private void one(String file, boolean mayBeTorn, long end) throws IOException {
    try (Disk.Reader reader = disk.open(file)) {
      long size = reader.size();
      switch (header(reader)) {
        case SegmentHeader.Decoded.Broken() ->
            visitor.stretch(
                new Damage(
                    file,
                    0,
                    size,
                    "no copy of the header is whole, and without it no frame can be told"));
        case SegmentHeader.Decoded.Newer(int format) ->
            visitor.stretch(
                new Damage(file, 0, size, "format " + format + " is newer than this version"));
        case SegmentHeader.Decoded.Whole(SegmentHeader header, int damagedAt) -> {
          visitor.segment(file, header);
          if (damagedAt >= 0) {
            visitor.stretch(
                new Damage(
                    file,
                    damagedAt,
                    SegmentHeader.COPY_BYTES,
                    "this copy of the header is damaged"));
          }
          SegmentHeader.Compacted compacted = header.compacted();
          long stop = Math.min(size, compacted == null ? end : compacted.end());
          new SegmentScan(reader, header.salt(), stop)
              .run(new Frames(file, header, mayBeTorn && compacted == null, size));
          if (stop < size) {
            visitor.stretch(
                new Damage(
                    file,
                    stop,
                    size - stop,
                    "behind the end that %s names"
                        .formatted(compacted == null ? "the next segment" : "its header")));
          }
        }
      }
    }
  }

  private static SegmentHeader.Decoded header(Disk.Reader reader) throws IOException {
    ByteBuffer head = ByteBuffer.allocate(SegmentHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    reader.read(head, 0);
    return SegmentHeader.decode(head.flip());
  }

  private final class Frames implements SegmentScan.Visitor {
    private final String file;
    private final SegmentHeader header;
    private final boolean mayBeTorn;
    private final long size;

    Frames(String file, SegmentHeader header, boolean mayBeTorn, long size) {
      this.file = file;
      this.header = header;
      this.mayBeTorn = mayBeTorn;
      this.size = size;
    }

    @Override
    public void frame(ByteBuffer buffer, int at, int bytes, long offset) {
      visitor.frame(
          file,
          offset,
          header,
          Frame.kind(buffer, at) & Frame.KIND_MASK,
          Frame.payload(buffer, at, bytes));
    }

    @Override
    public void hole(long from, long to) {
      visitor.stretch(
          new Damage(
              file,
              from,
              to - from,
              mayBeTorn && to == size
                  ? "no whole frame: torn by a crash, or being written right now"
                  : "does not match its checksum"));
    }
  }
}
