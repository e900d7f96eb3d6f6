package gotourl.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * What can be read of a segment: its file's bytes, mapped, and for the active one those behind them
 * that are still in the buffer from which they were written. Never changes; when more is mapped
 * another view takes its place, and the buffer serves other bytes. So bytes of a view count only if
 * they match their checksum, which depends on where they stand.
 */
final class SegmentView {

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SegmentHeader header;
  private final Mapping mapping;
  private final ByteBuffer mapped;

  /** Where the buffer's first byte stands in the segment. */
  private final int mappedEnd;

  private final ByteBuffer tail;

  /**
   * @param mapped the first {@code mappedEnd} bytes of the segment
   * @param tail what follows them; {@code null} once the segment is sealed
   */
  SegmentView(
      SegmentHeader header,
      Mapping mapping,
      ByteBuffer mapped,
      int mappedEnd,
      @Nullable ByteBuffer tail) {
    this.header = header;
    this.mapping = mapping;
    this.mapped = mapped.order(ByteOrder.LITTLE_ENDIAN);
    this.mappedEnd = mappedEnd;
    this.tail = tail == null ? NOTHING : tail.duplicate().clear().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Whether all that can be read is mapped. */
  boolean isSealed() {
    return !tail.hasRemaining();
  }

  SegmentHeader header() {
    return header;
  }

  Mapping mapping() {
    return mapping;
  }

  /** The bytes that hold the frame at this offset. */
  ByteBuffer bytesWith(int offset) {
    return offset < mappedEnd ? mapped : tail;
  }

  /** Where that frame begins in {@link #bytesWith}. */
  int placeOf(int offset) {
    return offset < mappedEnd ? offset : offset - mappedEnd;
  }

  /** So much of the file is mapped, and all of that has been written. */
  int mappedEnd() {
    return mappedEnd;
  }

  /** All bytes that are mapped; of a sealed segment, all there are. */
  ByteBuffer mapped() {
    return mapped;
  }
}
