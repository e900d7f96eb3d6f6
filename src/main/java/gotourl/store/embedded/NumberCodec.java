package gotourl.store.embedded;

import java.nio.ByteBuffer;
import java.util.function.LongUnaryOperator;

/**
 * Entries of the {@link NumberIndex} as a checkpoint has them: a byte for most.
 *
 * <pre>
 *   0        none; how many more in a row, varint
 *   1..250   a link without older frames, so many bytes behind the one before
 *   251      any entry, 8 bytes
 * </pre>
 */
final class NumberCodec {

  /** So that blocks are short enough to be read by several threads, and long enough to be few. */
  static final int NUMBERS = 1 << 16;

  /** More than any block needs. */
  static final int BLOCK_BYTES_MAX = (int) bytesMax(NUMBERS);

  private static final int NONE = 0;
  private static final int STEP_MAX = 250;
  private static final int ANY = 251;

  private NumberCodec() {}

  /** More than so many numbers need. */
  static long bytesMax(long numbers) {
    return numbers * (1 + Long.BYTES);
  }

  /** Writes the entries of {@link #NUMBERS} numbers from {@code first}, less at the end. */
  static void encode(NumberIndex numbers, long first, long end, ByteBuffer out) {
    long last = Math.min(end, first + NUMBERS);
    long before = 0;
    for (long number = first; number < last; number++) {
      long entry = numbers.get(number);
      if (entry == NumberEntry.NONE) {
        long run = number;
        while (run + 1 < last && numbers.get(run + 1) == NumberEntry.NONE) {
          run++;
        }
        out.put((byte) NONE);
        Varint.write(out, run - number);
        number = run;
      } else {
        long step = entry - before;
        // Also of an entry with flags and counts: then the step is out of any bound.
        if (step >= 1 && step <= STEP_MAX) {
          out.put((byte) step);
        } else {
          out.put((byte) ANY).putLong(entry);
        }
        before = entry;
      }
    }
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @param taken what an entry becomes
   */
  static void decode(
      ByteBuffer in, long first, long end, LongUnaryOperator taken, NumberIndex numbers) {
    long last = Math.min(end, first + NUMBERS);
    long before = 0;
    for (long number = first; number < last; number++) {
      int code = in.get() & 0xff;
      if (code == NONE) {
        number += Varint.read(in);
      } else {
        before = code == ANY ? in.getLong() : before + code;
        numbers.put(number, taken.applyAsLong(before));
      }
    }
  }
}
