package gotourl.journal;

import java.nio.ByteBuffer;

/** Finds the first hole that has no frame behind it that says it was synced. */
final class TornAt implements SegmentScan.Visitor {

  /** -1 while there is none. */
  long at = -1;

  /** Whether some frame says that bytes of this segment, beyond its header, were synced. */
  boolean provesSync;

  @Override
  public void frame(ByteBuffer buffer, int position, int bytes, long offset) {
    if ((Frame.kind(buffer, position) & Frame.SYNCED_BEFORE) != 0) {
      at = -1;
      provesSync |= offset > SegmentHeader.BYTES;
    }
  }

  @Override
  public void hole(long from, long to) {
    if (at < 0) {
      at = from;
    }
  }

  /** Where the whole frames of a file end that was scanned up to {@code size}. */
  long end(long size) {
    return at < 0 ? size : at;
  }
}
