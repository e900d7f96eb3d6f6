package gotourl.bench.store;

import java.nio.charset.StandardCharsets;

/**
 * The links of a measurement: number n has always the same code and target, so nobody has to keep
 * them. Codes are distinct and in no visible order; a target ends with its own code, so that what a
 * find brings out can be checked.
 */
public final class Links {

  public static final int CODE_BYTES = 7;
  public static final int TARGET_BYTES = 60;

  /** Of code and target together. */
  public static final int LINK_BYTES = CODE_BYTES + TARGET_BYTES;

  /** Where the code stands in the target. */
  public static final int CODE_IN_TARGET = TARGET_BYTES - CODE_BYTES;

  private static final byte[] SYMBOLS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_"
          .getBytes(StandardCharsets.ISO_8859_1);

  private static final int CODE_RADIX = 62;
  private static final byte[] PREFIX = "https://example.org/".getBytes(StandardCharsets.ISO_8859_1);

  // Numbers below 2^40 are permuted by a Feistel network: 62^7 has room for all of them.
  private static final int HALF_BITS = 20;
  private static final long HALF_MASK = (1L << HALF_BITS) - 1;
  private static final int FEISTEL_ROUNDS = 4;

  private static final int WORD_SYMBOLS = 8;
  private static final int SYMBOL_BITS = 6;
  private static final int SYMBOL_MASK = (1 << SYMBOL_BITS) - 1;

  private final long seed;

  public Links(long seed) {
    this.seed = seed;
  }

  /** From {@code -Dgotourl.seed}, by default 1. */
  public static Links ofSeed() {
    return new Links(Long.getLong("gotourl.seed", 1));
  }

  /** Writes the code of this link to the beginning of {@code into}. */
  public void code(long number, byte[] into) {
    code(number, into, 0);
  }

  private void code(long number, byte[] into, int at) {
    long left = number >>> HALF_BITS & HALF_MASK;
    long right = number & HALF_MASK;
    for (int round = 0; round < FEISTEL_ROUNDS; round++) {
      long next = left ^ (mix(right + seed + ((long) round << 32)) & HALF_MASK);
      left = right;
      right = next;
    }
    long rest = left << HALF_BITS | right;
    for (int i = CODE_BYTES - 1; i >= 0; i--) {
      long quotient = rest / CODE_RADIX;
      into[at + i] = SYMBOLS[(int) (rest - quotient * CODE_RADIX)];
      rest = quotient;
    }
  }

  /** Writes the target of this link to the beginning of {@code into}. */
  public void target(long number, byte[] into) {
    System.arraycopy(PREFIX, 0, into, 0, PREFIX.length);
    int at = PREFIX.length;
    long word = number ^ seed << HALF_BITS;
    while (at < CODE_IN_TARGET) {
      word = mix(word + 1);
      long bits = word;
      for (int i = 0; i < WORD_SYMBOLS && at < CODE_IN_TARGET; i++) {
        into[at++] = SYMBOLS[(int) bits & SYMBOL_MASK];
        bits >>>= SYMBOL_BITS;
      }
    }
    code(number, into, CODE_IN_TARGET);
  }

  public String code(long number) {
    byte[] code = new byte[CODE_BYTES];
    code(number, code);
    return new String(code, StandardCharsets.ISO_8859_1);
  }

  public String target(long number) {
    byte[] target = new byte[TARGET_BYTES];
    target(number, target);
    return new String(target, StandardCharsets.ISO_8859_1);
  }

  /** Whether {@code target}, as bytes, is one of ours and ends with this code. */
  public static boolean belongs(byte[] code, byte[] target) {
    for (int i = 0; i < CODE_BYTES; i++) {
      if (target[CODE_IN_TARGET + i] != code[i]) {
        return false;
      }
    }
    return true;
  }

  /** The finalizer of SplitMix64. */
  static long mix(long word) {
    long mixed = word + 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return mixed ^ mixed >>> 31;
  }
}
