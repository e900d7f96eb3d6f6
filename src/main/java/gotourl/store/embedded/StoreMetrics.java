package gotourl.store.embedded;

import gotourl.metrics.Metric;
import gotourl.metrics.Metrics;
import java.time.Instant;

/** Where the store's metrics are read. */
final class StoreMetrics {

  private StoreMetrics() {}

  static void measure(
      Metrics metrics,
      LinkTable table,
      int damagesAtStart,
      Checkpointing checkpointing,
      Compactor compactor) {
    metrics.read(Metric.LINKS, table::size);
    metrics.read(Metric.NEXT_NUMBER, table::nextNumber);
    metrics.read(Metric.INDEX_BYTES, "keys", table::keyIndexBytes);
    metrics.read(Metric.INDEX_BYTES, "numbers", table::numberIndexBytes);
    metrics.read(Metric.DAMAGED_FRAMES, "start", () -> damagesAtStart);
    metrics.read(Metric.DAMAGED_FRAMES, "readers", table.damage()::frames);
    metrics.read(Metric.DAMAGED_READS, table.damage()::reads);
    metrics.read(Metric.CHECKPOINT_TIME, () -> seconds(checkpointing));
    metrics.read(Metric.CHECKPOINT_LACKS_BYTES, checkpointing::unsaved);
    metrics.read(Metric.COMPACTION_WRITTEN_BYTES, compactor::bytesWritten);
    metrics.read(Metric.COMPACTION_DROPPED_BYTES, compactor::bytesDropped);
  }

  private static double seconds(Checkpointing checkpointing) {
    Instant at = checkpointing.writtenAt();
    return at == null ? 0 : at.toEpochMilli() / 1e3;
  }
}
