package gotourl.link;

import java.nio.charset.StandardCharsets;

/**
 * Turns the numbers of a sequence into codes. For each length there is one bijection between the
 * numbers from 0 to {@link #capacity} and all codes of that length, keyed by the secret: no two
 * numbers share a code, and without the secret the next code cannot be told from those before.
 */
public final class KeyGenerator {

  /** 128 bits. */
  public static final int SECRET_BYTES = SipHash.KEY_BYTES;

  /** The shortest generated code. */
  public static final int LENGTH_MIN = 1;

  /** The longest generated code: 62 to the tenth is the last power that fits a long. */
  public static final int LENGTH_MAX = 10;

  /** The alphabet of the original, in its order. */
  private static final byte[] DIGITS =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
          .getBytes(StandardCharsets.US_ASCII);

  private static final int FOLDED_DIGITS = 36;

  private final int radix;
  private final Bijection[] bijections = new Bijection[LENGTH_MAX + 1];

  /**
   * @param secret {@link #SECRET_BYTES} random bytes; whoever knows them can list the codes
   * @param foldsCase whether the codes must do without capitals
   */
  public KeyGenerator(byte[] secret, boolean foldsCase) {
    radix = foldsCase ? FOLDED_DIGITS : DIGITS.length;
    SipHash hash = new SipHash(secret);
    long capacity = 1;
    for (int length = LENGTH_MIN; length <= LENGTH_MAX; length++) {
      capacity *= radix;
      bijections[length] = new Bijection(hash, length, capacity);
    }
  }

  /** How many codes of this length there are. */
  public long capacity(int length) {
    return bijections[length].size();
  }

  /**
   * The code of this length that belongs to a number.
   *
   * @param sequence 0 to {@code capacity(length) - 1}
   */
  public String code(int length, long sequence) {
    return digits(bijections[length].apply(sequence), length);
  }

  /** The original's code: the number itself in base 62, or 36 where case is folded. */
  public String sequential(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("a number is never negative: " + number);
    }
    int length = 1;
    for (long rest = number / radix; rest > 0; rest /= radix) {
      length++;
    }
    return digits(number, length);
  }

  private String digits(long value, int length) {
    byte[] code = new byte[length];
    long rest = value;
    for (int i = length - 1; i >= 0; i--) {
      code[i] = DIGITS[(int) (rest % radix)];
      rest /= radix;
    }
    return new String(code, StandardCharsets.ISO_8859_1);
  }
}
