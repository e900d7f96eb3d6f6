package gotourl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Slabs go into huge pages beside the writer and a reader. */
class KeyIndexHugeTest {

  /** Four slabs and more. */
  private static final int KEYS = 1_200_000;

  private final KeyIndex index = new KeyIndex();
  private volatile int added;
  private volatile boolean over;

  @Test
  void nothingIsLostWhileMemoryIsMadeHuge() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Integer> maintenance = threads.submit(this::makeHuge);
      Future<Long> reader = threads.submit(this::read);
      try {
        for (int key = 0; key < KEYS; key++) {
          index.add(hash(key), key + 1L);
          added = key + 1;
        }
      } finally {
        over = true;
      }
      int slabs = (int) (index.bytes() / Slabs.SLAB_BYTES);
      assertThat(maintenance.get()).isEqualTo(slabs - 1).isGreaterThan(3);
      assertThat(reader.get()).isPositive();
    }
    for (int key = 0; key < KEYS; key++) {
      assertThat(find(key)).isEqualTo(key + 1L);
    }
    assertThat(index.makeHuge()).as("the last slab is not filled yet").isFalse();
  }

  private int makeHuge() {
    int count = 0;
    boolean last;
    do {
      last = over;
      while (index.makeHuge()) {
        count++;
      }
      Thread.onSpinWait();
    } while (!last);
    return count;
  }

  private long read() {
    long finds = 0;
    while (!over) {
      int count = added;
      for (int key = (int) (finds % 997); key < count && !over; key += 997) {
        if (find(key) != key + 1L) {
          throw new AssertionError("key " + key + " is lost");
        }
        finds++;
      }
    }
    return finds;
  }

  private long find(int key) {
    return index.find(hash(key), position -> position == key + 1L);
  }

  /** An odd number: no two keys have the same. */
  private static long hash(int key) {
    return (key + 1L) * 0x9E3779B97F4A7C15L;
  }
}
