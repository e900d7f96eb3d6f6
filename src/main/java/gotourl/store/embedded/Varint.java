package gotourl.store.embedded;

import java.nio.ByteBuffer;

/** Whole numbers in as few bytes as they need: 7 bits a byte, low bits first. */
final class Varint {

  /** 64 bits in groups of 7. */
  private static final int BYTES_MAX = 10;

  private Varint() {}

  static void write(ByteBuffer out, long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      out.put((byte) (rest | 0x80));
      rest >>>= 7;
    }
    out.put((byte) rest);
  }

  /** How many {@link #write} writes. */
  static int bytes(long value) {
    return Math.max(1, Math.ceilDiv(Long.SIZE - Long.numberOfLeadingZeros(value), 7));
  }

  /** Refuses what {@link #write} would not have written. */
  static long read(ByteBuffer in) {
    long value = 0;
    for (int i = 0; i < BYTES_MAX; i++) {
      byte b = in.get();
      value |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        if ((i > 0 && b == 0) || (i == BYTES_MAX - 1 && b > 1)) {
          break;
        }
        return value;
      }
    }
    throw new MalformedRecordException("a number is not in its shortest form");
  }

  /** For numbers that may be negative: small absolute values stay short. */
  static void writeZigzag(ByteBuffer out, long value) {
    write(out, (value << 1) ^ (value >> 63));
  }

  static long readZigzag(ByteBuffer in) {
    long value = read(in);
    return (value >>> 1) ^ -(value & 1);
  }
}
