package gotourl.store.embedded;

import gotourl.support.Seed;
import java.util.SplittableRandom;

/** Small numbers as keys, and positions that say whose they are. */
final class IndexKeys {

  static final int KEYS = 1 << 12;

  private IndexKeys() {}

  /** Few shards, and four keys to each hash. */
  static long hash(int key) {
    long mixed = new SplittableRandom(key >>> 2).nextLong();
    return mixed & ~(0x7FL << 57);
  }

  static long position(int key, long times) {
    return 1 + key + KEYS * times;
  }

  static int keyAt(long position) {
    return (int) ((position - 1) % KEYS);
  }

  static long timesAt(long position) {
    return (position - 1) / KEYS;
  }

  static KeyIndex.Candidate is(int key) {
    return position -> keyAt(position) == key;
  }

  static SplittableRandom random(Class<?> test) {
    return new SplittableRandom(Seed.next(test.getSimpleName()));
  }
}
