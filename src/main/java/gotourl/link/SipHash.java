package gotourl.link;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * SipHash-2-4, a pseudorandom function with a key of 128 bits that is fast for short input. Source:
 * Aumasson and Bernstein, "SipHash: a fast short-input PRF", 2012.
 */
public final class SipHash {

  public static final int KEY_BYTES = 16;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final long k0;
  private final long k1;

  public SipHash(byte[] key) {
    if (key.length != KEY_BYTES) {
      throw new IllegalArgumentException("a key of SipHash has " + KEY_BYTES + " bytes");
    }
    k0 = (long) LONG.get(key, 0);
    k1 = (long) LONG.get(key, 8);
  }

  public long hash(byte[] message) {
    return hash(message, 0, message.length);
  }

  /** The hash of a part of {@code bytes}. */
  public long hash(byte[] bytes, int from, int count) {
    Lanes lanes = new Lanes();
    int whole = from + (count & ~7);
    for (int i = from; i < whole; i += 8) {
      lanes.mix((long) LONG.get(bytes, i));
    }
    long rest = (long) count << 56;
    for (int i = whole; i < from + count; i++) {
      rest |= (bytes[i] & 0xFFL) << (8 * (i - whole));
    }
    lanes.mix(rest);
    return lanes.finish();
  }

  /** The hash of the eight bytes of {@code word}, the lowest first. */
  long hash(long word) {
    Lanes lanes = new Lanes();
    lanes.mix(word);
    lanes.mix(8L << 56);
    return lanes.finish();
  }

  /** The four words of state; they never leave the method, so that they live in registers. */
  private final class Lanes {

    private long v0 = k0 ^ 0x736f6d6570736575L;
    private long v1 = k1 ^ 0x646f72616e646f6dL;
    private long v2 = k0 ^ 0x6c7967656e657261L;
    private long v3 = k1 ^ 0x7465646279746573L;

    void mix(long word) {
      v3 ^= word;
      round();
      round();
      v0 ^= word;
    }

    long finish() {
      v2 ^= 0xFF;
      round();
      round();
      round();
      round();
      return v0 ^ v1 ^ v2 ^ v3;
    }

    private void round() {
      v0 += v1;
      v2 += v3;
      v1 = Long.rotateLeft(v1, 13) ^ v0;
      v3 = Long.rotateLeft(v3, 16) ^ v2;
      v0 = Long.rotateLeft(v0, 32);
      v2 += v1;
      v0 += v3;
      v1 = Long.rotateLeft(v1, 17) ^ v2;
      v3 = Long.rotateLeft(v3, 21) ^ v0;
      v2 = Long.rotateLeft(v2, 32);
    }
  }
}
