package gotourl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Readers beside the writer. Each key has a count of what was done to it (odd: it is there), raised
 * in {@code begun} before and in {@code done} after each operation, and its position carries the
 * count. So a reader knows what it may see: what was true at some moment between the count done
 * before its lookup and the count begun after it.
 */
class KeyIndexStressTest {

  /** Keys that stay for ever, and are moved; the others come and go. */
  private static final int STAYS_EVERY = 16;

  /** Then most keys have come or gone: the shards have grown or shrunk. */
  private static final int PHASE = 2 * IndexKeys.KEYS;

  private final SplittableRandom random = IndexKeys.random(KeyIndexStressTest.class);
  private final KeyIndex index = new KeyIndex();
  private final AtomicLongArray begun = new AtomicLongArray(IndexKeys.KEYS);
  private final AtomicLongArray done = new AtomicLongArray(IndexKeys.KEYS);
  private volatile boolean over;

  @Test
  void readersSeeWhatIsTrueBesideTheWriter() throws Exception {
    run(1_500_000);
  }

  @Test
  @Tag("long")
  void readersSeeWhatIsTrueBesideTheWriterForLong() throws Exception {
    run(300_000_000);
  }

  private void run(long operations) throws Exception {
    for (int key = 0; key < IndexKeys.KEYS; key += STAYS_EVERY) {
      operate(key, 0);
    }
    try (ExecutorService readers = Executors.newFixedThreadPool(2)) {
      List<Future<Long>> lookups = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        SplittableRandom own = random.split();
        lookups.add(readers.submit(() -> read(own)));
      }
      try {
        write(operations);
      } finally {
        over = true;
      }
      for (Future<Long> each : lookups) {
        assertThat(each.get()).isPositive();
      }
    }
  }

  private void write(long operations) {
    int removals = 0;
    for (long i = 0; i < operations; i++) {
      if (i % PHASE == 0) {
        removals = removals < 50 ? 95 : 5;
      }
      operate(someKey(random), removals);
    }
  }

  /** Every fourth time one of four that stay: so that a lookup meets a move. */
  private static int someKey(SplittableRandom random) {
    return random.nextInt(4) == 0
        ? random.nextInt(4) * STAYS_EVERY
        : random.nextInt(IndexKeys.KEYS);
  }

  private void operate(int key, int removals) {
    long hash = IndexKeys.hash(key);
    long count = done.get(key);
    boolean there = (count & 1) != 0;
    boolean goes = random.nextInt(100) < removals;
    if (!there) {
      if (!goes) {
        begun.set(key, count + 1);
        index.add(hash, IndexKeys.position(key, count + 1));
        done.set(key, count + 1);
      }
    } else if (goes && key % STAYS_EVERY != 0) {
      begun.set(key, count + 1);
      assertThat(index.remove(hash, IndexKeys.position(key, count))).isTrue();
      done.set(key, count + 1);
    } else {
      begun.set(key, count + 2);
      assertThat(
              index.move(hash, IndexKeys.position(key, count), IndexKeys.position(key, count + 2)))
          .isTrue();
      done.set(key, count + 2);
    }
  }

  private long read(SplittableRandom own) {
    long[] dump = new long[4 * IndexKeys.KEYS];
    long lookups = 0;
    while (!over || lookups < 1000) {
      int key = someKey(own);
      // Frames of before the last move are gone at once, or are all still there.
      boolean dropped = own.nextBoolean();
      long before = done.get(key);
      boolean dawdles = own.nextInt(16) == 0; // so that the writer overtakes the lookup
      long position =
          index.find(
              IndexKeys.hash(key),
              at -> {
                if (dawdles) {
                  Thread.onSpinWait();
                }
                return IndexKeys.keyAt(at) == key
                    && (!dropped || IndexKeys.timesAt(at) >= done.get(key));
              });
      long after = begun.get(key);
      check(key, before, position, after);
      if (++lookups % 128 == 0) {
        checkDump(own.nextInt(4), dump);
      }
    }
    return lookups;
  }

  private static void check(int key, long before, long position, long after) {
    String what = "key " + key + ": " + before + " done, " + after + " begun, found " + position;
    if (position != KeyIndex.NONE) {
      assertThat(IndexKeys.timesAt(position)).as(what).isBetween(before, after).isOdd();
    } else if (key % STAYS_EVERY == 0 || before == after) {
      assertThat(before).as(what).isEven();
    }
  }

  /** What is there all the time is in a dump, once. */
  private void checkDump(int shard, long[] dump) {
    int[] keys = new int[IndexKeys.KEYS];
    long[] before = new long[IndexKeys.KEYS];
    Arrays.setAll(before, done::get);
    int count = index.dump(shard, MemorySegment.ofArray(dump));
    for (int i = 0; i < count; i++) {
      long position = dump[i] & Shard.POSITION_MASK;
      int key = IndexKeys.keyAt(position);
      assertThat(IndexKeys.timesAt(position)).isBetween(before[key], begun.get(key));
      keys[key]++;
    }
    for (int key = 0; key < IndexKeys.KEYS; key += STAYS_EVERY) {
      boolean here = IndexKeys.hash(key) >>> 55 == shard;
      assertThat(keys[key]).as("key %s", key).isEqualTo(here ? 1 : 0);
    }
  }
}
