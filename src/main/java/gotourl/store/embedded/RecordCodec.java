package gotourl.store.embedded;

import gotourl.journal.SegmentHeader;
import gotourl.link.Domain;
import gotourl.link.Key;
import gotourl.link.KeyGenerator;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * The layout of payloads (docs/FORMAT.md, "Links"). The only place that knows it.
 *
 * <pre>
 *   birth    flags u8 | secret 16 | time
 *   claim    sequence u8 | next
 *   add      time | number - base          |         | code length u8 | code | [fields] | target
 *   replace  time | number - base, zigzag  | version | created | code length u8 | code | [fields] | target
 *   remove   time | number - base, zigzag  | version | code length u8 | code
 * </pre>
 */
final class RecordCodec {

  static final int BIRTH = 1;
  static final int CLAIM = 2;
  static final int ADD = 3;
  static final int REPLACE = 4;
  static final int REMOVE = 5;

  /** In the kind of a link: fields stand before the target. */
  static final int HAS_FIELDS = 0x40;

  /**
   * Beyond these a frame would need more bytes than the budget: five for a time, three for a number
   * (less what one batch may add).
   */
  private static final long TIME_DELTA_MAX = 1L << 34;

  private static final long NUMBER_DELTA_MAX = (1L << 21) - (1L << 17);

  private static final int FOLDS_CASE = 1;

  private final Domain domain;

  RecordCodec(Domain domain) {
    this.domain = domain;
  }

  /** Whether a link made now should go to a new segment. */
  static boolean outgrows(SegmentHeader segment, long nowMillis, long nextNumber) {
    return Math.abs(nowMillis - segment.epochMillis()) >= TIME_DELTA_MAX
        || nextNumber - segment.base() >= NUMBER_DELTA_MAX;
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
      writeTime(out, segment, link.created());
    }
    writeCode(out, link.key());
    int kind = first ? ADD : REPLACE;
    if (put.unknownFields().length > 0) {
      Varint.write(out, put.unknownFields().length);
      out.put(put.unknownFields());
      kind |= HAS_FIELDS;
    }
    out.put(link.target().getBytes(StandardCharsets.US_ASCII));
    return kind;
  }

  static int encodeTombstone(
      ByteBuffer out, SegmentHeader segment, LinkRecord.Tombstone tombstone, Instant now) {
    writeTime(out, segment, now);
    Varint.writeZigzag(out, tombstone.number() - segment.base());
    Varint.write(out, tombstone.version());
    writeCode(out, tombstone.key());
    return REMOVE;
  }

  /**
   * Reads a payload.
   *
   * @throws MalformedRecordException if it cannot have been written by this format
   */
  LinkRecord decode(SegmentHeader segment, int kind, ByteBuffer in) {
    try {
      return switch (kind & ~HAS_FIELDS) {
        case BIRTH -> decodeBirth(in);
        case CLAIM -> decodeClaim(in);
        case ADD, REPLACE -> decodePut(segment, kind, in);
        case REMOVE -> {
          Varint.readZigzag(in);
          long number = segment.base() + Varint.readZigzag(in);
          yield new LinkRecord.Tombstone(number, (int) Varint.read(in), readKey(in));
        }
        default -> throw new MalformedRecordException("kind " + kind + " is unknown");
      };
    } catch (BufferUnderflowException e) {
      throw new MalformedRecordException("the payload ends too early");
    }
  }

  /** When a birth or a removal was written; their records do not keep it. */
  static Instant time(SegmentHeader segment, int kind, ByteBuffer payload) {
    ByteBuffer in = payload.duplicate();
    if (kind == BIRTH) {
      in.position(in.position() + 1 + KeyGenerator.SECRET_BYTES);
    }
    return readTime(in, segment);
  }

  private static LinkRecord decodeBirth(ByteBuffer in) {
    boolean foldsCase = (in.get() & FOLDS_CASE) != 0;
    byte[] secret = new byte[KeyGenerator.SECRET_BYTES];
    in.get(secret);
    return new LinkRecord.Birth(foldsCase, secret);
  }

  private static LinkRecord decodeClaim(ByteBuffer in) {
    int sequence = in.get() & 0xff;
    long next = Varint.read(in);
    if (sequence > LinkStore.SEQUENCE_MAX || next < 0) {
      throw new MalformedRecordException("no claim of sequence " + sequence + " up to " + next);
    }
    return new LinkRecord.Claim(sequence, next);
  }

  private LinkRecord decodePut(SegmentHeader segment, int kind, ByteBuffer in) {
    Instant changed = readTime(in, segment);
    boolean first = (kind & ~HAS_FIELDS) == ADD;
    long number = segment.base() + (first ? Varint.read(in) : Varint.readZigzag(in));
    int version = first ? 1 : (int) Varint.read(in);
    Instant created = first ? changed : readTime(in, segment);
    Key key = readKey(in);
    byte[] fields = (kind & HAS_FIELDS) == 0 ? LinkFields.NONE : LinkFields.read(in);
    byte[] target = new byte[in.remaining()];
    in.get(target);
    return new LinkRecord.Put(
        new Link(
            number, version, key, new String(target, StandardCharsets.US_ASCII), created, changed),
        fields);
  }

  private static void writeTime(ByteBuffer out, SegmentHeader segment, Instant time) {
    Varint.writeZigzag(out, time.toEpochMilli() - segment.epochMillis());
  }

  private static Instant readTime(ByteBuffer in, SegmentHeader segment) {
    return Instant.ofEpochMilli(segment.epochMillis() + Varint.readZigzag(in));
  }

  private static void writeCode(ByteBuffer out, Key key) {
    byte[] code = key.code().getBytes(StandardCharsets.UTF_8);
    out.put((byte) code.length);
    out.put(code);
  }

  private Key readKey(ByteBuffer in) {
    byte[] code = new byte[in.get() & 0xff];
    in.get(code);
    // Bytes that are no UTF-8 become U+FFFD, which no code may hold.
    String text = new String(code, StandardCharsets.UTF_8);
    return switch (Key.parse(domain, text)) {
      case Key.Valid(Key key) -> key;
      case Key.Invalid(Key.Fault fault) -> throw new MalformedRecordException(fault.words());
    };
  }
}
