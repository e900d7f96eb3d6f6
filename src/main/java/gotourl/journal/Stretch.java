package gotourl.journal;

import java.io.Closeable;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Some frames one behind the other, copied from their file and not verified: for who looks for
 * something in many frames, and reads what it has found with a {@link FrameReader}. For one thread
 * at a time.
 *
 * <p>It copies although the files are mapped: on a virtual machine each page of a mapped file may
 * cost more than the copy of it (decision 0009). A segment that is dropped meanwhile leaves the
 * copy as it is: whether it still counts, the index says.
 */
public final class Stretch implements Closeable {

  /** From the first frame's begin to the last one's begin, at most: it stays in a core's cache. */
  public static final int BYTES_MAX = 256 << 10;

  private static final Logger LOG = System.getLogger(Journal.class.getName());

  /** Most frames are shorter, so that one read is enough. */
  private static final int LAST_BYTES = 512;

  private final Segments segments;
  private final Disk disk;
  private MemorySegment memory = MemorySegment.NULL;
  private ByteBuffer buffer = ByteBuffer.allocate(0);

  /** The file that is open is that of this segment. */
  private @Nullable SegmentView view;

  private Disk.@Nullable Reader file;

  /** Where the first byte of the copy is in the segment. */
  private int begin;

  private int payloadAt;
  private int payloadEnd;

  public Stretch(Segments segments, Disk disk) {
    this.segments = segments;
    this.disk = disk;
  }

  /**
   * Copies the bytes from the frame at {@code first} to the end of the frame at {@code last}; null
   * if they are not all in the file, or no longer, or are no frames. They are there until the next
   * call. Both positions are of one segment, and at most {@link #BYTES_MAX} apart.
   */
  public @Nullable MemorySegment read(long first, long last) {
    SegmentView now = segments.view(Position.ordinal(first));
    if (now == null) {
      return null;
    }
    int from = Position.offset(first);
    int lastAt = Position.offset(last);
    int fileEnd = now.mappedEnd();
    if (lastAt >= fileEnd) {
      return null; // Not written, or not mapped yet.
    }
    try {
      Disk.Reader reader = open(now);
      begin = from;
      fill(reader, Math.min(lastAt + LAST_BYTES, fileEnd));
      int lastBytes = Frame.claimedBytes(buffer, lastAt - from);
      if (lastBytes == 0) {
        fill(reader, Math.min(lastAt + Frame.BYTES_MAX, fileEnd));
        lastBytes = Frame.claimedBytes(buffer, lastAt - from);
      }
      return lastBytes == 0 ? null : memory.asSlice(0, lastAt - from + lastBytes);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "{0}: dropped, or cannot be read: {1}", now.header().fileName(), e);
      return null;
    }
  }

  private void fill(Disk.Reader reader, int end) throws IOException {
    buffer.clear().limit(end - begin);
    reader.read(buffer, begin);
    buffer.flip();
  }

  private Disk.Reader open(SegmentView wanted) throws IOException {
    Disk.Reader open = file;
    if (open != null && wanted == view) {
      return open;
    }
    close();
    if (!buffer.isDirect()) {
      memory = Arena.ofAuto().allocate(BYTES_MAX + Frame.BYTES_MAX);
      buffer = memory.asByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }
    open = disk.open(wanted.header().fileName());
    file = open;
    view = wanted;
    return open;
  }

  /** Takes up the frame at this position of the copy; false if there cannot be one. */
  public boolean look(long position) {
    int at = Position.offset(position) - begin;
    int frameBytes = Frame.claimedBytes(buffer, at);
    if (frameBytes == 0) {
      return false;
    }
    payloadAt = at + Frame.payloadOffset(buffer, at);
    payloadEnd = at + frameBytes;
    return true;
  }

  public SegmentHeader segment() {
    SegmentView now = view;
    if (now == null) {
      throw new IllegalStateException("nothing was read");
    }
    return now.header();
  }

  /** 0 to 127. */
  public int kind() {
    return buffer.get(payloadAt - 1) & Frame.KIND_MASK;
  }

  /** Little endian; never to be moved or written. */
  public ByteBuffer bytes() {
    return buffer;
  }

  /** Where the payload begins in {@link #bytes}. */
  public int payloadAt() {
    return payloadAt;
  }

  /** Where the payload ends in {@link #bytes}. */
  public int payloadEnd() {
    return payloadEnd;
  }

  /**
   * Gives the file back, without which a dropped segment keeps its place on the disk. It can be
   * read from again.
   */
  @Override
  public void close() throws IOException {
    Disk.Reader open = file;
    file = null;
    view = null;
    if (open != null) {
      open.close();
    }
  }
}
