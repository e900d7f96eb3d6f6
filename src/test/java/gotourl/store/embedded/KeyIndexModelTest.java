package gotourl.store.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.Seed;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The index against a HashMap; 1,000 rounds in the long run. */
class KeyIndexModelTest {

  private final SplittableRandom random = IndexKeys.random(KeyIndexModelTest.class);

  @Test
  void theIndexKeepsWhatAMapKeeps() {
    int rounds = Seed.rounds(10, 1_000);
    for (int round = 0; round < rounds; round++) {
      life(new KeyIndex());
    }
  }

  /** Where there are no mappings of the system's. */
  @Test
  @SuppressWarnings("MustBeClosedChecker") // the index closes it
  void soItDoesWithTheMemoryOfAnArena() {
    life(new KeyIndex(new SystemMemory.OfArena(Arena.ofShared())));
  }

  private void life(KeyIndex index) {
    Map<Integer, Long> model = new HashMap<>();
    for (int phase = 0; phase < 12; phase++) {
      int adds = random.nextInt(101); // of a hundred; the others remove
      int operations = random.nextInt(1, 3 * IndexKeys.KEYS);
      for (int i = 0; i < operations; i++) {
        operate(index, model, adds, phase);
      }
      check(index, model);
    }
    check(copy(index), model);
  }

  private void operate(KeyIndex index, Map<Integer, Long> model, int adds, long phase) {
    int key = random.nextInt(IndexKeys.KEYS);
    long hash = IndexKeys.hash(key);
    Long position = model.get(key);
    long next = IndexKeys.position(key, 12 * random.nextLong(1 << 20) + phase);
    if (random.nextInt(4) == 0) {
      index.touch(hash);
      assertThat(index.move(hash, position == null ? next : position, next))
          .isEqualTo(position != null);
      if (position != null) {
        model.put(key, next);
      }
    } else if (random.nextInt(100) < adds) {
      if (position == null) {
        index.add(hash, next);
        model.put(key, next);
      }
    } else {
      assertThat(index.remove(hash, position == null ? next : position))
          .isEqualTo(position != null);
      model.remove(key);
    }
  }

  private static void check(KeyIndex index, Map<Integer, Long> model) {
    assertThat(index.size()).isEqualTo(model.size());
    for (int key = 0; key < IndexKeys.KEYS; key++) {
      assertThat(index.find(IndexKeys.hash(key), IndexKeys.is(key)))
          .isEqualTo(model.getOrDefault(key, KeyIndex.NONE));
    }
  }

  private static KeyIndex copy(KeyIndex index) {
    KeyIndex copy = new KeyIndex();
    for (int shard = 0; shard < KeyIndex.SHARDS; shard++) {
      long[] words = new long[index.wordsMax(shard)];
      copy.load(shard, words, index.dump(shard, MemorySegment.ofArray(words)));
    }
    return copy;
  }
}
