package gotourl.store.embedded;

import gotourl.journal.FrameReader;
import gotourl.journal.SegmentHeader;
import gotourl.link.Domain;
import gotourl.link.Key;
import gotourl.link.Link;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * One frame of a link, taken apart in an array and without making objects: lookups and recovery
 * read millions of them. {@link RecordCodec} draws the layout. For one thread.
 */
final class LinkFrame {

  /** For a replace or remove: no version before it is known to be on disk. */
  static final long NO_SEGMENT = 0;

  private static final byte[] NOTHING = {};

  /** Changed, number, version, previous, created: all that stands before the code. */
  private static final int TIMES_BYTES_MAX = 5 * 10;

  private byte[] bytes = NOTHING;

  /** Of payloads that are not in an array. */
  private byte[] copied = NOTHING;

  private int at;
  private int end;
  private int kind;
  private int kindAndFields;

  private long changedMillis;
  private long createdMillis;
  private long number;
  private int version;
  private long previousSegment;
  private int codeAt;
  private int codeBytes;
  private int fieldsAt;
  private int fieldsBytes;
  private int domain;

  static boolean isLink(int kind) {
    int plain = kind & ~RecordCodec.HAS_FIELDS;
    return plain >= RecordCodec.ADD && plain <= RecordCodec.REMOVE;
  }

  /**
   * When version 1 of the link was saved, in milliseconds since the epoch; of this frame nothing
   * else is looked at; it is not of a removal. The payload lies in the buffer.
   */
  long createdMillis(SegmentHeader segment, int frameKind, ByteBuffer buffer, int from, int to) {
    take(buffer, from, Math.min(to - from, TIMES_BYTES_MAX));
    long changed = segment.epochMillis() + zigzag();
    if ((frameKind & ~RecordCodec.HAS_FIELDS) == RecordCodec.ADD) {
      return changed;
    }
    zigzag(); // number
    varint(); // version
    varint(); // previous
    return segment.epochMillis() + zigzag();
  }

  /** Takes apart what the reader has read. */
  LinkFrame of(FrameReader frame) {
    return of(frame.segment(), frame.kind(), frame.bytes(), frame.payloadAt(), frame.payloadEnd());
  }

  /**
   * Takes a payload apart.
   *
   * @param frameKind one that {@link #isLink}
   * @throws MalformedRecordException if it cannot have been written by this format
   */
  LinkFrame of(SegmentHeader segment, int frameKind, ByteBuffer payload) {
    take(payload, payload.position(), payload.remaining());
    return of(segment, frameKind, bytes, at, end);
  }

  private void take(ByteBuffer payload, int from, int count) {
    if (count > copied.length) {
      copied = new byte[Math.max(count, 2 * copied.length)];
    }
    payload.get(from, copied, 0, count);
    bytes = copied;
    at = 0;
    end = count;
  }

  /** The same; the payload must stay as it is while the frame is looked at. */
  LinkFrame of(SegmentHeader segment, int frameKind, byte[] buffer, int from, int to) {
    kindAndFields = frameKind;
    kind = frameKind & ~RecordCodec.HAS_FIELDS;
    bytes = buffer;
    at = from;
    end = to;
    changedMillis = segment.epochMillis() + zigzag();
    createdMillis = changedMillis;
    version = 1;
    previousSegment = NO_SEGMENT;
    if (kind == RecordCodec.ADD) {
      number = segment.base() + varint();
    } else {
      number = segment.base() + zigzag();
      version = (int) varint();
      long back = varint();
      previousSegment = back == 0 ? NO_SEGMENT : segment.number() - (back - 1);
      if (kind == RecordCodec.REPLACE) {
        createdMillis = segment.epochMillis() + zigzag();
      }
    }
    codeBytes = next() & 0xff;
    codeAt = at;
    skip(codeBytes);
    fieldsBytes = (frameKind & RecordCodec.HAS_FIELDS) == 0 ? 0 : (int) varint();
    fieldsAt = at;
    skip(fieldsBytes);
    domain =
        fieldsBytes == 0 ? Domain.DEFAULT_NUMBER : DomainField.read(bytes, fieldsAt, fieldsBytes);
    return this;
  }

  private void skip(int count) {
    if (count < 0 || count > end - at) {
      throw endsTooEarly();
    }
    at += count;
  }

  private byte next() {
    if (at >= end) {
      throw endsTooEarly();
    }
    return bytes[at++];
  }

  private static MalformedRecordException endsTooEarly() {
    return new MalformedRecordException("the payload ends too early");
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte b = next();
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        if ((shift > 0 && b == 0) || (shift == 63 && b > 1)) {
          break;
        }
        return value;
      }
    }
    throw new MalformedRecordException("a number is not in its shortest form");
  }

  private long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  boolean isTombstone() {
    return kind == RecordCodec.REMOVE;
  }

  /** Whether it is of the kind that only version 1 is. */
  boolean isAdd() {
    return kind == RecordCodec.ADD;
  }

  /** As it stands in the frame: with the bit that says that there are fields. */
  int frameKind() {
    return kindAndFields;
  }

  /** Everything that is the same wherever the frame stands: from the code's length to the end. */
  void copyRest(ByteBuffer out) {
    int from = codeAt - 1;
    out.put(bytes, from, end - from);
  }

  long number() {
    return number;
  }

  int version() {
    return version;
  }

  long changedMillis() {
    return changedMillis;
  }

  long createdMillis() {
    return createdMillis;
  }

  /** The number of the segment that held the version before this one, or {@link #NO_SEGMENT}. */
  long previousSegment() {
    return previousSegment;
  }

  /** Whether it is the frame of this key. */
  boolean hasKey(int wantedDomain, byte[] code) {
    if (domain != wantedDomain || code.length != codeBytes) {
      return false;
    }
    for (int i = 0; i < code.length; i++) {
      if (bytes[codeAt + i] != code[i]) {
        return false;
      }
    }
    return true;
  }

  /** Of its key. */
  long hash(LinkTable table) {
    return table.hash(domain, bytes, codeAt, codeBytes);
  }

  byte[] code() {
    return copy(codeAt, codeBytes);
  }

  /** The number of the domain that its key belongs to. */
  int domain() {
    return domain;
  }

  Key key() {
    // How the domain folds is of no account for a code that is stored.
    return Key.ofStored(new Domain(domain, false), new String(code(), StandardCharsets.UTF_8));
  }

  int fieldsBytes() {
    return fieldsBytes;
  }

  /** The numbers of its tags; nothing else of its fields is looked at. */
  int[] tags() {
    return TagField.in(bytes, fieldsAt, fieldsBytes);
  }

  /** The same of those that the link counts for. */
  int[] countedTags() {
    return TagField.countedIn(bytes, fieldsAt, fieldsBytes);
  }

  LinkFields fields() {
    return LinkFields.read(bytes, fieldsAt, fieldsBytes);
  }

  String target() {
    return new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
  }

  /**
   * The link that the frame says.
   *
   * @param tags names what it has
   */
  Link link(Key key, TagTable tags) {
    Instant created = Instant.ofEpochMilli(createdMillis);
    Instant changed =
        changedMillis == createdMillis ? created : Instant.ofEpochMilli(changedMillis);
    LinkFields fields = fields();
    return new Link(
        number,
        version,
        key,
        target(),
        fields.terms(),
        fields.about(tags),
        fields.author(),
        created,
        changed);
  }

  private byte[] copy(int from, int count) {
    return Arrays.copyOfRange(bytes, from, from + count);
  }
}
