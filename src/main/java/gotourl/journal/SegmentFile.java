package gotourl.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A file with the name and the header of a segment.
 *
 * @param name as it stands in the directory, which may not be what the header says
 * @param bytes the size of the file
 * @param damagedAt the offset of the copy of the header that is damaged, or -1
 */
record SegmentFile(String name, SegmentHeader header, long bytes, int damagedAt) {

  /** What {@link #read} found. */
  sealed interface Found {
    record Whole(SegmentFile file) implements Found {}

    /** No copy of the header can be used. */
    record Unreadable(String name) implements Found {}
  }

  /**
   * Reads the header.
   *
   * @throws BrokenJournalException if it is newer than this version, or no segment of such content
   */
  static Found read(Disk disk, String name, int content) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(SegmentHeader.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    long size;
    try (Disk.Reader reader = disk.open(name)) {
      size = reader.size();
      reader.read(bytes, 0);
    }
    return switch (SegmentHeader.decode(bytes.flip())) {
      case SegmentHeader.Decoded.Broken() -> new Found.Unreadable(name);
      case SegmentHeader.Decoded.Newer(int format) ->
          throw new BrokenJournalException(
              "%s has format %d; this version of goto knows formats up to %d"
                  .formatted(name, format, SegmentHeader.FORMAT));
      case SegmentHeader.Decoded.Whole(SegmentHeader header, int damagedAt) -> {
        if (header.content() != content) {
          throw new BrokenJournalException(
              "%s holds content %d, not %d".formatted(name, header.content(), content));
        }
        yield new Found.Whole(new SegmentFile(name, header, size, damagedAt));
      }
    };
  }

  boolean isMisnamed() {
    return !name.equals(header.fileName());
  }

  long first() {
    return header.first();
  }

  long number() {
    return header.number();
  }

  /** Whether the other is of the same run and generation: one of them is a copy. */
  boolean isSameAs(SegmentFile other) {
    return header.fileName().equals(other.header.fileName());
  }

  boolean overlaps(long firstOfOther, long numberOfOther) {
    return first() <= numberOfOther && firstOfOther <= number();
  }

  boolean covers(SegmentFile other) {
    return first() <= other.first() && other.number() <= number();
  }
}
