package gotourl.bench.store;

import java.util.Locale;

/** How often which duration was seen, to within 1.6 %. One thread records. */
final class Latencies {

  private static final int FRACTION_BITS = 6;
  private static final int FRACTIONS = 1 << FRACTION_BITS;
  private static final double NANOS_PER_MILLI = 1e6;

  private final long[] counts = new long[(Long.SIZE - FRACTION_BITS) * FRACTIONS];
  private long count;
  private long maxNanos;

  void record(long nanos) {
    long value = Math.max(0, nanos);
    counts[slot(value)]++;
    count++;
    maxNanos = Math.max(maxNanos, value);
  }

  /** Takes what another has seen. */
  void add(Latencies other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    count += other.count;
    maxNanos = Math.max(maxNanos, other.maxNanos);
  }

  long count() {
    return count;
  }

  double maxMillis() {
    return maxNanos / NANOS_PER_MILLI;
  }

  /** The duration that this share of all stayed within; 0 if there were none. */
  double millis(double share) {
    long wanted = (long) Math.ceil(count * share);
    long seen = 0;
    for (int i = 0; i < counts.length; i++) {
      seen += counts[i];
      if (seen >= wanted && seen > 0) {
        return Math.min(highest(i), maxNanos) / NANOS_PER_MILLI;
      }
    }
    return 0;
  }

  /** {@code p50 p99 p99.9 max}, in milliseconds. */
  String line() {
    return String.format(
        Locale.ROOT, "%.4f %.4f %.4f %.4f", millis(0.5), millis(0.99), millis(0.999), maxMillis());
  }

  // Below FRACTIONS exact; from there on each power of two is cut into FRACTIONS slots.
  private static int slot(long nanos) {
    if (nanos < FRACTIONS) {
      return (int) nanos;
    }
    int shift = Long.SIZE - 1 - Long.numberOfLeadingZeros(nanos) - FRACTION_BITS;
    return (shift + 1) * FRACTIONS + (int) (nanos >>> shift) - FRACTIONS;
  }

  private static long highest(int slot) {
    if (slot < FRACTIONS) {
      return slot;
    }
    int shift = slot / FRACTIONS - 1;
    return ((slot % FRACTIONS + FRACTIONS + 1L) << shift) - 1;
  }
}
