package gotourl.journal;

/**
 * A segment to which nothing is appended any more.
 *
 * @param ordinal it is read by
 * @param end where its frames end
 * @param continuedEnd what its successor says of it: where it ended
 * @param continuedCheck the same: the check of its last frame
 */
public record SealedSegment(
    SegmentHeader header, int ordinal, long end, long continuedEnd, int continuedCheck) {

  static SealedSegment of(SegmentHeader header, int ordinal, long end, SegmentHeader successor) {
    SegmentHeader.Compacted compacted = header.compacted();
    return compacted == null
        ? new SealedSegment(
            header, ordinal, end, successor.previousEnd(), successor.previousCheck())
        : new SealedSegment(
            header, ordinal, end, compacted.continuedEnd(), compacted.continuedCheck());
  }

  /** The first number of the run that it stands for. */
  public long first() {
    return header.first();
  }

  public long number() {
    return header.number();
  }

  /** Bytes of frames. */
  public long bytes() {
    return end - SegmentHeader.BYTES;
  }

  /** Where its first frame is, if it has any. */
  public long begin() {
    return Position.of(ordinal, SegmentHeader.BYTES);
  }

  /** Right behind its last frame. */
  public long endPosition() {
    return Position.of(ordinal, end);
  }
}
