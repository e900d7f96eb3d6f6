package gotourl.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Reads the frames of one segment through a window of bounded size. */
final class SegmentScan {

  /** Large enough that the read calls do not matter. */
  private static final int WINDOW_BYTES = 1 << 20;

  interface Visitor {
    void frame(ByteBuffer buffer, int at, int bytes, long offset);

    /** No valid frame begins at any offset from {@code from} to {@code to - 1}. */
    void hole(long from, long to) throws IOException;
  }

  private final Disk.Reader reader;
  private final long salt;
  private final long end;
  private final ByteBuffer window;
  private final CRC32C crc = new CRC32C();

  /** The offset of the window's first byte. */
  private long windowStart;

  /** Reads up to {@code end}, which must not be beyond the end of the file. */
  SegmentScan(Disk.Reader reader, long salt, long end) {
    this.reader = reader;
    this.salt = salt;
    this.end = end;
    // Most segments of a small store are shorter than a window, and to clear one takes longer than
    // to read them.
    this.window =
        ByteBuffer.allocate(Math.clamp(end, 0, WINDOW_BYTES + Frame.BYTES_MAX))
            .order(ByteOrder.LITTLE_ENDIAN)
            .limit(0);
  }

  void run(Visitor visitor) throws IOException {
    run(SegmentHeader.BYTES, visitor);
  }

  /** Begins at an offset where a frame begins. */
  void run(long start, Visitor visitor) throws IOException {
    long offset = start;
    while (offset < end) {
      int bytes = frameAt(offset);
      if (bytes == 0) {
        long from = offset;
        do {
          offset++;
        } while (offset < end && (bytes = frameAt(offset)) == 0);
        visitor.hole(from, offset);
      }
      if (bytes != 0) {
        visitor.frame(window, at(offset), bytes, offset);
        offset += bytes;
      }
    }
  }

  private int frameAt(long offset) throws IOException {
    return Frame.validBytes(window, at(offset), Frame.mask(salt, offset), crc);
  }

  /** Where the offset is in the window, which is moved if a whole frame might not fit behind it. */
  private int at(long offset) throws IOException {
    long wanted = Math.min(end, offset + Frame.BYTES_MAX);
    if (offset < windowStart || wanted > windowStart + window.limit()) {
      window.clear().limit((int) Math.min(window.capacity(), end - offset));
      reader.read(window, offset);
      window.flip();
      windowStart = offset;
      if (windowStart + window.limit() < wanted) {
        throw new IOException("the file became shorter while it was read");
      }
    }
    return (int) (offset - windowStart);
  }
}
