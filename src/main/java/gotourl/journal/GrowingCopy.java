package gotourl.journal;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The copy of a segment that is still appended to: it grows by whole frames, each step synced.
 * After any exception it must only be closed.
 *
 * <p>Frames that are written and not synced yet are taken as well. That is still a prefix of what
 * was appended; a batch that the disk then refuses, or loses with the power, is cut off here as it
 * is there: by the header of the segment that follows.
 */
final class GrowingCopy implements Closeable {

  /** Large enough that the calls do not matter. */
  private static final int CHUNK_BYTES = 1 << 20;

  private final SegmentName name;
  private final SegmentHeader header;
  private final Disk.Appender file;

  /** Everything before this has been copied and synced; a frame begins here. */
  private long end;

  private GrowingCopy(SegmentName name, SegmentHeader header, Disk.Appender file) {
    this.name = name;
    this.header = header;
    this.file = file;
  }

  /** Begins a copy with all whole frames that are there; takes an earlier copy's place. */
  static GrowingCopy begin(SegmentName name, SegmentHeader header, Disk.Reader segment, Disk target)
      throws IOException {
    String unfinished = name.file() + Journal.UNFINISHED;
    GrowingCopy copy = new GrowingCopy(name, header, target.create(unfinished));
    try {
      copy.copy(segment, SegmentHeader.BYTES);
      copy.growByWholeFrames(segment);
      copy.file.sync();
      target.rename(unfinished, name.file());
      target.sync();
      return copy;
    } catch (IOException | RuntimeException e) {
      try {
        copy.close();
      } catch (IOException closing) {
        e.addSuppressed(closing);
      }
      throw e;
    }
  }

  SegmentName name() {
    return name;
  }

  /** How long the copy is. */
  long end() {
    return end;
  }

  boolean isOf(SegmentHeader other) {
    return header.equals(other);
  }

  /** Takes what was appended, up to the last whole frame. Returns how many bytes. */
  long growByWholeFrames(Disk.Reader segment) throws IOException {
    long size = segment.size();
    if (size <= end) {
      return 0;
    }
    TornAt torn = new TornAt();
    new SegmentScan(segment, header.salt(), size).run(end, torn);
    return copy(segment, torn.end(size));
  }

  /** Takes all that is left: nothing will be appended any more. Returns how many bytes. */
  long complete(Disk.Reader segment) throws IOException {
    return copy(segment, segment.size());
  }

  private long copy(Disk.Reader segment, long to) throws IOException {
    long from = end;
    if (to <= from) {
      return 0;
    }
    append(segment, from, to, file);
    file.sync();
    end = to;
    return to - from;
  }

  /** Appends a stretch of one file to another. */
  static void append(Disk.Reader from, long start, long end, Disk.Appender to) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK_BYTES, end - start));
    for (long at = start; at < end; at += chunk.limit()) {
      chunk.clear().limit((int) Math.min(chunk.capacity(), end - at));
      from.read(chunk, at);
      if (chunk.hasRemaining()) {
        throw new IOException("a file became shorter while it was copied");
      }
      to.append(chunk.flip());
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
