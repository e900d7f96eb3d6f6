package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.SaveLoop;
import gotourl.link.LinkStore;
import gotourl.metrics.Metrics;
import gotourl.support.LogLines;
import gotourl.support.Scrape;
import gotourl.support.SimDisk;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StoreMetricsTest {

  private static final Retention NO_HISTORY = new Retention(Duration.ZERO, 0);

  private final SimDisk disk = new SimDisk(3);

  @Test
  void linksAndTheirIndexesAreMeasured() throws Exception {
    EmbeddedStore store = SimStore.open(disk);
    Metrics metrics = measured(store);
    assertThat(value(metrics, "goto_links")).isZero();
    add(store, 10);
    var _ = store.remove(key("k3"), LinkStore.ANY_VERSION);
    store.saveOnce();
    assertThat(value(metrics, "goto_links")).isEqualTo(9);
    assertThat(value(metrics, "goto_link_numbers_total")).isEqualTo((double) store.nextNumber());
    assertThat(value(metrics, "goto_index_bytes{index=\"keys\"}")).isPositive();
    assertThat(value(metrics, "goto_index_bytes{index=\"numbers\"}")).isPositive();
    store.close();
  }

  @Test
  void whatACheckpointLacksGoesWhenOneIsWritten() throws Exception {
    EmbeddedStore store = SimStore.open(disk);
    Metrics metrics = measured(store);
    assertThat(value(metrics, "goto_checkpoint_timestamp_seconds")).isZero();
    add(store, 100);
    double before = value(metrics, "goto_checkpoint_lacks_bytes");
    assertThat(before).isGreaterThan(100 * 20);
    store.maintainOnce();
    assertThat(value(metrics, "goto_checkpoint_lacks_bytes")).isLessThan(before);
    assertThat(value(metrics, "goto_checkpoint_timestamp_seconds")).isGreaterThan(1.5e9);
    store.close();
  }

  @Test
  void compactionIsMeasured() throws Exception {
    EmbeddedStore store = SimStore.open(disk, 1 << 12, InstantSource.system(), NO_HISTORY);
    Metrics metrics = measured(store);
    add(store, 100);
    for (int i = 0; i < 95; i++) {
      var _ = store.remove(key("k" + i), LinkStore.ANY_VERSION);
      store.saveOnce();
    }
    assertThat(value(metrics, "goto_segment_bytes")).isGreaterThan(1 << 12);
    for (int i = 0; i < 200 && value(metrics, "goto_compaction_dropped_bytes_total") == 0; i++) {
      store.maintainOnce();
    }
    assertThat(value(metrics, "goto_compaction_written_bytes_total")).isPositive();
    assertThat(value(metrics, "goto_compaction_dropped_bytes_total"))
        .isGreaterThan(value(metrics, "goto_compaction_written_bytes_total"));
    store.close();
  }

  @Test
  void damageThatIsMetIsCountedEachTimeAndNamedOnce() throws Exception {
    EmbeddedStore store = SimStore.open(disk);
    add(store, 3);
    store.close();
    // A store that takes up its checkpoint does not read the frames: readers meet the damage.
    String segment = "0000000000000001.seg";
    byte[] bytes = disk.bytes(segment);
    bytes[bytes.length - 1] ^= 1;
    disk.plant(segment, bytes);
    try (LogLines _ = LogLines.of(EmbeddedStore.class)) {
      EmbeddedStore damaged = SimStore.open(disk);
      Metrics metrics = measured(damaged);
      assertThat(damaged.condition()).isEqualTo(new Condition(null, false, 0, 0, 0));
      damaged.peek(key("k2"));
      damaged.peek(key("k2"));
      assertThat(value(metrics, "goto_damaged_frames{found=\"readers\"}")).isEqualTo(1);
      assertThat(value(metrics, "goto_damaged_frames{found=\"start\"}")).isZero();
      assertThat(value(metrics, "goto_damaged_reads_total")).isEqualTo(2);
      assertThat(damaged.condition().damagedFrames()).isEqualTo(1);
      damaged.close();
      disk.remove(CheckpointFile.NAME);
      EmbeddedStore again = SimStore.open(disk);
      assertThat(value(measured(again), "goto_damaged_frames{found=\"start\"}")).isEqualTo(1);
      assertThat(again.condition().damagesAtStart()).isEqualTo(1);
      again.close();
    }
  }

  @Test
  void aDiskThatFailsIsAConditionSinceThenUntilItWorks() throws Exception {
    EmbeddedStore store = SimStore.open(disk);
    add(store, 1);
    try (LogLines _ = LogLines.of(SaveLoop.class)) {
      disk.faultAfter(0, SimDisk.Fault.ERROR);
      var _ = store.add(key("refused"), "https://example.org/");
      store.saveOnce();
      assertThat(Objects.requireNonNull(store.condition().failing()).why()).isNotEmpty();
      disk.heal();
      var _ = store.add(key("saved"), "https://example.org/");
      store.saveOnce();
      assertThat(store.condition().failing()).isNull();
    }
    store.close();
  }

  private static void add(EmbeddedStore store, int count) {
    for (int i = 0; i < count; i++) {
      var _ = store.add(key("k" + i), "https://example.org/" + i);
      store.saveOnce();
    }
  }

  private static Metrics measured(EmbeddedStore store) {
    Metrics metrics = new Metrics();
    store.measure(metrics);
    return metrics;
  }

  private static double value(Metrics metrics, String sample) {
    return new Scrape(metrics.text()).value(sample);
  }
}
