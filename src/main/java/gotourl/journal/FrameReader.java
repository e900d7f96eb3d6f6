package gotourl.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads one frame at a time where it stands: verified, without a copy and without a system call.
 * For one thread.
 *
 * <pre>
 *   read(position) --true--> look at kind, bytes, payload --> isCurrent()
 *          \--false--> no such frame: the position is out of date, or the frame is damaged
 * </pre>
 */
public final class FrameReader {

  private static final Logger LOG = System.getLogger(Journal.class.getName());

  /** A page that cannot be read from disk is met while it is touched, not inside the checksum. */
  private static final int PAGE_BYTES = 4096;

  /** In bytes: a short code and a target of usual length. */
  private static final int MOST_FRAMES_REACH = 72;

  private final Segments segments;
  private final CRC32C crc = new CRC32C();

  private int ordinal;
  private @Nullable SegmentView view;
  private ByteBuffer bytes = ByteBuffer.allocate(0);
  private int at;
  private int frameBytes;

  /** Only written: without it, {@link #touch} would read nothing. */
  @SuppressWarnings("UnusedVariable")
  private int touched;

  public FrameReader(Segments segments) {
    this.segments = segments;
  }

  /**
   * Takes up the frame at this position. Its bytes can be looked at until the segment is dropped:
   * then they throw an {@link IllegalStateException}.
   */
  public boolean read(long position) {
    try {
      return readMapped(position);
    } catch (IllegalStateException e) {
      return false; // Dropped at this very moment.
    } catch (InternalError e) {
      LOG.log(Level.ERROR, "{0}: cannot be read: {1}", segments.describe(position), e.getMessage());
      return false;
    }
  }

  private boolean readMapped(long position) {
    ordinal = Position.ordinal(position);
    SegmentView now = segments.view(ordinal);
    view = now;
    if (now == null) {
      return false;
    }
    int offset = Position.offset(position);
    bytes = now.bytesWith(offset);
    at = now.placeOf(offset);
    if (at >= bytes.limit()) {
      return false; // Behind the last frame.
    }
    touch();
    frameBytes = Frame.validBytes(bytes, at, Frame.mask(now.header().salt(), offset), crc);
    return frameBytes != 0;
  }

  private void touch() {
    // Most frames reach into the line behind the first: both are on their way before one is needed.
    touched += bytes.get(Math.min(at + MOST_FRAMES_REACH, bytes.limit() - 1));
    int claimed = Frame.claimedBytes(bytes, at);
    for (int i = PAGE_BYTES; i < claimed; i += PAGE_BYTES) {
      touched += bytes.get(at + i);
    }
    if (claimed > 0) {
      touched += bytes.get(at + claimed - 1);
    }
  }

  /**
   * Whether the bytes that were looked at were those of the frame all the time. If not, the
   * position has to be looked up again.
   */
  public boolean isCurrent() {
    return segments.view(ordinal) == view;
  }

  public SegmentHeader segment() {
    SegmentView now = view;
    if (now == null) {
      throw new IllegalStateException("no frame was read");
    }
    return now.header();
  }

  /** 0 to 127. */
  public int kind() {
    return Frame.kind(bytes, at) & Frame.KIND_MASK;
  }

  /** Little endian; never to be moved or written. */
  public ByteBuffer bytes() {
    return bytes;
  }

  /** Where the payload begins in {@link #bytes}. */
  public int payloadAt() {
    return at + Frame.payloadOffset(bytes, at);
  }

  /** Where the payload ends in {@link #bytes}. */
  public int payloadEnd() {
    return at + frameBytes;
  }

  /** Of the whole frame. */
  public int frameBytes() {
    return frameBytes;
  }
}
