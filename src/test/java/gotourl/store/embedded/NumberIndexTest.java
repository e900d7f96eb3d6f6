package gotourl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class NumberIndexTest {

  private static final long CHUNK = 1L << NumberIndex.CHUNK_SHIFT;

  private final NumberIndex index = new NumberIndex();

  @Test
  void aNumberNeverPutHasNoEntry() {
    assertThat(index.end()).isZero();
    assertThat(index.bytes()).isZero();
    for (long number : new long[] {0, 1, CHUNK, Long.MAX_VALUE, -1, Long.MIN_VALUE}) {
      assertThat(index.get(number)).isZero();
    }
  }

  @Test
  void whatWasPutIsThereUntilItIsTakenOut() {
    index.put(7, -1);
    index.put(8, 5);
    index.put(7, 0);
    assertThat(index.get(7)).isZero();
    assertThat(index.get(8)).isEqualTo(5);
    assertThat(index.end()).isEqualTo(9);
    index.put(3, 1);
    assertThat(index.end()).isEqualTo(9);
  }

  @Test
  void aJumpOfNumbersCostsOneChunk() {
    index.put(0, 1);
    long bytes = index.bytes();
    index.put(1L << 22, 2);
    assertThat(index.bytes()).isEqualTo(2 * bytes);
    index.put(5 * CHUNK, 0);
    assertThat(index.bytes()).isEqualTo(2 * bytes);
    assertThat(index.get(0)).isEqualTo(1);
    assertThat(index.get(1L << 22)).isEqualTo(2);
    assertThat(index.get(CHUNK)).isZero();
  }

  @Test
  void anEmptyEntryRaisesTheEndAndTakesNoMemory() {
    index.put(NumberIndex.NUMBER_MAX, 0);
    assertThat(index.end()).isEqualTo(NumberIndex.NUMBER_MAX + 1);
    assertThat(index.bytes()).isZero();
  }

  @Test
  void whatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> index.put(-1, 1)).hasMessageContaining("-1");
    assertThatThrownBy(() -> index.put(NumberIndex.NUMBER_MAX + 1, 1))
        .hasMessageContaining("no number");
  }

  @Test
  void theIndexKeepsWhatAMapKeeps() {
    SplittableRandom random = IndexKeys.random(NumberIndexTest.class);
    Map<Long, Long> model = new HashMap<>();
    long base = 0;
    for (int i = 0; i < 300_000; i++) {
      if (random.nextInt(30_000) == 0) {
        base += 1L << 22;
      }
      long number = base + random.nextInt(1 << 19);
      long entry = random.nextInt(4) == 0 ? 0 : random.nextLong();
      index.put(number, entry);
      model.put(number, entry);
    }
    model.forEach((number, entry) -> assertThat(index.get(number)).isEqualTo(entry));
    long entries = 0;
    for (long number = 0; number < index.end(); number++) {
      entries += index.get(number) == 0 ? 0 : 1;
    }
    assertThat(entries).isEqualTo(model.values().stream().filter(entry -> entry != 0).count());
  }

  /** Also while the list of chunks is replaced. */
  @Test
  void aReaderSeesWhatIsBelowTheEnd() throws Exception {
    long count = 4 * CHUNK;
    try (ExecutorService reader = Executors.newSingleThreadExecutor()) {
      Future<Long> seen =
          reader.submit(() -> {
            long end = 0;
            while (end < count) {
              end = index.end();
              if (end > 0 && index.get(end - 1) != end) {
                return end;
              }
            }
            return end;
          });
      for (long number = 0; number < count; number++) {
        index.put(number, number + 1);
      }
      assertThat(seen.get()).isEqualTo(count);
    }
  }
}
