package gotourl.transfer;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Reads gob's primitive values out of a range of bytes, and never beyond it.
 *
 * <p>Source: "Encoding Details" of the Go package {@code encoding/gob}.
 *
 * <pre>
 *   unsigned   0..127 one byte, as it is; else one byte holding minus the count of bytes (FF = 1,
 *              F8 = 8), then those bytes, most significant first, without leading zeros
 *   signed     an unsigned u: bit 0 clear, u &gt;&gt; 1; bit 0 set, the complement of u &gt;&gt; 1
 *   string     its length in bytes, unsigned, then the bytes
 * </pre>
 */
final class GobCursor {

  private static final int LONG_BYTES = 8;

  /** From here to 0xFF no byte is ever part of UTF-8 (RFC 3629). */
  private static final int UTF8_IMPOSSIBLE_MIN = 0xF5;

  private static final String NOT_UTF8 = "text that is not UTF-8";

  private final byte[] bytes;
  private final int end;
  private int at;

  GobCursor(byte[] bytes, int from, int end) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
  }

  /** A second cursor at the same place. */
  GobCursor fork() {
    return new GobCursor(bytes, at, end);
  }

  int remaining() {
    return end - at;
  }

  /** All 64 bits may be in use: compare with {@link Long#compareUnsigned}. */
  long unsigned() throws GobDamage {
    int first = octet();
    if (first < 0x80) {
      return first;
    }
    int count = 0x100 - first;
    if (count > LONG_BYTES) {
      throw new GobDamage("a number longer than 8 bytes");
    }
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value << 8 | octet();
    }
    return value;
  }

  long signed() throws GobDamage {
    long value = unsigned();
    long half = value >>> 1;
    return (value & 1) == 0 ? half : ~half;
  }

  /** A count of things of at least one byte each, so never more than there are bytes left. */
  int count() throws GobDamage {
    long count = unsigned();
    if (Long.compareUnsigned(count, remaining()) > 0) {
      throw new GobDamage("a length that goes beyond its message");
    }
    return (int) count;
  }

  /**
   * The number of the next field of a struct value, counted from 0, or -1 after its last: on the
   * wire stands by how much it is higher than the previous one (empty fields are left out), or 0.
   *
   * @param previous what this method said before, -1 to begin
   * @param fields how many fields the struct has
   */
  int field(int previous, int fields) throws GobDamage {
    long step = unsigned();
    if (step == 0) {
      return -1;
    }
    if (Long.compareUnsigned(step, fields - 1 - previous) > 0) {
      throw new GobDamage("a field that its type does not have");
    }
    return previous + (int) step;
  }

  void skip(int count) throws GobDamage {
    if (count > remaining()) {
      throw new GobDamage("a value that goes beyond its message");
    }
    at += count;
  }

  /** A string whose bytes are UTF-8. */
  String string() throws GobDamage {
    int length = count();
    expectNoImpossibleByte(length);
    try {
      String text =
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, at, length)).toString();
      at += length;
      return text;
    } catch (CharacterCodingException e) {
      throw new GobDamage(NOT_UTF8);
    }
  }

  /** Before memory is taken: where text runs into the next message, one of these is soon met. */
  private void expectNoImpossibleByte(int length) throws GobDamage {
    for (int i = at; i < at + length; i++) {
      if ((bytes[i] & 0xFF) >= UTF8_IMPOSSIBLE_MIN) {
        throw new GobDamage(NOT_UTF8);
      }
    }
  }

  private int octet() throws GobDamage {
    if (at >= end) {
      throw new GobDamage("a value that goes beyond its message");
    }
    return bytes[at++] & 0xFF;
  }
}
