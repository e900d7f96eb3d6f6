package gotourl.link;

/**
 * A keyed permutation of the numbers 0 to size - 1: a Feistel network over the rectangle of a by b
 * numbers that just holds them, walked again while the result lies outside.
 *
 * <pre>
 *   x = left + a * right,   0 &lt;= left &lt; a,   0 &lt;= right &lt; b,   a * b &gt;= size
 *
 *   even rounds   left  = (left  + F(round, right)) mod a
 *   odd rounds    right = (right + F(round, left))  mod b
 * </pre>
 *
 * <p>Each round can be undone, so the network permutes the rectangle; walking on from a number
 * outside must come back inside, because the walk began inside. With a and b next to the square
 * root of the size, the rectangle is larger by less than one row, and walks are one step for nearly
 * all numbers (64 against 62 in the worst case, length 1).
 */
final class Bijection {

  /**
   * Ten, as in the FF1 mode of NIST SP 800-38G. Four would make a strong pseudorandom permutation
   * of a large rectangle (Luby and Rackoff), but the guarantee fades as the halves get small: for
   * lengths 1 to 3 a half has 8 to 489 values, and the known attacks on few rounds need less than
   * the whole code book. Ten rounds cost a quarter of a microsecond, once per new link.
   */
  private static final int ROUNDS = 10;

  private final SipHash function;
  private final int length;
  private final long size;
  private final long a;
  private final long b;

  /**
   * @param length keeps the permutations of the lengths apart, although they share the secret
   */
  Bijection(SipHash function, int length, long size) {
    this.function = function;
    this.length = length;
    this.size = size;
    this.a = rootUp(size);
    this.b = (size + a - 1) / a;
  }

  private static long rootUp(long size) {
    long root = (long) Math.sqrt((double) size);
    while (root * root >= size) {
      root--;
    }
    while (root * root < size) {
      root++;
    }
    return root;
  }

  long size() {
    return size;
  }

  long apply(long number) {
    if (number < 0 || number >= size) {
      throw new IllegalArgumentException(number + " is not below " + size);
    }
    long x = number;
    do {
      x = permute(x);
    } while (x >= size);
    return x;
  }

  private long permute(long x) {
    long left = x % a;
    long right = x / a;
    for (int round = 0; round < ROUNDS; round += 2) {
      left += below(a, round, right);
      left -= left >= a ? a : 0;
      right += below(b, round + 1, left);
      right -= right >= b ? b : 0;
    }
    return left + a * right;
  }

  /**
   * The round function: half a number, the round and the length in one word, which is the whole
   * message (a half is below 2 to the 30th). Scaled down by a multiplication; the bias, 2 to the
   * -34th, cannot be seen.
   */
  private long below(long bound, int round, long half) {
    long hash = function.hash(half << 16 | (long) length << 8 | round);
    return Math.unsignedMultiplyHigh(hash, bound);
  }
}
