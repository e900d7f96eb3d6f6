package gotourl.store.embedded;

import gotourl.journal.FrameReader;
import gotourl.journal.SegmentHeader;
import gotourl.link.Key;
import gotourl.link.KeyGenerator;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The layout of payloads (docs/FORMAT.md, "Links"). The only place that knows it, but for what
 * {@link SideCodec} and its like know.
 *
 * <pre>
 *   birth    flags u8 | secret 16 | time
 *   claim    sequence u8 | next
 *   add      time | number - base          |         | code length u8 | code | [fields] | target
 *   replace  time | number - base, zigzag  | version | previous | created | code length u8 | code | [fields] | target
 *   purge    time | number - base, zigzag
 *   remove   time | number - base, zigzag  | version | previous | code length u8 | code | [fields]
 * </pre>
 */
final class RecordCodec {

  static final int BIRTH = 1;
  static final int CLAIM = 2;
  static final int ADD = 3;
  static final int REPLACE = 4;
  static final int REMOVE = 5;
  static final int PURGE = 6;

  /** In the kind of a link: fields stand before the target. */
  static final int HAS_FIELDS = 0x40;

  /**
   * Beyond these a frame would need more bytes than the budget: five for a time, three for a number
   * (less what one batch may add).
   */
  private static final long TIME_DELTA_MAX = 1L << 34;

  private static final long NUMBER_DELTA_MAX = (1L << 21) - LinkStore.NUMBERS_AHEAD_MAX;

  private static final int FOLDS_CASE = 1;

  /** Whoever reads records has no use for names of tags, only for their numbers. */
  private static final TagTable NO_NAMES = new TagTable();

  private RecordCodec() {}

  /** Whether a link made now should go to a new segment. */
  static boolean outgrows(SegmentHeader segment, long nowMillis, long nextNumber) {
    return Math.abs(nowMillis - segment.epochMillis()) >= TIME_DELTA_MAX
        || nextNumber - segment.base() >= NUMBER_DELTA_MAX;
  }

  /** Whether a link of this number may stand in this segment. */
  static boolean hasRoomFor(SegmentHeader segment, long number) {
    return number - segment.base() < NUMBER_DELTA_MAX + LinkStore.NUMBERS_AHEAD_MAX;
  }

  static int encodeBirth(
      ByteBuffer out, SegmentHeader segment, LinkRecord.Birth birth, Instant now) {
    out.put((byte) (birth.foldsCase() ? FOLDS_CASE : 0));
    out.put(birth.secret());
    writeTime(out, segment, now);
    return BIRTH;
  }

  static int encodeClaim(ByteBuffer out, LinkRecord.Claim claim) {
    out.put((byte) claim.sequence());
    Varint.write(out, claim.next());
    return CLAIM;
  }

  /**
   * The end of the payload of an add: code, fields and target.
   *
   * @param fields what {@link LinkFields#write} made
   */
  static byte[] codeAndRest(Key key, byte[] fields, String target) {
    String code = key.code();
    byte[] unusual = isAscii(code) ? LinkFields.NO_BYTES : code.getBytes(StandardCharsets.UTF_8);
    int codeBytes = Math.max(code.length(), unusual.length);
    int targetAt = 1 + codeBytes + blockBytes(fields);
    byte[] bytes = new byte[targetAt + target.length()];
    bytes[0] = (byte) codeBytes;
    if (unusual.length == 0) {
      copyAscii(code, bytes, 1);
    } else {
      System.arraycopy(unusual, 0, bytes, 1, codeBytes);
    }
    if (fields.length > 0) {
      writeFields(ByteBuffer.wrap(bytes).position(1 + codeBytes), fields);
    }
    copyAscii(target, bytes, targetAt);
    return bytes;
  }

  private static int blockBytes(byte[] fields) {
    return fields.length == 0 ? 0 : Varint.bytes(fields.length) + fields.length;
  }

  private static void writeFields(ByteBuffer out, byte[] fields) {
    Varint.write(out, fields.length);
    out.put(fields);
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return false;
      }
    }
    return true;
  }

  /** One copy and no array in between, which the method that is not deprecated would make. */
  @SuppressWarnings("deprecation")
  private static void copyAscii(String text, byte[] into, int at) {
    text.getBytes(0, text.length(), into, at);
  }

  /**
   * Writes the first version of a link.
   *
   * @param codeAndRest what {@link #codeAndRest} made
   */
  static void encodeAdd(
      ByteBuffer out, SegmentHeader segment, long nowMillis, long number, byte[] codeAndRest) {
    Varint.writeZigzag(out, nowMillis - segment.epochMillis());
    Varint.write(out, number - segment.base());
    out.put(codeAndRest);
  }

  /**
   * Writes a version of a link.
   *
   * @return the frame's kind
   */
  static int encodePut(ByteBuffer out, SegmentHeader segment, LinkRecord.Put put) {
    Link link = put.link();
    boolean first = link.version() == 1;
    writeTime(out, segment, link.changed());
    if (first) {
      Varint.write(out, link.number() - segment.base());
    } else {
      Varint.writeZigzag(out, link.number() - segment.base());
      Varint.write(out, link.version());
      writePrevious(out, segment, put.previousSegment());
      writeTime(out, segment, link.created());
    }
    writeCode(out, link.key());
    int kind = first ? ADD : REPLACE;
    byte[] fields = DomainField.before(link.key().domain(), put.fields().write());
    if (fields.length > 0) {
      writeFields(out, fields);
      kind |= HAS_FIELDS;
    }
    out.put(link.target().getBytes(StandardCharsets.US_ASCII));
    return kind;
  }

  static int encodeTombstone(
      ByteBuffer out, SegmentHeader segment, LinkRecord.Tombstone tombstone) {
    writeTime(out, segment, tombstone.removed());
    Varint.writeZigzag(out, tombstone.number() - segment.base());
    Varint.write(out, tombstone.version());
    writePrevious(out, segment, tombstone.previousSegment());
    writeCode(out, tombstone.key());
    byte[] fields = DomainField.before(tombstone.key().domain(), LinkFields.NO_BYTES);
    if (fields.length == 0) {
      return REMOVE;
    }
    writeFields(out, fields);
    return REMOVE | HAS_FIELDS;
  }

  static int encodePurge(ByteBuffer out, SegmentHeader segment, LinkRecord.Purge purge) {
    writeTime(out, segment, purge.purged());
    Varint.writeZigzag(out, purge.number() - segment.base());
    return PURGE;
  }

  /** Writes what a link's frame of another segment says so that it can stand in this one. */
  static int encodeMoved(ByteBuffer out, SegmentHeader segment, LinkFrame frame) {
    Varint.writeZigzag(out, frame.changedMillis() - segment.epochMillis());
    if (frame.isAdd()) {
      Varint.write(out, frame.number() - segment.base());
    } else {
      Varint.writeZigzag(out, frame.number() - segment.base());
      Varint.write(out, frame.version());
      boolean previousIsHere =
          frame.previousSegment() >= segment.first() && frame.previousSegment() <= segment.number();
      writePrevious(out, segment, previousIsHere ? segment.number() : frame.previousSegment());
      if (!frame.isTombstone()) {
        Varint.writeZigzag(out, frame.createdMillis() - segment.epochMillis());
      }
    }
    frame.copyRest(out);
    return frame.frameKind();
  }

  /** The same for a birth. */
  static int encodeMovedBirth(
      ByteBuffer out, SegmentHeader segment, SegmentHeader from, ByteBuffer in) {
    out.put(in.get());
    out.put(in.slice(in.position(), KeyGenerator.SECRET_BYTES));
    in.position(in.position() + KeyGenerator.SECRET_BYTES);
    Varint.writeZigzag(out, from.epochMillis() + Varint.readZigzag(in) - segment.epochMillis());
    return BIRTH;
  }

  /**
   * Reads a payload.
   *
   * @throws MalformedRecordException if it cannot have been written by this format
   */
  static LinkRecord decode(SegmentHeader segment, int kind, ByteBuffer in) {
    if (LinkFrame.isLink(kind)) {
      return record(new LinkFrame().of(segment, kind, in));
    }
    if (SideCodec.isAside(kind)) {
      return SideCodec.decode(segment.epochMillis(), kind, in);
    }
    try {
      return switch (kind) {
        case BIRTH -> decodeBirth(in);
        case CLAIM -> decodeClaim(in);
        case PURGE -> decodePurge(segment, in);
        default -> throw new MalformedRecordException("kind " + kind + " is unknown");
      };
    } catch (BufferUnderflowException e) {
      throw new MalformedRecordException("the payload ends too early");
    }
  }

  private static LinkRecord record(LinkFrame frame) {
    Key key = frame.key();
    return frame.isTombstone()
        ? new LinkRecord.Tombstone(
            frame.number(),
            frame.version(),
            key,
            Instant.ofEpochMilli(frame.changedMillis()),
            frame.previousSegment())
        : new LinkRecord.Put(
            frame.link(key, NO_NAMES), frame.previousSegment(), frame.fields().unknown());
  }

  /** When a birth was written; its record does not keep it. */
  static Instant birthTime(SegmentHeader segment, ByteBuffer payload) {
    ByteBuffer in = payload.duplicate();
    in.position(in.position() + 1 + KeyGenerator.SECRET_BYTES);
    return Instant.ofEpochMilli(segment.epochMillis() + Varint.readZigzag(in));
  }

  private static LinkRecord decodeBirth(ByteBuffer in) {
    boolean foldsCase = (in.get() & FOLDS_CASE) != 0;
    byte[] secret = new byte[KeyGenerator.SECRET_BYTES];
    in.get(secret);
    return new LinkRecord.Birth(foldsCase, secret);
  }

  /** What the purge says that the reader has read. */
  static LinkRecord.Purge purgeOf(FrameReader reader) {
    return decodePurge(reader.segment(), reader.payload());
  }

  private static LinkRecord.Purge decodePurge(SegmentHeader segment, ByteBuffer in) {
    Instant purged = Instant.ofEpochMilli(segment.epochMillis() + Varint.readZigzag(in));
    return new LinkRecord.Purge(segment.base() + Varint.readZigzag(in), purged);
  }

  static LinkRecord.Claim decodeClaim(ByteBuffer in) {
    int sequence = in.get() & 0xff;
    long next = Varint.read(in);
    if (sequence > LinkStore.SEQUENCE_MAX || next < 0) {
      throw new MalformedRecordException("no claim of sequence " + sequence + " up to " + next);
    }
    return new LinkRecord.Claim(sequence, next);
  }

  /** One more than how many segments back it is, or 0. */
  private static void writePrevious(ByteBuffer out, SegmentHeader segment, long previousSegment) {
    Varint.write(
        out, previousSegment == LinkFrame.NO_SEGMENT ? 0 : segment.number() - previousSegment + 1);
  }

  private static void writeTime(ByteBuffer out, SegmentHeader segment, Instant time) {
    Varint.writeZigzag(out, time.toEpochMilli() - segment.epochMillis());
  }

  private static void writeCode(ByteBuffer out, Key key) {
    byte[] code = key.code().getBytes(StandardCharsets.UTF_8);
    out.put((byte) code.length);
    out.put(code);
  }
}
