package gotourl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.support.Seed;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Entries by number as a checkpoint has them. */
class NumberCodecTest {

  private static final int COUNT = 1000;

  private final NumberIndex numbers = new NumberIndex();
  private final SplittableRandom random = IndexKeys.random(NumberCodecTest.class);

  @Test
  void whatIsWrittenIsReadAgain() {
    for (int round = 0; round < Seed.rounds(50, 1_000); round++) {
      long first = round * 2L * COUNT;
      long[] entries = someEntries();
      for (int i = 0; i < COUNT; i++) {
        numbers.put(first + i, entries[i]);
      }
      long[] read = new long[COUNT];
      Arrays.fill(read, 7); // left over from the block before
      NumberCodec.decode(encoded(first, first + COUNT), COUNT, read);
      assertThat(read).isEqualTo(entries);
    }
  }

  /** In a row, with steps around the largest, with holes, with flags and counts. */
  private long[] someEntries() {
    long[] entries = new long[COUNT];
    long position = 1 + random.nextLong(1L << 39);
    for (int i = 0; i < COUNT; i++) {
      position += random.nextInt(20) == 0 ? random.nextInt(240, 260) : random.nextInt(1, 100);
      entries[i] =
          switch (random.nextInt(12)) {
            case 0 -> NumberEntry.NONE;
            case 1 -> NumberEntry.of(position, random.nextBoolean(), random.nextInt(3));
            default -> position;
          };
    }
    if (random.nextBoolean()) {
      int from = random.nextInt(COUNT);
      Arrays.fill(entries, from, random.nextInt(from, COUNT + 1), NumberEntry.NONE);
    }
    return entries;
  }

  @Test
  void aLinkThatFollowsAnotherTakesAByte() {
    for (int i = 0; i < COUNT; i++) {
      numbers.put(i, 5000 + 80L * i);
    }
    assertThat(encoded(0, COUNT)).hasSize(9 + COUNT - 1);
  }

  @Test
  void bytesThatEndTooEarlyOrSayMoreNumbersThanThereAreAreRefused() {
    long[] read = new long[10];
    assertThatThrownBy(() -> NumberCodec.decode(new byte[] {1, 1, 1}, 10, read))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> NumberCodec.decode(new byte[] {(byte) 251, 1, 1}, 10, read))
        .isInstanceOf(IndexOutOfBoundsException.class);
    NumberCodec.decode(new byte[] {0, 9}, 10, read);
    assertThatThrownBy(() -> NumberCodec.decode(new byte[] {0, 10}, 10, read))
        .isInstanceOf(MalformedRecordException.class);
  }

  private byte[] encoded(long first, long end) {
    ByteBuffer out = ByteBuffer.allocate((int) NumberCodec.bytesMax(end - first));
    NumberCodec.encode(numbers, first, end, out);
    return Arrays.copyOf(out.array(), out.position());
  }
}
