package gotourl.transfer;

import gotourl.link.Key;
import java.util.OptionalLong;

/**
 * The codes of a source that were met so far, and where they lead, by hashes of 64 bits: 32 MiB at
 * most, whatever the source holds.
 *
 * <pre>
 *   slots   hash of the key (0: free) | hash of the target
 * </pre>
 */
final class SeenCodes {

  /** Beyond it, a code that stands in the source twice is not noticed by this. */
  static final int CODES_MAX = 1 << 20;

  private static final int CAPACITY_MIN = 1 << 10;

  private static final long PRIME = 0x100_0000_01B3L;
  private static final long OFFSET = 0xCBF2_9CE4_8422_2325L;

  private long[] slots = new long[2 * CAPACITY_MIN];
  private int count;

  /**
   * Notes that the key leads there, unless it was met before.
   *
   * @return the hash of where it led when it was met before
   */
  OptionalLong meet(Key key, String target) {
    long hash = hash(OFFSET + key.domain(), key.code());
    int at = find(hash);
    if (slots[at] == hash) {
      return OptionalLong.of(slots[at + 1]);
    }
    if (count < CODES_MAX) {
      put(at, hash, hash(target));
    }
    return OptionalLong.empty();
  }

  private void put(int at, long hash, long target) {
    slots[at] = hash;
    slots[at + 1] = target;
    count++;
    if (4 * count > slots.length) {
      long[] old = slots;
      slots = new long[2 * old.length];
      for (int i = 0; i < old.length; i += 2) {
        if (old[i] != 0) {
          int to = find(old[i]);
          slots[to] = old[i];
          slots[to + 1] = old[i + 1];
        }
      }
    }
  }

  private int find(long hash) {
    int mask = slots.length - 1;
    int at = (int) (hash >>> 20) << 1 & mask;
    while (slots[at] != 0 && slots[at] != hash) {
      at = at + 2 & mask;
    }
    return at;
  }

  static long hash(String text) {
    return hash(OFFSET, text);
  }

  /** FNV-1a over characters, mixed at its end; never 0. */
  private static long hash(long seed, String text) {
    long hash = seed;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * PRIME;
    }
    hash = (hash ^ hash >>> 32) * 0x9E37_79B9_7F4A_7C15L;
    hash ^= hash >>> 29;
    return hash == 0 ? 1 : hash;
  }
}
