package gotourl.store.embedded;

import gotourl.access.Credential;
import gotourl.access.Grant;
import gotourl.access.Kept;
import gotourl.access.Limits;
import gotourl.access.Scope;
import gotourl.access.SecretHash;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The layout of what is said of credentials (docs/FORMAT.md, "Credentials"). The only place that
 * knows it.
 *
 * <pre>
 *   secret  time | number | flags u8 | scopes u8 | hash 32 | [expires - time, zigzag] | quota
 *           | name | count | domains | count | tags          each text: bytes | UTF-8
 *   revoke  time | number
 *   use     time | number
 * </pre>
 */
final class CredentialCodec {

  static final int SECRET = 7;
  static final int REVOKE = 8;
  static final int USE = 9;

  /** Of a revoke's or a use's frame: check, length, kind, time, number. */
  static final int FRAME_BYTES_MIN = 4 + 1 + 1 + 1 + 1;

  private static final int OPERATORS = 1;
  private static final int EXPIRES = 2;
  private static final int FLAGS_KNOWN = OPERATORS | EXPIRES;

  private static final int CREATE = 1;
  private static final int READ = 2;
  private static final int WRITE = 4;
  private static final int ADMIN = 8;
  private static final int SCOPES_KNOWN = CREATE | READ | WRITE | ADMIN;

  /** Everything of a secret but its texts. */
  private static final int FIXED_BYTES_MAX = 128;

  /** Of one char of a Java string, in UTF-8. */
  private static final int CHAR_BYTES_MAX = 3;

  /** How long a text is, before it. */
  private static final int LENGTH_BYTES_MAX = 2;

  private CredentialCodec() {}

  static boolean isCredential(int kind) {
    return kind >= SECRET && kind <= USE;
  }

  /** More than the payload of a secret for this. */
  static int bytesMax(Grant grant) {
    return bytesMax(grant.name(), grant.limits());
  }

  private static int bytesMax(String name, Limits limits) {
    int bytes = FIXED_BYTES_MAX + name.length() * CHAR_BYTES_MAX;
    for (Set<String> texts : List.of(limits.domains(), limits.tags())) {
      for (String text : texts) {
        bytes += LENGTH_BYTES_MAX + text.length() * CHAR_BYTES_MAX;
      }
    }
    return bytes;
  }

  /** More than the payload of any record that there can be. */
  static int bytesMax() {
    return FIXED_BYTES_MAX
        + Grant.NAME_LENGTH_MAX * CHAR_BYTES_MAX
        + Grant.LIMITED_TO_MAX
            * (2 * LENGTH_BYTES_MAX
                + (Grant.DOMAIN_LENGTH_MAX + Grant.TAG_LENGTH_MAX) * CHAR_BYTES_MAX);
  }

  /**
   * Writes a payload.
   *
   * @param epochMillis what times are relative to
   * @return the frame's kind
   */
  static int encode(ByteBuffer out, long epochMillis, LinkRecord.OfCredential record) {
    return switch (record) {
      case LinkRecord.Issued(Kept kept) -> encodeSecret(out, epochMillis, kept);
      case LinkRecord.Revoked(int number, Instant time) -> {
        encodeTimeAndNumber(out, epochMillis, time, number);
        yield REVOKE;
      }
      case LinkRecord.Used(int number, Instant time) -> {
        encodeTimeAndNumber(out, epochMillis, time, number);
        yield USE;
      }
    };
  }

  private static void encodeTimeAndNumber(
      ByteBuffer out, long epochMillis, Instant time, int number) {
    Varint.writeZigzag(out, time.toEpochMilli() - epochMillis);
    Varint.write(out, number);
  }

  private static int encodeSecret(ByteBuffer out, long epochMillis, Kept kept) {
    Credential credential = kept.credential();
    Instant expires = kept.expires();
    encodeTimeAndNumber(out, epochMillis, kept.created(), credential.number());
    out.put((byte) ((kept.isOperators() ? OPERATORS : 0) | (expires == null ? 0 : EXPIRES)));
    out.put((byte) credential.scopes().stream().mapToInt(CredentialCodec::bit).sum());
    out.put(kept.hash().bytes());
    if (expires != null) {
      Varint.writeZigzag(out, expires.toEpochMilli() - kept.created().toEpochMilli());
    }
    Varint.write(out, credential.limits().creationsPerHour());
    writeText(out, credential.name());
    writeTexts(out, credential.limits().domains());
    writeTexts(out, credential.limits().tags());
    return SECRET;
  }

  private static int bit(Scope scope) {
    return switch (scope) {
      case CREATE -> CREATE;
      case READ -> READ;
      case WRITE -> WRITE;
      case ADMIN -> ADMIN;
    };
  }

  /** In their order, so that the same is written for the same. */
  private static void writeTexts(ByteBuffer out, Set<String> texts) {
    Varint.write(out, texts.size());
    new TreeSet<>(texts).forEach(text -> writeText(out, text));
  }

  private static void writeText(ByteBuffer out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    Varint.write(out, bytes.length);
    out.put(bytes);
  }

  /**
   * Reads a payload.
   *
   * @param kind one that {@link #isCredential}
   * @throws MalformedRecordException if it cannot have been written by this version
   */
  static LinkRecord.OfCredential decode(long epochMillis, int kind, ByteBuffer in) {
    try {
      Instant time = Instant.ofEpochMilli(epochMillis + Varint.readZigzag(in));
      long number = Varint.read(in);
      if (number < CredentialTable.NUMBER_MIN || number > CredentialTable.NUMBER_MAX) {
        throw new MalformedRecordException("no credential has the number " + number);
      }
      LinkRecord.OfCredential record =
          switch (kind) {
            case SECRET -> new LinkRecord.Issued(decodeSecret(in, time, (int) number));
            case REVOKE -> new LinkRecord.Revoked((int) number, time);
            case USE -> new LinkRecord.Used((int) number, time);
            default -> throw new IllegalArgumentException("kind " + kind);
          };
      if (in.hasRemaining()) {
        // It may be a limit that a later version knows: nobody is let in who should not be.
        throw new MalformedRecordException("more is said of a credential than is known here");
      }
      return record;
    } catch (BufferUnderflowException e) {
      throw new MalformedRecordException("the payload ends too early");
    }
  }

  private static Kept decodeSecret(ByteBuffer in, Instant created, int number) {
    int flags = in.get() & 0xff;
    int scopes = in.get() & 0xff;
    if ((flags & ~FLAGS_KNOWN) != 0 || (scopes & ~SCOPES_KNOWN) != 0) {
      throw new MalformedRecordException("more is said of a credential than is known here");
    }
    byte[] hash = new byte[SecretHash.BYTES];
    in.get(hash);
    Instant expires = (flags & EXPIRES) == 0 ? null : readExpires(in, created);
    long quota = Varint.read(in);
    if (quota < Limits.NO_QUOTA || quota > Grant.CREATIONS_MAX) {
      throw new MalformedRecordException("no quota is " + quota);
    }
    String name = readText(in);
    Set<String> domains = readTexts(in);
    Set<String> tags = readTexts(in);
    Credential credential =
        new Credential(number, name, scopes(scopes), new Limits(domains, tags, (int) quota));
    return new Kept(
        credential, SecretHash.of(hash), (flags & OPERATORS) != 0, created, expires, null);
  }

  private static Instant readExpires(ByteBuffer in, Instant created) {
    return Instant.ofEpochMilli(created.toEpochMilli() + Varint.readZigzag(in));
  }

  private static Set<Scope> scopes(int bits) {
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Scope scope : Scope.values()) {
      if ((bits & bit(scope)) != 0) {
        scopes.add(scope);
      }
    }
    return scopes;
  }

  private static Set<String> readTexts(ByteBuffer in) {
    long count = Varint.read(in);
    if (count < 0 || count > Grant.LIMITED_TO_MAX) {
      throw new MalformedRecordException("a credential is not limited to " + count + " names");
    }
    Set<String> texts = new TreeSet<>();
    for (int i = 0; i < count; i++) {
      texts.add(readText(in));
    }
    return texts;
  }

  private static String readText(ByteBuffer in) {
    long length = Varint.read(in);
    if (length < 0 || length > in.remaining()) {
      throw new MalformedRecordException("the payload ends too early");
    }
    ByteBuffer bytes = in.slice(in.position(), (int) length);
    in.position(in.position() + (int) length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedRecordException("a text is not UTF-8");
    }
  }
}
