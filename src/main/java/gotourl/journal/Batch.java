package gotourl.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * The frames that will be written and synced together. They are encoded where they will be read
 * until the file is mapped: in the active segment's buffer. Save loop only.
 */
public final class Batch {

  private final byte[] frame = new byte[Frame.BYTES_MAX];
  private final CRC32C crc = new CRC32C();

  private ActiveSegment active;
  private ByteBuffer buffer;

  /** Where in the buffer the batch begins. */
  private int start;

  /** What to add to a place in the buffer for the offset in the segment. */
  private long startOffset;

  /** For the first frame: {@link Frame#SYNCED_BEFORE} if all before it is synced. */
  private int flag;

  private int lastCheck;

  /** Whether the batch is to be synced whatever the policy says. */
  private boolean mustSync;

  private int markPosition;
  private int markCheck;
  private int markFlag;

  Batch(ActiveSegment active) {
    this.active = active;
    this.buffer = active.tail();
  }

  void begin(ActiveSegment segment) {
    mustSync = false;
    active = segment;
    buffer = segment.tail();
    start = buffer.position();
    startOffset = segment.end() - start;
    flag = segment.durableEnd() == segment.end() ? Frame.SYNCED_BEFORE : 0;
  }

  /** The header of the segment that this batch goes to: times and numbers are relative to it. */
  public SegmentHeader segment() {
    return active.header();
  }

  /**
   * Adds a frame.
   *
   * @param kind 0 to 127
   * @param payload the first {@code bytes} bytes of this
   * @return where it will be, once the batch is published
   */
  public long append(int kind, byte[] payload, int bytes) {
    if (bytes >= Frame.LENGTH_MAX) {
      throw new IllegalArgumentException("a payload of " + bytes + " bytes is too long");
    }
    long offset = startOffset + buffer.position();
    int mask = Frame.mask(active.header().salt(), offset);
    int count = Frame.encode(frame, kind | flag, payload, bytes, mask, crc);
    buffer.put(frame, 0, count);
    lastCheck = (int) crc.getValue() ^ mask;
    flag = 0;
    return Position.of(active.ordinal(), offset);
  }

  /** Behind all that was appended so far, in this batch and before. */
  public Mark here() {
    int check = isEmpty() ? active.lastCheck() : lastCheck;
    return new Mark(active.header().number(), startOffset + buffer.position(), check);
  }

  /** This batch is synced before it is acknowledged, whatever the policy says. */
  public void mustSync() {
    mustSync = true;
  }

  boolean isToBeCommitted() {
    return mustSync || !isEmpty();
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
    return buffer.position() == start;
  }

  void write() throws IOException {
    if (!isEmpty()) {
      active.write(lastCheck);
    }
  }
}
