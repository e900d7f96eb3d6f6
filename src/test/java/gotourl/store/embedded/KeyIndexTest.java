package gotourl.store.embedded;

import static gotourl.store.embedded.KeyIndex.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class KeyIndexTest {

  private static final long HASH = 0x1234_5678_9ABC_DEF0L;
  private static final int SHARD = (int) (HASH >>> 55);
  private static final KeyIndex.Candidate ANY = position -> true;

  private final KeyIndex index = new KeyIndex();

  @Test
  void anEmptyIndexFindsNothingAndTakesNoMemory() {
    assertThat(index.find(HASH, ANY)).isEqualTo(NONE);
    assertThat(index.remove(HASH, 1)).isFalse();
    assertThat(index.move(HASH, 1, 2)).isFalse();
    index.touch(HASH);
    assertThat(index.size()).isZero();
    assertThat(index.bytes()).isZero();
  }

  @Test
  void whatWasAddedIsFound() {
    index.add(HASH, 77);
    assertThat(index.find(HASH, ANY)).isEqualTo(77);
    assertThat(index.find(HASH, at(78))).isEqualTo(NONE);
    assertThat(index.find(HASH + (1L << 55), ANY)).isEqualTo(NONE);
    assertThat(index.find(HASH + (1L << 31), ANY)).isEqualTo(NONE);
    assertThat(index.size()).isEqualTo(1);
    assertThat(index.bytes()).isEqualTo(Slabs.SLAB_BYTES);
  }

  @Test
  void everyTagAndPositionCanBeKept() {
    for (long hash : new long[] {0, 1L << 31, -1}) {
      for (long position : new long[] {KeyIndex.POSITION_MIN, KeyIndex.POSITION_MAX}) {
        assertThat(index.find(hash, ANY)).isEqualTo(NONE);
        index.add(hash, position);
        assertThat(index.find(hash, ANY)).isEqualTo(position);
        assertThat(index.remove(hash, position)).isTrue();
      }
    }
  }

  @Test
  void keysWithTheSameHashAreToldApartByTheCandidate() {
    for (int i = 1; i <= 5; i++) {
      index.add(HASH, i);
    }
    assertThat(index.remove(HASH, 3)).isTrue();
    for (int i = 1; i <= 5; i++) {
      assertThat(index.find(HASH, at(i))).isEqualTo(i == 3 ? NONE : i);
    }
    assertThat(index.size()).isEqualTo(4);
  }

  @Test
  void aMovedKeyIsAtItsNewPosition() {
    index.add(HASH, 5);
    assertThat(index.move(HASH, 6, 7)).isFalse();
    assertThat(index.move(HASH, 5, 7)).isTrue();
    assertThat(index.find(HASH, ANY)).isEqualTo(7);
    assertThat(index.move(HASH, 5, 8)).isFalse();
    assertThat(index.size()).isEqualTo(1);
  }

  @Test
  void anEntryThatMovesWhileTheCandidateLooksIsLookedAtAgain() {
    index.add(HASH, 5);
    long found =
        index.find(
            HASH,
            position -> {
              if (position == 5) {
                index.move(HASH, 5, 6); // and the frame at 5 is gone
                return false;
              }
              return position == 6;
            });
    assertThat(found).isEqualTo(6);
  }

  @Test
  void aShardThatGrowsAndAnEntryThatMovesMeanwhileAreLookedAtAgain() {
    index.add(HASH, 5);
    long found =
        index.find(
            HASH,
            position -> {
              if (position == 5) {
                int capacity = index.wordsMax(SHARD);
                for (int i = 1; index.wordsMax(SHARD) == capacity; i++) {
                  index.add(HASH + ((long) i << 31), 1000 + i);
                }
                index.move(HASH, 5, 6);
                return false;
              }
              return position == 6;
            });
    assertThat(found).isEqualTo(6);
  }

  @Test
  void aRemovalLeavesTheWayToTheOthersOpen() {
    for (int i = 1; i <= 100; i++) {
      index.add(HASH, i);
    }
    for (int i = 1; i < 100; i++) {
      assertThat(index.remove(HASH, i)).isTrue();
      assertThat(index.find(HASH, at(100))).isEqualTo(100);
    }
  }

  @Test
  void removedSlotsDoNotFillTheShard() {
    for (int i = 0; i < 100_000; i++) {
      index.add(hashIn(SHARD, i), i + 1);
      if (i >= 300) {
        assertThat(index.remove(hashIn(SHARD, i - 300), i - 299)).isTrue();
      }
    }
    assertThat(index.size()).isEqualTo(300);
    assertThat(index.wordsMax(SHARD)).isLessThanOrEqualTo(2 * SlotPages.SLOTS);
    assertThat(index.bytes()).isEqualTo(Slabs.SLAB_BYTES);
  }

  @Test
  void pagesOfAShardThatShrankServeAnother() {
    for (int i = 0; i < 100_000; i++) {
      index.add(hashIn(1, i), i + 1);
    }
    for (int i = 0; i < 100_000; i++) {
      assertThat(index.remove(hashIn(1, i), i + 1)).isTrue();
    }
    long bytes = index.bytes();
    assertThat(index.wordsMax(1)).isLessThanOrEqualTo(2 * SlotPages.SLOTS);
    for (int i = 0; i < 100_000; i++) {
      index.add(hashIn(2, i), i + 1);
    }
    assertThat(index.bytes()).isEqualTo(bytes);
  }

  @Test
  void shardsGrowByAQuarterAndNotAllAtOnce() {
    List<Long> fullAt = new ArrayList<>();
    for (int shard = 0; shard < KeyIndex.SHARDS; shard++) {
      int pages = KeyIndex.pagesFor(shard, 20_000);
      int full = Shard.usedMax(pages);
      fullAt.add((long) full);
      assertThat(full).isGreaterThanOrEqualTo(20_000);
      assertThat((double) KeyIndex.pagesFor(shard, full + 1) / pages).isBetween(1.2, 1.3);
    }
    assertThat(fullAt.stream().distinct().count()).isGreaterThan(8);
  }

  @Test
  void aDumpThatIsLoadedIsTheSameIndex() {
    KeyIndex loaded = new KeyIndex();
    int keys = 300_000;
    for (int i = 0; i < keys; i++) {
      index.add(hash(i), i + 1);
    }
    for (int i = 0; i < keys; i += 3) {
      index.remove(hash(i), i + 1);
    }
    for (int shard = 0; shard < KeyIndex.SHARDS; shard++) {
      MemorySegment words = MemorySegment.ofArray(new long[index.wordsMax(shard)]);
      int count = index.dump(shard, words);
      assertThat(index.dump(shard, words.asSlice(0, 8L * (count - 1)))).isEqualTo(-1);
      loaded.load(shard, words.toArray(ValueLayout.JAVA_LONG), count);
    }
    assertThat(loaded.size()).isEqualTo(index.size());
    for (int i = 0; i < keys; i++) {
      assertThat(loaded.find(hash(i), at(i + 1))).isEqualTo(i % 3 == 0 ? NONE : i + 1);
    }
    assertThatThrownBy(() -> loaded.load(0, new long[1], 1)).hasMessageContaining("filled");
  }

  @Test
  void whatIsNoEntryIsNotLoaded() {
    long[] words = {1L << 40};
    assertThatThrownBy(() -> index.load(0, words, 1)).hasMessageContaining("position");
    assertThat(index.size()).isZero();
  }

  /** A file may say anything: the order is what makes it quick, not what makes it right. */
  @Test
  void wordsInAnyOrderAreLoaded() {
    int keys = 200_000;
    for (int i = 0; i < keys; i++) {
      index.add(hash(i), i + 1);
    }
    SplittableRandom random = IndexKeys.random(KeyIndexTest.class);
    KeyIndex loaded = new KeyIndex();
    for (int shard = 0; shard < KeyIndex.SHARDS; shard++) {
      long[] words = words(shard);
      for (int swaps = random.nextInt(2 * words.length); swaps > 0; swaps--) {
        int a = random.nextInt(words.length);
        int b = Math.min(words.length - 1, a + random.nextInt(1 + random.nextInt(100)));
        long word = words[a];
        words[a] = words[b];
        words[b] = word;
      }
      loaded.load(shard, words, words.length);
    }
    for (int i = 0; i < keys; i++) {
      assertThat(loaded.find(hash(i), at(i + 1))).isEqualTo(i + 1);
    }
    for (int shard = 0; shard < KeyIndex.SHARDS; shard++) {
      assertThat(loaded.dump(shard, MemorySegment.ofArray(new long[index.wordsMax(shard)])))
          .isEqualTo(words(shard).length);
    }
  }

  private long[] words(int shard) {
    long[] words = new long[index.wordsMax(shard)];
    return Arrays.copyOf(words, index.dump(shard, MemorySegment.ofArray(words)));
  }

  @Test
  void whatIsNoPositionIsRefused() {
    for (long position : new long[] {-1, 0, 1L << 40}) {
      assertThatThrownBy(() -> index.add(HASH, position)).hasMessageContaining("position");
      assertThatThrownBy(() -> index.move(HASH, 1, position)).hasMessageContaining("position");
    }
  }

  private static KeyIndex.Candidate at(long wanted) {
    return position -> position == wanted;
  }

  private static long hash(int key) {
    return (key + 1L) * 0x9E37_79B9_7F4A_7C15L;
  }

  private static long hashIn(int shard, int key) {
    return ((long) shard << 55) | (hash(key) >>> 9);
  }
}
