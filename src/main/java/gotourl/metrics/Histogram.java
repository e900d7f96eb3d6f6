package gotourl.metrics;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * How many values lay below which bounds. Either many threads {@link #record}, or one {@link
 * #recordAlone}s, which costs it no more than two additions.
 */
public final class Histogram {

  /** From a plain redirect to what no client waits for, in steps of 1, 2 and 5. */
  private static final long[] NANOS = {
    2_000,
    5_000,
    10_000,
    20_000,
    50_000,
    100_000,
    200_000,
    500_000,
    1_000_000,
    2_000_000,
    5_000_000,
    10_000_000,
    20_000_000,
    50_000_000,
    100_000_000,
    200_000_000,
    500_000_000,
    1_000_000_000,
    2_000_000_000,
    5_000_000_000L,
    10_000_000_000L
  };

  /** From a lone one to the longest queue that can be set, in powers of four. */
  private static final long[] COUNTS = {
    1, 4, 16, 64, 256, 1 << 10, 1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20
  };

  /** Values at most these, without the last bucket, which has no bound. */
  private final long[] bounds;

  /** So many of the values' unit are one of the unit that is scraped. */
  private final double perUnit;

  /** A count for each bound, one for what is above all of them, and the sum of the values. */
  private final AtomicLongArray cells;

  private Histogram(long[] bounds, double perUnit) {
    this.bounds = bounds;
    this.perUnit = perUnit;
    this.cells = new AtomicLongArray(bounds.length + 2);
  }

  /** Takes nanoseconds and is scraped in seconds. */
  public static Histogram ofNanos() {
    return new Histogram(NANOS, TimeUnit.SECONDS.toNanos(1));
  }

  /** Of how many came together. */
  public static Histogram ofCounts() {
    return new Histogram(COUNTS, 1);
  }

  /** Any thread. */
  public void record(long value) {
    cells.getAndIncrement(bucket(value));
    cells.getAndAdd(sumAt(), value);
  }

  /** The value, so many times. For one thread: nobody else may record in this histogram. */
  public void recordAlone(long value, long times) {
    int bucket = bucket(value);
    cells.setOpaque(bucket, cells.getPlain(bucket) + times);
    cells.setOpaque(sumAt(), cells.getPlain(sumAt()) + value * times);
  }

  /** From the low end: that is where nearly all values are. */
  private int bucket(long value) {
    int bucket = 0;
    while (bucket < bounds.length && value > bounds[bucket]) {
      bucket++;
    }
    return bucket;
  }

  private int sumAt() {
    return bounds.length + 1;
  }

  /** How many values were recorded. Any thread. */
  public long count() {
    long count = 0;
    for (int i = 0; i <= bounds.length; i++) {
      count += cells.getOpaque(i);
    }
    return count;
  }

  /**
   * A histogram as it is scraped.
   *
   * @param bounds the last one is infinite
   * @param counts how many lay in each bucket, not below its bound
   */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Reading(double[] bounds, long[] counts, double sum) {}

  /** Any thread. All of the same kind. */
  static Reading read(List<Histogram> parts) {
    Histogram first = parts.getFirst();
    int buckets = first.bounds.length + 1;
    double[] bounds = new double[buckets];
    long[] counts = new long[buckets];
    double sum = 0;
    for (int i = 0; i < buckets; i++) {
      bounds[i] =
          i < first.bounds.length ? first.bounds[i] / first.perUnit : Double.POSITIVE_INFINITY;
    }
    for (Histogram part : parts) {
      for (int i = 0; i < buckets; i++) {
        counts[i] += part.cells.getOpaque(i);
      }
      sum += part.cells.getOpaque(part.sumAt()) / part.perUnit;
    }
    return new Reading(bounds, counts, sum);
  }
}
