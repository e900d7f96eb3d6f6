package gotourl.journal;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Reads one frame at a time, verified, without a system call. For one thread.
 *
 * <pre>
 *   read(position) --true--> look at kind, bytes, payload
 *          \--false--> no such frame: the position is out of date, or the frame is damaged
 * </pre>
 *
 * <p>The frame is copied, into the nearest cache, and what is verified and looked at is the copy:
 * the bytes cannot change between the two, whatever becomes of the segment. It is also the quicker
 * way: one check of the mapping's lifetime instead of one a byte (decision 0010).
 */
public final class FrameReader {

  private static final Logger LOG = System.getLogger(Journal.class.getName());

  /** A page that cannot be read from disk is met while it is touched, not inside the checksum. */
  private static final int PAGE_BYTES = 4096;

  /** In bytes: a short code and a target of usual length. */
  private static final int MOST_FRAMES_REACH = 72;

  /** Grows to the largest frame that was met. */
  private static final int COPY_BYTES = 256;

  private final Segments segments;
  private final CRC32C crc = new CRC32C();

  private int ordinal;
  private @Nullable SegmentView view;
  private byte[] copy = new byte[COPY_BYTES];
  private int lengthBytes;
  private int frameBytes;

  /** Only written: without it, {@link #touch} would read nothing. */
  @SuppressWarnings("UnusedVariable")
  private int touched;

  public FrameReader(Segments segments) {
    this.segments = segments;
  }

  /** Takes up the frame at this position. */
  public boolean read(long position) {
    try {
      while (!readOnce(position)) {
        VarHandle.acquireFence(); // The bytes were read before this is looked at.
        if (segments.view(ordinal) == view) {
          return false;
        }
        // The buffer was used anew under the reader: the bytes are elsewhere now.
      }
      return true;
    } catch (InternalError e) {
      LOG.log(Level.ERROR, "{0}: cannot be read: {1}", segments.describe(position), e.getMessage());
      return false;
    }
  }

  private boolean readOnce(long position) {
    try {
      return readMapped(position);
    } catch (IllegalStateException e) {
      LOG.log(Level.DEBUG, "a segment was dropped under a reader", e);
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
    ByteBuffer bytes = now.bytesWith(offset);
    int at = now.placeOf(offset);
    if (at >= bytes.limit()) {
      return false; // Behind the last frame.
    }
    frameBytes = touch(bytes, at);
    if (frameBytes == 0) {
      return false;
    }
    if (frameBytes > copy.length) {
      copy = new byte[frameBytes];
    }
    bytes.get(at, copy, 0, frameBytes);
    lengthBytes = Frame.lengthBytes(copy);
    return Frame.isValid(copy, frameBytes, Frame.mask(now.header().salt(), offset), crc);
  }

  /** How many bytes the frame claims to have; all of them are in memory. */
  private int touch(ByteBuffer bytes, int at) {
    // Most frames reach into the line behind the first: both are on their way before one is needed.
    touched += bytes.get(Math.min(at + MOST_FRAMES_REACH, bytes.limit() - 1));
    int claimed = Frame.claimedBytes(bytes, at);
    for (int i = PAGE_BYTES; i < claimed; i += PAGE_BYTES) {
      touched += bytes.get(at + i);
    }
    if (claimed > 0) {
      touched += bytes.get(at + claimed - 1);
    }
    return claimed;
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
    return copy[Frame.CHECK_BYTES + lengthBytes] & Frame.KIND_MASK;
  }

  /** The frame is at its beginning; overwritten by the next {@link #read}, never to be written. */
  public byte[] bytes() {
    return copy;
  }

  /** Where the payload begins in {@link #bytes}. */
  public int payloadAt() {
    return Frame.CHECK_BYTES + lengthBytes + 1;
  }

  /** Where the payload ends in {@link #bytes}. */
  public int payloadEnd() {
    return frameBytes;
  }

  /** The payload, little endian: a view, good until the next {@link #read}. */
  public ByteBuffer payload() {
    return ByteBuffer.wrap(copy, payloadAt(), payloadEnd() - payloadAt())
        .slice()
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Of the whole frame. */
  public int frameBytes() {
    return frameBytes;
  }
}
