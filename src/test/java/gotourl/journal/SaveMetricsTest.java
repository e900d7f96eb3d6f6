package gotourl.journal;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.metrics.Metrics;
import gotourl.support.LogLines;
import gotourl.support.Scrape;
import gotourl.support.SimDisk;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SaveMetricsTest {

  private final SimDisk disk = new SimDisk(1);
  private final Metrics metrics = new Metrics();
  private final SaveLoop loop;

  SaveMetricsTest() throws IOException {
    loop = new SaveLoop(TextJournal.open(disk).journal, new SaveLoop.Options(5, 1 << 20), () -> {});
    loop.measure(metrics);
  }

  @Test
  void aBatchIsCountedOnceWithItsSavesAndItsSync() {
    submit(5);
    assertThat(value("goto_save_queue")).isEqualTo(5);
    assertThat(value("goto_save_queue_bytes")).isEqualTo(5 * 16);
    assertThat(value("goto_save_queue_max")).isEqualTo(5);
    assertThat(value("goto_save_queue_bytes_max")).isEqualTo(1 << 20);
    assertThat(value("goto_saves_total")).isZero();
    loop.saveOnce();
    assertThat(value("goto_save_queue")).isZero();
    assertThat(value("goto_save_queue_bytes")).isZero();
    assertThat(value("goto_saves_total")).isEqualTo(5);
    assertThat(value("goto_batch_saves_count")).isEqualTo(1);
    assertThat(value("goto_batch_saves_sum")).isEqualTo(5);
    assertThat(value("goto_batch_saves_bucket{le=\"4.0\"}")).isZero();
    assertThat(value("goto_batch_saves_bucket{le=\"16.0\"}")).isEqualTo(1);
    assertThat(value("goto_sync_seconds_count")).isEqualTo(1);
    assertThat(value("goto_appended_bytes_total")).isGreaterThan(5 * 8);
    assertThat(value("goto_segments")).isEqualTo(1);
  }

  @Test
  void beyondTheBoundIsARefusalOfTheQueue() {
    submit(7);
    assertThat(value("goto_saves_refused_total{reason=\"queue_full\"}")).isEqualTo(2);
    loop.close();
    submit(1);
    assertThat(value("goto_saves_refused_total{reason=\"closed\"}")).isEqualTo(1);
    assertThat(value("goto_saves_total")).isEqualTo(5);
  }

  @Test
  void aDiskThatFailsIsARefusalSinceThenUntilItWorksAgain() {
    try (LogLines _ = LogLines.of(SaveLoop.class)) {
      submit(1);
      loop.saveOnce();
      assertThat(loop.failing()).isNull();
      disk.faultAfter(0, SimDisk.Fault.ERROR);
      submit(2);
      loop.saveOnce();
      SaveLoop.Failing failing = Objects.requireNonNull(loop.failing());
      assertThat(failing.why()).isNotEmpty();
      assertThat(value("goto_saves_refused_total{reason=\"disk\"}")).isEqualTo(2);
      assertThat(value("goto_saving_refused")).isEqualTo(1);
      assertThat(value("goto_saves_total")).isEqualTo(1);
      disk.heal();
      submit(1);
      loop.saveOnce();
      assertThat(loop.failing()).isNull();
      assertThat(value("goto_saving_refused")).isZero();
      assertThat(value("goto_saves_total")).isEqualTo(2);
    }
  }

  @Test
  void aSaveThatCannotBeDecidedIsNoneThatWasSaved() {
    submit(1);
    loop.submit(new Text(false));
    loop.saveOnce();
    assertThat(value("goto_saves_total")).isEqualTo(1);
  }

  private void submit(int count) {
    for (int i = 0; i < count; i++) {
      loop.submit(new Text(true));
    }
  }

  private static final class Text extends Save {
    private final boolean decides;

    Text(boolean decides) {
      super(16);
      this.decides = decides;
    }

    @Override
    protected void decide(Batch batch) {
      if (!decides) {
        throw new IllegalStateException("it cannot decide");
      }
      batch.append(TextJournal.KIND, "text".getBytes(US_ASCII), 4);
    }

    @Override
    protected void publish() {}

    @Override
    protected void acknowledge() {}

    @Override
    protected void refuse(Refusal refusal) {}

    @Override
    protected void fail(RuntimeException defect) {}
  }

  private double value(String sample) {
    return new Scrape(metrics.text()).value(sample);
  }
}
