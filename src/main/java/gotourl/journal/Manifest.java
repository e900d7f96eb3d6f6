package gotourl.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;

/**
 * Which compacted segments there are (docs/FORMAT.md). It follows from the segments' headers and is
 * written only so that an older file, put back in the place of a compacted one, is told from it.
 */
record Manifest(List<Entry> entries) {

  static final String NAME = "manifest";

  static final Manifest EMPTY = new Manifest(List.of());

  /** One live compacted segment. */
  record Entry(long first, long number, long generation, long salt) {}

  /** What {@link #read} found. */
  sealed interface Found {
    record Absent() implements Found {}

    /** Not what was written. */
    record Damaged(long bytes) implements Found {}

    record Whole(Manifest manifest) implements Found {}
  }

  /** A line for each of the most segments there can be; a longer file is none of ours. */
  private static final int BYTES_MAX = 1 << 20;

  private static final String TITLE = "goto manifest 1";
  private static final Pattern LINE =
      Pattern.compile("compacted ([0-9a-f]{16}) ([0-9a-f]{16}) ([0-9a-f]{8}) ([0-9a-f]{16})");

  Manifest {
    entries = List.copyOf(entries);
  }

  /** What the headers of these segments amount to. */
  static Manifest of(List<SegmentFile> live) {
    return ofHeaders(live.stream().map(SegmentFile::header).toList());
  }

  /** The same. */
  static Manifest ofHeaders(List<SegmentHeader> live) {
    List<Entry> entries = new ArrayList<>();
    for (SegmentHeader header : live) {
      if (header.generation() != 0) {
        entries.add(new Entry(header.first(), header.number(), header.generation(), header.salt()));
      }
    }
    return new Manifest(entries);
  }

  static Found read(Disk disk) throws IOException {
    if (!disk.list().contains(NAME)) {
      return new Found.Absent();
    }
    try (Disk.Reader reader = disk.open(NAME)) {
      long size = reader.size();
      if (size > BYTES_MAX) {
        return new Found.Damaged(size);
      }
      ByteBuffer bytes = ByteBuffer.allocate((int) size);
      reader.read(bytes, 0);
      return parse(new String(bytes.array(), StandardCharsets.ISO_8859_1));
    }
  }

  /** Writes it aside and renames it. */
  void write(Disk disk) throws IOException {
    WholeFile.write(
        disk,
        NAME,
        file -> file.append(ByteBuffer.wrap(text().getBytes(StandardCharsets.US_ASCII))));
  }

  /** The line of a segment that shares numbers with this one and is newer or another, or null. */
  boolean knowsNewerThan(SegmentHeader header) {
    for (Entry entry : entries) {
      if (entry.first <= header.number()
          && header.first() <= entry.number
          && (header.generation() < entry.generation
              || (header.generation() == entry.generation && header.salt() != entry.salt))) {
        return true;
      }
    }
    return false;
  }

  long generationMax() {
    return entries.stream().mapToLong(Entry::generation).max().orElse(0);
  }

  /** The highest number of a segment that is known to have been sealed, 0 if none is. */
  long numberMax() {
    return entries.stream().mapToLong(Entry::number).max().orElse(0);
  }

  String text() {
    StringBuilder text = new StringBuilder(TITLE).append('\n');
    for (Entry each : entries) {
      text.append(
          "compacted %016x %016x %08x %016x\n"
              .formatted(each.first, each.number, each.generation, each.salt));
    }
    return text.append(checkLine(text)).toString();
  }

  private static Found parse(String text) {
    Found damaged = new Found.Damaged(text.length());
    int checkAt = text.lastIndexOf("check ");
    if (checkAt < 0 || !checkLine(text.substring(0, checkAt)).equals(text.substring(checkAt))) {
      return damaged;
    }
    List<Entry> entries = new ArrayList<>();
    String[] lines = text.substring(0, checkAt).split("\n", -1);
    for (int i = 1; i < lines.length - 1; i++) {
      Matcher line = LINE.matcher(lines[i]);
      if (!line.matches()) {
        return damaged;
      }
      entries.add(new Entry(hex(line, 1), hex(line, 2), hex(line, 3), hex(line, 4)));
    }
    return lines[0].equals(TITLE) ? new Found.Whole(new Manifest(entries)) : damaged;
  }

  private static long hex(Matcher line, int group) {
    return Long.parseUnsignedLong(line.group(group), 16);
  }

  private static String checkLine(CharSequence before) {
    CRC32C crc = new CRC32C();
    crc.update(before.toString().getBytes(StandardCharsets.ISO_8859_1));
    return "check %08x\n".formatted(crc.getValue());
  }
}
