package gotourl.store.embedded;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

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

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

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
   * Reads what {@link #encode} wrote for so many numbers: their entries.
   *
   * @param in the whole of it
   */
  static void decode(byte[] in, int count, long[] entries) {
    long before = 0;
    int at = 0;
    for (int i = 0; i < count; i++) {
      int code = in[at++] & 0xff;
      if (code == NONE) {
        ByteBuffer rest = ByteBuffer.wrap(in).position(at);
        long more = Varint.read(rest);
        if (more < 0 || more >= count - i) {
          throw new MalformedRecordException("there are not so many numbers");
        }
        Arrays.fill(entries, i, i + (int) more + 1, NumberEntry.NONE);
        at = rest.position();
        i += (int) more;
      } else {
        if (code == ANY) {
          before = (long) LONG.get(in, at);
          at += Long.BYTES;
        } else {
          before += code;
        }
        entries[i] = before;
      }
    }
  }
}
