package gotourl.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The segment that is being appended to. Save loop only; what it has published is read by others
 * through its {@link SegmentView}.
 *
 * <p>{@code durableEnd <= end} always; they are equal right after a successful sync. Once a write
 * or sync has thrown, the file is only ever closed.
 */
final class ActiveSegment {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Disk disk;
  private final SegmentHeader header;
  private final Disk.Appender file;
  private final Segments segments;
  private final int ordinal;
  private final Mapping mapping = new Mapping();
  private final Tails tails;

  /** Holds the bytes from {@link #tailStart} on, up to its position. */
  private ByteBuffer tail;

  private int tailStart = SegmentHeader.BYTES;

  /** Where the next frame begins. */
  private long end = SegmentHeader.BYTES;

  /** Everything before this is synced. */
  private long durableEnd = SegmentHeader.BYTES;

  /** The checks of the last frames before {@link #end} and {@link #durableEnd}. */
  private int lastCheck;

  private int durableCheck;

  private ActiveSegment(
      Disk disk,
      SegmentHeader header,
      Disk.Appender file,
      Segments segments,
      int ordinal,
      Tails tails) {
    this.disk = disk;
    this.header = header;
    this.file = file;
    this.segments = segments;
    this.ordinal = ordinal;
    this.tails = tails;
    this.tail = tails.next();
    segments.set(ordinal, new SegmentView(header, mapping, NOTHING, tailStart, tail));
  }

  /** Makes the file, durably: synced, named, and the name synced. */
  static ActiveSegment create(
      Disk disk, SegmentHeader header, Segments segments, int keptFree, Tails tails)
      throws IOException {
    String name = header.fileName();
    String unfinished = name + Journal.UNFINISHED;
    if (disk.list().contains(unfinished)) {
      disk.delete(unfinished);
    }
    int ordinal = segments.take(keptFree);
    Disk.Appender file = null;
    try {
      file = disk.create(unfinished);
      file.append(header.encode());
      file.sync();
      disk.rename(unfinished, name);
      disk.sync();
      return new ActiveSegment(disk, header, file, segments, ordinal, tails);
    } catch (IOException | RuntimeException e) {
      segments.giveBack(ordinal);
      try {
        if (file != null) {
          file.close();
        }
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  /** Where batches are encoded, behind what is there. */
  ByteBuffer tail() {
    return tail;
  }

  /** Makes room in the buffer: readers get the bytes that gathered in it from the file. */
  void mapWhatGathered() throws IOException {
    int mappedEnd = Math.toIntExact(end);
    if (!tails.areToBeMapped(mappedEnd - tailStart)) {
      return;
    }
    ByteBuffer mapped = mapping.map(disk, header.fileName(), mappedEnd);
    tail = tails.next();
    tailStart = mappedEnd;
    segments.set(ordinal, new SegmentView(header, mapping, mapped, mappedEnd, tail));
  }

  /** Appends the bytes of the buffer behind those that are in the file already. */
  void write(int lastCheckOfThem) throws IOException {
    int written = Math.toIntExact(end - tailStart);
    int count = tail.position() - written;
    file.append(tail.slice(written, count));
    end += count;
    lastCheck = lastCheckOfThem;
  }

  void sync() throws IOException {
    if (durableEnd != end) {
      file.sync();
      durableEnd = end;
      durableCheck = lastCheck;
    }
  }

  void close() throws IOException {
    file.close();
  }

  /** The file ends at {@code sealedEnd} for readers; if there is nothing in it, it is forgotten. */
  void seal(long sealedEnd) throws IOException {
    if (sealedEnd == SegmentHeader.BYTES) {
      segments.set(ordinal, null);
    } else {
      segments.setSealed(disk, ordinal, header, header.fileName(), sealedEnd);
    }
  }

  SegmentHeader header() {
    return header;
  }

  int ordinal() {
    return ordinal;
  }

  long end() {
    return end;
  }

  int lastCheck() {
    return lastCheck;
  }

  long durableEnd() {
    return durableEnd;
  }

  int durableCheck() {
    return durableCheck;
  }
}
