package gotourl.journal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * What stands at the beginning of a segment, twice (docs/FORMAT.md). The only place that knows its
 * offsets.
 *
 * @param content what the frames mean
 * @param journal the same in every segment of a journal
 * @param number from 1
 * @param salt random; part of every frame's check
 * @param epochMillis when the segment was made
 * @param base a number of the content's own
 * @param previousEnd where the previous segment ends, 0 in segment 1
 * @param previousCheck the check of the previous segment's last frame, 0 if it has none
 * @param compacted what a compacted segment says besides; null as first written
 */
public record SegmentHeader(
    int content,
    UUID journal,
    long number,
    long salt,
    long epochMillis,
    long base,
    long previousEnd,
    int previousCheck,
    @Nullable Compacted compacted) {

  /**
   * Of a segment that stands for the run of segments {@code first} to its number. What its header
   * says of the previous segment is what the header of {@code first} said.
   *
   * @param generation from 1; higher than any before in this journal
   * @param first the first number of the run
   * @param end where its frames end
   * @param continuedEnd what the successor's header says: where the run's last segment ended
   * @param continuedCheck the same: the check of its last frame
   */
  public record Compacted(
      long generation, long first, long end, long continuedEnd, int continuedCheck) {}

  /** A segment as it is first written. */
  public SegmentHeader(
      int content,
      UUID journal,
      long number,
      long salt,
      long epochMillis,
      long base,
      long previousEnd,
      int previousCheck) {
    this(content, journal, number, salt, epochMillis, base, previousEnd, previousCheck, null);
  }

  /** The format that this version writes, and the highest that it reads. */
  static final int FORMAT = 0;

  static final int COPY_BYTES = 128;

  /** Where the frames begin. */
  static final int BYTES = 2 * COPY_BYTES;

  private static final long MAGIC = 0x1A0A0D4F544F4789L;

  private static final int MAGIC_AT = 0;
  private static final int FORMAT_AT = 8;
  private static final int CONTENT_AT = 10;
  private static final int JOURNAL_AT = 16;
  private static final int NUMBER_AT = 32;
  private static final int SALT_AT = 40;
  private static final int EPOCH_AT = 48;
  private static final int BASE_AT = 56;
  private static final int PREVIOUS_END_AT = 64;
  private static final int PREVIOUS_CHECK_AT = 72;
  private static final int GENERATION_AT = 76;
  private static final int FIRST_AT = 80;
  private static final int END_AT = 88;
  private static final int CONTINUED_END_AT = 96;
  private static final int CONTINUED_CHECK_AT = 104;
  private static final int CHECK_AT = 124;

  /** Both copies, ready to be written. */
  ByteBuffer encode() {
    ByteBuffer buffer = ByteBuffer.allocate(BYTES).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putLong(MAGIC_AT, MAGIC);
    buffer.putShort(FORMAT_AT, (short) FORMAT);
    buffer.putShort(CONTENT_AT, (short) content);
    buffer.putLong(JOURNAL_AT, journal.getMostSignificantBits());
    buffer.putLong(JOURNAL_AT + 8, journal.getLeastSignificantBits());
    buffer.putLong(NUMBER_AT, number);
    buffer.putLong(SALT_AT, salt);
    buffer.putLong(EPOCH_AT, epochMillis);
    buffer.putLong(BASE_AT, base);
    buffer.putLong(PREVIOUS_END_AT, previousEnd);
    buffer.putInt(PREVIOUS_CHECK_AT, previousCheck);
    buffer.putLong(FIRST_AT, first());
    if (compacted != null) {
      buffer.putInt(GENERATION_AT, (int) compacted.generation);
      buffer.putLong(END_AT, compacted.end);
      buffer.putLong(CONTINUED_END_AT, compacted.continuedEnd);
      buffer.putInt(CONTINUED_CHECK_AT, compacted.continuedCheck);
    }
    buffer.putInt(CHECK_AT, crc(buffer, 0));
    buffer.put(COPY_BYTES, buffer, 0, COPY_BYTES);
    return buffer;
  }

  /** What {@link #decode} found. */
  sealed interface Decoded {
    /** At least one copy is whole; {@code damagedAt} is the other's offset, or -1. */
    record Whole(SegmentHeader header, int damagedAt) implements Decoded {}

    /** Written by a version of Goto that knows more. */
    record Newer(int format) implements Decoded {}

    /** No copy is whole. */
    record Broken() implements Decoded {}
  }

  /**
   * Reads the header.
   *
   * @param buffer the first {@link #BYTES} bytes of the file, or less if it is shorter
   */
  static Decoded decode(ByteBuffer buffer) {
    ByteBuffer le = buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    boolean first = isWhole(le, 0);
    boolean second = isWhole(le, COPY_BYTES);
    if (!first && !second) {
      return new Decoded.Broken();
    }
    int at = first ? 0 : COPY_BYTES;
    int format = le.getShort(at + FORMAT_AT) & 0xffff;
    if (format > FORMAT) {
      return new Decoded.Newer(format);
    }
    SegmentHeader header =
        new SegmentHeader(
            le.getShort(at + CONTENT_AT) & 0xffff,
            new UUID(le.getLong(at + JOURNAL_AT), le.getLong(at + JOURNAL_AT + 8)),
            le.getLong(at + NUMBER_AT),
            le.getLong(at + SALT_AT),
            le.getLong(at + EPOCH_AT),
            le.getLong(at + BASE_AT),
            le.getLong(at + PREVIOUS_END_AT),
            le.getInt(at + PREVIOUS_CHECK_AT),
            compacted(le, at));
    return new Decoded.Whole(header, first && second ? -1 : COPY_BYTES - at);
  }

  private static @Nullable Compacted compacted(ByteBuffer le, int at) {
    long generation = le.getInt(at + GENERATION_AT) & 0xffffffffL;
    return generation == 0
        ? null
        : new Compacted(
            generation,
            le.getLong(at + FIRST_AT),
            le.getLong(at + END_AT),
            le.getLong(at + CONTINUED_END_AT),
            le.getInt(at + CONTINUED_CHECK_AT));
  }

  private static boolean isWhole(ByteBuffer le, int at) {
    return le.limit() >= at + COPY_BYTES
        && le.getLong(at + MAGIC_AT) == MAGIC
        && le.getInt(at + CHECK_AT) == crc(le, at);
  }

  private static int crc(ByteBuffer le, int at) {
    CRC32C crc = new CRC32C();
    crc.update(le.slice(at, CHECK_AT));
    return (int) crc.getValue();
  }

  /** The header of a compacted segment once it is known where its frames end. */
  SegmentHeader withEnd(long end) {
    Compacted c = Objects.requireNonNull(compacted);
    return new SegmentHeader(
        content,
        journal,
        number,
        salt,
        epochMillis,
        base,
        previousEnd,
        previousCheck,
        new Compacted(c.generation, c.first, end, c.continuedEnd, c.continuedCheck));
  }

  /** 0 as first written. */
  public long generation() {
    return compacted == null ? 0 : compacted.generation;
  }

  /** The first number of the run that the segment stands for; its own as first written. */
  public long first() {
    return compacted == null ? number : compacted.first;
  }

  /** The names of segments' files: number, and generation unless it is 0. */
  static final Pattern FILE_NAME = Pattern.compile("[0-9a-f]{16}(\\.[0-9a-f]{8})?\\.seg");

  /** The name of the segment's file. */
  String fileName() {
    return compacted == null ? fileName(number) : fileName(number, compacted.generation);
  }

  /** The name of the file of a segment as first written. */
  static String fileName(long number) {
    return "%016x.seg".formatted(number);
  }

  /** The name of the file of a compacted segment. */
  static String fileName(long number, long generation) {
    return "%016x.%08x.seg".formatted(number, generation);
  }
}
