package gotourl.store.embedded;

/**
 * How many frames of removed links a compaction leaves out: when it comes to the tombstone, that is
 * needed no more if they were all. Where there are too many links to count, the others' tombstones
 * stay until the next compaction.
 */
final class DroppedFrames {

  /** Two MiB of heap at most. */
  private static final int SLOTS_MAX = 1 << 17;

  private static final int SLOTS_MIN = 1 << 6;

  /** A number + 1, 0 if free; and how many. */
  private long[] numbers = new long[SLOTS_MIN];

  private int[] counts = new int[SLOTS_MIN];
  private int used;

  void add(long number) {
    if (used * 2 >= numbers.length) {
      if (numbers.length == SLOTS_MAX) {
        return;
      }
      grow();
    }
    int slot = slot(number);
    if (numbers[slot] == 0) {
      numbers[slot] = number + 1;
      used++;
    }
    counts[slot]++;
  }

  int of(long number) {
    int slot = slot(number);
    return numbers[slot] == 0 ? 0 : counts[slot];
  }

  private int slot(long number) {
    int mask = numbers.length - 1;
    int slot = (int) ((number * 0x9E3779B97F4A7C15L) >>> 40) & mask;
    while (numbers[slot] != 0 && numbers[slot] != number + 1) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    long[] oldNumbers = numbers;
    int[] oldCounts = counts;
    numbers = new long[2 * oldNumbers.length];
    counts = new int[numbers.length];
    for (int i = 0; i < oldNumbers.length; i++) {
      if (oldNumbers[i] != 0) {
        int slot = slot(oldNumbers[i] - 1);
        numbers[slot] = oldNumbers[i];
        counts[slot] = oldCounts[i];
      }
    }
  }
}
