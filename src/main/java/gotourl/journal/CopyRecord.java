package gotourl.journal;

import java.io.IOException;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The file that says of a directory whose copy it is, and how far. Written before a segment beyond
 * {@code number} is put there: so a segment beyond it, or another one of that number, was made by
 * somebody who used the copy.
 *
 * @param number of the last segment that may be a copy
 * @param salt that segment's
 */
record CopyRecord(UUID journal, long number, long salt) {

  static final String FILE = "backup";

  private static final Pattern TEXT =
      Pattern.compile(
          """
          This directory is kept by goto backup\\.
          journal ([0-9a-f-]{36})
          last ([0-9a-f]{16}) ([0-9a-f]{16})
          """);

  static CopyRecord of(SegmentHeader last) {
    return new CopyRecord(last.journal(), last.number(), last.salt());
  }

  /** {@code null} if the directory has none. */
  static @Nullable CopyRecord read(Disk disk) throws IOException {
    String text = SmallFile.read(disk, FILE);
    if (text == null) {
      return null;
    }
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new CopyRefusedException(
          "its file \"" + FILE + "\" is damaged or foreign; use a new or an empty directory");
    }
    return new CopyRecord(
        UUID.fromString(matcher.group(1)),
        Long.parseUnsignedLong(matcher.group(2), 16),
        Long.parseUnsignedLong(matcher.group(3), 16));
  }

  void write(Disk disk) throws IOException {
    SmallFile.write(
        disk,
        FILE,
        """
        This directory is kept by goto backup.
        journal %s
        last %016x %016x
        """
            .formatted(journal, number, salt));
  }

  /** Whether the segment may be a copy that was put there. */
  boolean covers(long segmentNumber, @Nullable SegmentHeader header) {
    return segmentNumber < number
        || (segmentNumber == number && (header == null || header.salt() == salt));
  }
}
