package gotourl.journal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/**
 * The layout of a frame (docs/FORMAT.md). The only place that knows its offsets.
 *
 * <pre>
 *   check u32 | length varint 1..3 | kind u8 | payload
 *               \_________ covered by the check ______/
 * </pre>
 */
final class Frame {

  /** Bytes of kind and payload. Twice the largest request body, so that no link is too long. */
  static final int LENGTH_MAX = 1 << 17;

  static final int CHECK_BYTES = 4;

  private static final int LENGTH_BYTES_MAX = 3;

  /** The most bytes before the payload: check, length, kind. */
  static final int OVERHEAD_MAX = CHECK_BYTES + LENGTH_BYTES_MAX + 1;

  /** The least bytes of any frame. */
  static final int BYTES_MIN = CHECK_BYTES + 1 + 1;

  /** The most bytes of any frame. */
  static final int BYTES_MAX = OVERHEAD_MAX + LENGTH_MAX - 1;

  /** In the kind: all bytes before this frame were synced when it was written. */
  static final int SYNCED_BEFORE = 0x80;

  static final int KIND_MASK = 0x7f;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Frame() {}

  /**
   * Writes a frame into {@code into}, from its start.
   *
   * @return its bytes
   */
  static int encode(byte[] into, int kind, byte[] payload, int payloadBytes, int mask, CRC32C crc) {
    int length = payloadBytes + 1;
    int at = CHECK_BYTES;
    for (; length >= 0x80; length >>>= 7) {
      into[at++] = (byte) (length | 0x80);
    }
    into[at++] = (byte) length;
    into[at++] = (byte) kind;
    System.arraycopy(payload, 0, into, at, payloadBytes);
    int bytes = at + payloadBytes;
    crc.reset();
    crc.update(into, CHECK_BYTES, bytes - CHECK_BYTES);
    int check = (int) crc.getValue() ^ mask;
    for (int i = 0; i < CHECK_BYTES; i++) {
      into[i] = (byte) (check >>> (8 * i));
    }
    return bytes;
  }

  /**
   * How many bytes the frame at {@code at} has, or 0 if there is no valid frame.
   *
   * @param buffer little endian
   */
  static int validBytes(ByteBuffer buffer, int at, int mask, CRC32C crc) {
    int bytes = claimedBytes(buffer, at);
    if (bytes == 0) {
      return 0;
    }
    crc.reset();
    crc.update(buffer.slice(at + CHECK_BYTES, bytes - CHECK_BYTES));
    return ((int) crc.getValue() ^ mask) == check(buffer, at) ? bytes : 0;
  }

  /** Whether the first {@code bytes} bytes, as many as they claim, are a valid frame. */
  static boolean isValid(byte[] frame, int bytes, int mask, CRC32C crc) {
    crc.reset();
    crc.update(frame, CHECK_BYTES, bytes - CHECK_BYTES);
    return ((int) crc.getValue() ^ mask) == (int) INT.get(frame, 0);
  }

  /** How many bytes the length has in a frame that is known to be whole. */
  static int lengthBytes(byte[] frame) {
    int bytes = 1;
    while (bytes < LENGTH_BYTES_MAX && frame[CHECK_BYTES + bytes - 1] < 0) {
      bytes++;
    }
    return bytes;
  }

  /** How many bytes the frame at {@code at} claims to have, or 0 if that cannot be. */
  static int claimedBytes(ByteBuffer buffer, int at) {
    int remaining = buffer.limit() - at;
    int lengthBytes = remaining < BYTES_MIN ? 0 : lengthBytes(buffer, at);
    if (lengthBytes == 0) {
      return 0;
    }
    int length = length(buffer, at, lengthBytes);
    int bytes = CHECK_BYTES + lengthBytes + length;
    boolean shortest = lengthBytes == 1 || length >>> (7 * (lengthBytes - 1)) != 0;
    return length > 0 && length <= LENGTH_MAX && shortest && bytes <= remaining ? bytes : 0;
  }

  static int check(ByteBuffer buffer, int at) {
    return buffer.getInt(at);
  }

  static int kind(ByteBuffer buffer, int at) {
    return buffer.get(at + CHECK_BYTES + lengthBytes(buffer, at)) & 0xff;
  }

  /** How many bytes of the valid frame stand before its payload. */
  static int payloadOffset(ByteBuffer buffer, int at) {
    return CHECK_BYTES + lengthBytes(buffer, at) + 1;
  }

  /** The payload of the valid frame of {@code bytes} bytes at {@code at}, as a view. */
  static ByteBuffer payload(ByteBuffer buffer, int at, int bytes) {
    int before = payloadOffset(buffer, at);
    return buffer.slice(at + before, bytes - before);
  }

  /** What the check of a frame at this offset of a segment with this salt is XORed with. */
  static int mask(long salt, long offset) {
    long z = salt + offset * GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return (int) (z ^ (z >>> 31));
  }

  /** 1 to 3, or 0 if a fourth byte would be needed or the buffer ends. */
  private static int lengthBytes(ByteBuffer buffer, int at) {
    for (int i = 1; i <= LENGTH_BYTES_MAX && at + CHECK_BYTES + i <= buffer.limit(); i++) {
      if (buffer.get(at + CHECK_BYTES + i - 1) >= 0) {
        return i;
      }
    }
    return 0;
  }

  private static int length(ByteBuffer buffer, int at, int lengthBytes) {
    int length = 0;
    for (int i = 0; i < lengthBytes; i++) {
      length |= (buffer.get(at + CHECK_BYTES + i) & 0x7f) << (7 * i);
    }
    return length;
  }
}
