package gotourl.journal;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a segment's file says: all that a copy needs to know of a segment it does not
 * read.
 *
 * @param number of the segment, or of the last one that a compacted segment stands for
 * @param generation 0 as first written, higher for a compacted segment
 */
record SegmentName(long number, long generation) implements Comparable<SegmentName> {

  private static final int NUMBER_DIGITS = 16;
  private static final int GENERATION_DIGITS = 8;

  /** In the order in which frames were appended; a compacted segment behind what it replaces. */
  private static final Comparator<SegmentName> ORDER =
      Comparator.<SegmentName>comparingLong(SegmentName::number)
          .thenComparingLong(SegmentName::generation);

  /** {@code null} if this is no name of a segment's file. */
  static @Nullable SegmentName parse(String file) {
    if (!SegmentHeader.FILE_NAME.matcher(file).matches()) {
      return null;
    }
    long number = Long.parseUnsignedLong(file, 0, NUMBER_DIGITS, 16);
    boolean compacted = file.charAt(NUMBER_DIGITS + 1) != 's';
    int at = NUMBER_DIGITS + 1;
    return new SegmentName(
        number, compacted ? Long.parseLong(file, at, at + GENERATION_DIGITS, 16) : 0);
  }

  String file() {
    return generation == 0
        ? SegmentHeader.fileName(number)
        : SegmentHeader.fileName(number, generation);
  }

  @Override
  public int compareTo(SegmentName other) {
    return ORDER.compare(this, other);
  }
}
