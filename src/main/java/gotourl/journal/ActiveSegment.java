package gotourl.journal;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The segment that is being appended to. Save loop only.
 *
 * <p>{@code durableEnd <= end} always; they are equal right after a successful sync. Once a write
 * or sync has thrown, the file is only ever closed.
 */
final class ActiveSegment {

  private final SegmentHeader header;
  private final Disk.Appender file;

  /** Where the next frame begins. */
  private long end = SegmentHeader.BYTES;

  /** Everything before this is synced. */
  private long durableEnd = SegmentHeader.BYTES;

  /** The checks of the last frames before {@link #end} and {@link #durableEnd}. */
  private int lastCheck;

  private int durableCheck;

  private ActiveSegment(SegmentHeader header, Disk.Appender file) {
    this.header = header;
    this.file = file;
  }

  /** Makes the file, durably: synced, named, and the name synced. */
  static ActiveSegment create(Disk disk, SegmentHeader header) throws IOException {
    String name = header.fileName();
    String unfinished = name + Journal.UNFINISHED;
    if (disk.list().contains(unfinished)) {
      disk.delete(unfinished);
    }
    Disk.Appender file = disk.create(unfinished);
    try {
      file.append(header.encode());
      file.sync();
      disk.rename(unfinished, name);
      disk.sync();
      return new ActiveSegment(header, file);
    } catch (IOException | RuntimeException e) {
      try {
        file.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  void write(ByteBuffer bytes, int lastCheckOfThem) throws IOException {
    int count = bytes.remaining();
    file.append(bytes);
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

  SegmentHeader header() {
    return header;
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
