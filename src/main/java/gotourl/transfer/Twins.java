package gotourl.transfer;

import gotourl.link.Key;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.ToLongFunction;

/**
 * Which links have codes that somebody else takes for the same, and which of those is the first,
 * the second and so on by number. Found by two walks and hashes of 64 bits: 8 bytes a link while
 * they are looked for, and 8 bytes a link that has a twin and 12 bytes a group from then on. Of two
 * links that are taken for twins by chance, once in a million exports, one only stands elsewhere.
 *
 * <p>All links up to the last that the first walk met take part, whatever their state. So what
 * changes meanwhile changes nobody's place, and no two have the same one.
 *
 * <pre>
 *   shared    hashes that several have, ascending
 *   starts    where the numbers of each begin; one more at the end
 *   numbers   of those who have them, ascending
 * </pre>
 */
final class Twins {

  /** Half a gigabyte of hashes; no program that reads such files takes as many. */
  static final long LINKS_MAX = 1L << 26;

  /** What {@link #place} says of a link that was made too late. */
  static final int NOWHERE = -1;

  /** So that none of them is large when it grows. */
  private static final int PARTS = 256;

  private static final int CAPACITY_MIN = 16;

  private final ToLongFunction<Key> hash;
  private final long[] shared;
  private final int[] starts;
  private final long[] numbers;
  private final long last;
  private final long links;

  private Twins(
      ToLongFunction<Key> hash,
      long[] shared,
      int[] starts,
      long[] numbers,
      long last,
      long links) {
    this.hash = hash;
    this.shared = shared;
    this.starts = starts;
    this.numbers = numbers;
    this.last = last;
    this.links = links;
  }

  /** Finds them among these. */
  static Twins among(Departures departures, ToLongFunction<Key> hash) throws IOException {
    Hashes hashes = new Hashes();
    departures.forEach((link, domain) -> hashes.add(hash.applyAsLong(link.key()), link.number()));
    Counts counts = hashes.shared();
    int[] ends = Arrays.copyOf(counts.starts, counts.shared.length);
    long[] numbers = new long[counts.starts[counts.shared.length]];
    // A place that stays free because its link was removed between the walks is nobody's.
    Arrays.fill(numbers, Long.MAX_VALUE);
    if (counts.shared.length > 0) {
      departures.forEach((link, domain) -> {
        int group = Arrays.binarySearch(counts.shared, hash.applyAsLong(link.key()));
        if (link.number() <= hashes.last && group >= 0) {
          numbers[ends[group]++] = link.number();
        }
      });
    }
    return new Twins(hash, counts.shared, counts.starts, numbers, hashes.last, hashes.count);
  }

  /** 0 of a link that has none or is the first, 1 of the second; or {@link #NOWHERE}. */
  int place(Key key, long number) {
    if (number > last) {
      return NOWHERE;
    }
    int group = group(key);
    if (group < 0) {
      return 0;
    }
    int at = Arrays.binarySearch(numbers, starts[group], starts[group + 1], number);
    return at < 0 ? NOWHERE : at - starts[group];
  }

  /** Whether somebody takes the code for another one. */
  boolean has(Key key) {
    return group(key) >= 0;
  }

  private int group(Key key) {
    return Arrays.binarySearch(shared, hash.applyAsLong(key));
  }

  /** One more than the highest place. */
  int places() {
    int most = 1;
    for (int group = 0; group < shared.length; group++) {
      most = Math.max(most, starts[group + 1] - starts[group]);
    }
    return most;
  }

  /** How many took part. */
  long links() {
    return links;
  }

  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  private record Counts(long[] shared, int[] starts) {}

  /** By their first byte, so that sorted parts one behind the other are sorted. */
  private static final class Hashes {
    private final long[][] parts = new long[PARTS][CAPACITY_MIN];
    private final int[] sizes = new int[PARTS];
    private long last = -1;
    private long count;

    void add(long hash, long number) {
      if (++count > LINKS_MAX) {
        throw new TransferException(
            "more than " + LINKS_MAX + " links cannot be told apart in this form",
            Jobs.NOTHING,
            null);
      }
      last = Math.max(last, number);
      // Signed, as Arrays compares.
      int part = (int) (hash >>> 56) ^ 0x80;
      if (sizes[part] == parts[part].length) {
        parts[part] = Arrays.copyOf(parts[part], sizes[part] + (sizes[part] >> 1));
      }
      parts[part][sizes[part]++] = hash;
    }

    /** What several have; the hashes are gone afterwards. */
    Counts shared() {
      long[] shared = new long[CAPACITY_MIN];
      int[] starts = new int[CAPACITY_MIN + 1];
      int groups = 0;
      for (int part = 0; part < PARTS; part++) {
        long[] sorted = parts[part];
        Arrays.sort(sorted, 0, sizes[part]);
        int end;
        for (int from = 0; from < sizes[part]; from = end) {
          end = from + 1;
          while (end < sizes[part] && sorted[end] == sorted[from]) {
            end++;
          }
          if (end - from > 1) {
            if (groups == shared.length) {
              shared = Arrays.copyOf(shared, groups + (groups >> 1));
              starts = Arrays.copyOf(starts, shared.length + 1);
            }
            shared[groups] = sorted[from];
            starts[groups + 1] = starts[groups] + end - from;
            groups++;
          }
        }
        parts[part] = new long[0];
      }
      return new Counts(Arrays.copyOf(shared, groups), Arrays.copyOf(starts, groups + 1));
    }
  }
}
