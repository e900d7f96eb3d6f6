package gotourl.journal;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the name of a segment's file says: all that a copy needs to know of a segment it does not
 * read.
 *
 * @param number of the segment, or of the last one that a compacted segment stands for
 * @param generation 0 as first written, higher for a compacted segment
 */
record SegmentName(long number, int generation) implements Comparable<SegmentName> {

  private static final Pattern FILE = Pattern.compile("([0-9a-f]{16})(?:\\.([0-9a-f]{8}))?\\.seg");

  /** In the order in which frames were appended; a compacted segment behind what it replaces. */
  private static final Comparator<SegmentName> ORDER =
      Comparator.<SegmentName>comparingLong(SegmentName::number)
          .thenComparing(SegmentName::generation, Integer::compareUnsigned);

  /** {@code null} if this is no name of a segment's file. */
  static @Nullable SegmentName parse(String file) {
    Matcher matcher = FILE.matcher(file);
    if (!matcher.matches()) {
      return null;
    }
    String generation = matcher.group(2);
    return new SegmentName(
        Long.parseUnsignedLong(matcher.group(1), 16),
        generation == null ? 0 : Integer.parseUnsignedInt(generation, 16));
  }

  String file() {
    return generation == 0
        ? SegmentHeader.fileName(number)
        : "%016x.%08x.seg".formatted(number, generation);
  }

  @Override
  public int compareTo(SegmentName other) {
    return ORDER.compare(this, other);
  }
}
