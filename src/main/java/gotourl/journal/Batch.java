package gotourl.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The frames that will be written and synced together. Save loop only. */
public final class Batch {

  private final ByteBuffer buffer;
  private final byte[] frame = new byte[Frame.BYTES_MAX];
  private final CRC32C crc = new CRC32C();

  private SegmentHeader segment;

  /** Where the batch will stand in the segment. */
  private long start;

  /** For the first frame: {@link Frame#SYNCED_BEFORE} if all before it is synced. */
  private int flag;

  private int lastCheck;

  /** Whether the batch is to be synced whatever the policy says. */
  private boolean mustSync;

  private int markPosition;
  private int markCheck;
  private int markFlag;

  Batch(int bytesMax, SegmentHeader segment) {
    this.buffer = ByteBuffer.allocateDirect(bytesMax + Frame.BYTES_MAX);
    this.segment = segment;
  }

  void begin(ActiveSegment active) {
    buffer.clear();
    mustSync = false;
    segment = active.header();
    start = active.end();
    flag = active.durableEnd() == active.end() ? Frame.SYNCED_BEFORE : 0;
  }

  /** The header of the segment that this batch goes to: times and numbers are relative to it. */
  public SegmentHeader segment() {
    return segment;
  }

  /**
   * Adds a frame.
   *
   * @param kind 0 to 127
   * @param payload the first {@code bytes} bytes of this
   */
  public void append(int kind, byte[] payload, int bytes) {
    if (bytes >= Frame.LENGTH_MAX) {
      throw new IllegalArgumentException("a payload of " + bytes + " bytes is too long");
    }
    int mask = Frame.mask(segment.salt(), start + buffer.position());
    int count = Frame.encode(frame, kind | flag, payload, bytes, mask, crc);
    buffer.put(frame, 0, count);
    lastCheck = (int) crc.getValue() ^ mask;
    flag = 0;
  }

  /** This batch is synced before it is acknowledged, whatever the policy says. */
  public void mustSync() {
    mustSync = true;
  }

  boolean isToBeSynced(SyncPolicy policy) {
    return mustSync || policy == SyncPolicy.ALWAYS;
  }

  /** Remembers how far the batch is, for {@link #reset}. */
  void mark() {
    markPosition = buffer.position();
    markCheck = lastCheck;
    markFlag = flag;
  }

  /** Forgets what was appended since the mark. */
  void reset() {
    buffer.position(markPosition);
    lastCheck = markCheck;
    flag = markFlag;
  }

  boolean isEmpty() {
    return buffer.position() == 0;
  }

  void writeTo(ActiveSegment active) throws IOException {
    active.write(buffer.flip(), lastCheck);
  }
}
