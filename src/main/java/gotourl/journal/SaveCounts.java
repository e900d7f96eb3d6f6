package gotourl.journal;

import gotourl.metrics.Histogram;
import gotourl.metrics.Metric;
import gotourl.metrics.Metrics;
import gotourl.metrics.Tallies;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** What the save loop counts: once a batch, and whatever is refused. */
final class SaveCounts {

  private static final int SAVED = 0;

  private final Tallies saves = new Tallies(1);
  private final Histogram batchSaves = Histogram.ofCounts();

  /** All are there from the beginning: reading needs no lock. */
  private final Map<Refusal, AtomicLong> refused = new EnumMap<>(Refusal.class);

  SaveCounts() {
    for (Refusal refusal : Refusal.values()) {
      refused.put(refusal, new AtomicLong());
    }
  }

  /** A batch is durable. Save loop only. */
  void saved(int count) {
    saves.add(SAVED, count);
    batchSaves.recordAlone(count, 1);
  }

  /** Any thread. */
  void refused(Refusal refusal) {
    of(refusal).getAndIncrement();
  }

  void measure(Metrics metrics) {
    metrics.read(Metric.SAVES, () -> saves.get(SAVED));
    metrics.read(Metric.BATCH_SAVES, List.of(batchSaves));
    for (Refusal refusal : Refusal.values()) {
      metrics.read(Metric.SAVES_REFUSED, refusal.name().toLowerCase(Locale.ROOT), of(refusal)::get);
    }
  }

  private AtomicLong of(Refusal refusal) {
    return Objects.requireNonNull(refused.get(refusal));
  }
}
