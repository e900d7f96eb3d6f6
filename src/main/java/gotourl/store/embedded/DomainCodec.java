package gotourl.store.embedded;

import gotourl.link.Domain;
import gotourl.link.DomainName;
import gotourl.link.Fallbacks;
import gotourl.link.NamedDomain;
import gotourl.link.UrlPolicy;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/**
 * The layout of what is said of domains (docs/FORMAT.md, "Domains"). The only place that knows it.
 *
 * <pre>
 *   domain         time | number | flags u8 | name | base | unknown | expired    each text: bytes | ASCII
 *   domain removed time | number
 * </pre>
 *
 * A target that there is none of is empty, and so is the name of the default domain.
 */
final class DomainCodec {

  static final int SET = 13;
  static final int REMOVED = 14;

  /** Of a removal's frame: check, length, kind, time, number. */
  static final int FRAME_BYTES_MIN = 4 + 1 + 1 + 1 + 1;

  private static final int FOLDS_CASE = 1;
  private static final int EXPIRED_IS_GONE = 1 << 1;
  private static final int FLAGS_KNOWN = FOLDS_CASE | EXPIRED_IS_GONE;

  /** Everything but the texts, and how long each of those is. */
  private static final int FIXED_BYTES_MAX = 64;

  private DomainCodec() {}

  static boolean isDomain(int kind) {
    return kind == SET || kind == REMOVED;
  }

  /** More than any payload. */
  static int bytesMax() {
    return FIXED_BYTES_MAX + DomainName.CHARS_MAX + 3 * UrlPolicy.TARGET_LENGTH_MAX;
  }

  /** More than the payload for this one. */
  static int bytesMax(String name, Fallbacks fallbacks) {
    return FIXED_BYTES_MAX
        + name.length()
        + bytes(fallbacks.base())
        + bytes(fallbacks.unknown())
        + bytes(fallbacks.expired());
  }

  private static int bytes(Optional<String> target) {
    return target.map(String::length).orElse(0);
  }

  /**
   * Writes a payload.
   *
   * @param epochMillis what times are relative to
   * @return the frame's kind
   */
  static int encode(ByteBuffer out, long epochMillis, LinkRecord.OfDomain record) {
    Varint.writeZigzag(out, record.time().toEpochMilli() - epochMillis);
    Varint.write(out, record.number());
    return switch (record) {
      case LinkRecord.DomainSet(NamedDomain domain, Instant _) -> {
        encode(out, domain);
        yield SET;
      }
      case LinkRecord.DomainRemoved _ -> REMOVED;
    };
  }

  private static void encode(ByteBuffer out, NamedDomain domain) {
    Fallbacks fallbacks = domain.fallbacks();
    boolean folds = !domain.isDefault() && domain.domain().foldsCase();
    out.put((byte) ((folds ? FOLDS_CASE : 0) | (fallbacks.expiredIsGone() ? EXPIRED_IS_GONE : 0)));
    write(out, domain.isDefault() ? "" : domain.name());
    write(out, fallbacks.base().orElse(""));
    write(out, fallbacks.unknown().orElse(""));
    write(out, fallbacks.expired().orElse(""));
  }

  private static void write(ByteBuffer out, String ascii) {
    byte[] bytes = ascii.getBytes(StandardCharsets.US_ASCII);
    Varint.write(out, bytes.length);
    out.put(bytes);
  }

  /**
   * Reads a payload.
   *
   * @param kind one that {@link #isDomain}
   * @throws MalformedRecordException if it cannot have been written by this version
   */
  static LinkRecord.OfDomain decode(long epochMillis, int kind, ByteBuffer in) {
    try {
      Instant time = Instant.ofEpochMilli(epochMillis + Varint.readZigzag(in));
      long number = Varint.read(in);
      if (number < 0 || number > DomainTable.NUMBER_MAX || (number == 0 && kind == REMOVED)) {
        throw new MalformedRecordException("no domain has the number " + number);
      }
      LinkRecord.OfDomain record =
          kind == SET
              ? new LinkRecord.DomainSet(decodeSet(in, (int) number), time)
              : new LinkRecord.DomainRemoved((int) number, time);
      if (in.hasRemaining()) {
        throw new MalformedRecordException("more is said of a domain than is known here");
      }
      return record;
    } catch (BufferUnderflowException e) {
      throw new MalformedRecordException("the payload ends too early");
    }
  }

  private static NamedDomain decodeSet(ByteBuffer in, int number) {
    int flags = in.get() & 0xff;
    if ((flags & ~FLAGS_KNOWN) != 0) {
      throw new MalformedRecordException("more is said of a domain than is known here");
    }
    String name = read(in);
    if (name.isEmpty() != (number == Domain.DEFAULT_NUMBER)) {
      throw new MalformedRecordException("domain " + number + " cannot be called \"" + name + "\"");
    }
    Fallbacks fallbacks =
        new Fallbacks(target(in), target(in), target(in), (flags & EXPIRED_IS_GONE) != 0);
    return new NamedDomain(
        new Domain(number, (flags & FOLDS_CASE) != 0),
        name.isEmpty() ? Domain.DEFAULT_NAME : name,
        fallbacks);
  }

  private static Optional<String> target(ByteBuffer in) {
    String target = read(in);
    return target.isEmpty() ? Optional.empty() : Optional.of(target);
  }

  private static String read(ByteBuffer in) {
    long length = Varint.read(in);
    if (length < 0 || length > in.remaining()) {
      throw new MalformedRecordException("the payload ends too early");
    }
    byte[] bytes = new byte[(int) length];
    in.get(bytes);
    return new String(bytes, StandardCharsets.US_ASCII);
  }
}
