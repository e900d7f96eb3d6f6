package gotourl.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.support.Scrape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MetricsTest {

  private final Metrics metrics = new Metrics();

  @ParameterizedTest
  @EnumSource
  void everyDeclaredMetricCanBeScraped(Metric metric) {
    switch (metric.kind()) {
      case HISTOGRAM -> metrics.read(metric, List.of(Histogram.ofNanos()));
      case COUNTER, GAUGE -> {
        if (metric.label().isEmpty()) {
          metrics.read(metric, () -> 7);
        } else {
          metrics.read(metric, "one", () -> 7);
          metrics.read(metric, "other", () -> 8);
        }
      }
    }
    assertThat(scrape().names()).containsExactly(metric.scrapedName());
  }

  @Test
  void aNumberIsReadWhenItIsScraped() {
    AtomicLong links = new AtomicLong(1);
    metrics.read(Metric.LINKS, links::get);
    links.set(12_345_678_901L);
    assertThat(scrape().value("goto_links")).isEqualTo(12_345_678_901.0);
    links.set(3);
    assertThat(scrape().value("goto_links")).isEqualTo(3);
  }

  @Test
  void whatHasNoSourceIsLeftOut() {
    metrics.read(Metric.LINKS, () -> 1);
    assertThat(scrape().names()).containsExactly("goto_links");
    assertThat(metrics.has(Metric.SAVES)).isFalse();
  }

  @Test
  void theSameSourceTwiceIsAMistake() {
    metrics.read(Metric.LINKS, () -> 1);
    metrics.read(Metric.REDIRECTS, "unknown", () -> 1);
    assertThatThrownBy(() -> metrics.read(Metric.LINKS, () -> 2)).hasMessageContaining("LINKS");
    assertThatThrownBy(() -> metrics.read(Metric.REDIRECTS, "unknown", () -> 2))
        .hasMessageContaining("REDIRECTS");
  }

  @Test
  void aLabelThatIsNotDeclaredIsAMistake() {
    assertThatThrownBy(() -> metrics.read(Metric.LINKS, "red", () -> 2))
        .hasMessageContaining("LINKS");
    assertThatThrownBy(() -> metrics.read(Metric.REDIRECTS, () -> 2))
        .hasMessageContaining("REDIRECTS");
  }

  @Test
  void aHistogramIsTheSumOfItsPartsInSeconds() {
    Histogram one = Histogram.ofNanos();
    Histogram other = Histogram.ofNanos();
    one.recordAlone(5_000, 3);
    one.recordAlone(5_001, 1);
    other.record(7_000_000_000L);
    other.record(11_000_000_000L);
    metrics.read(Metric.REDIRECT_SECONDS, List.of(one, other));
    Scrape scrape = scrape();
    assertThat(scrape.value("goto_redirect_seconds_bucket{le=\"2.0E-6\"}")).isEqualTo(0);
    assertThat(scrape.value("goto_redirect_seconds_bucket{le=\"5.0E-6\"}")).isEqualTo(3);
    assertThat(scrape.value("goto_redirect_seconds_bucket{le=\"1.0E-5\"}")).isEqualTo(4);
    assertThat(scrape.value("goto_redirect_seconds_bucket{le=\"5.0\"}")).isEqualTo(4);
    assertThat(scrape.value("goto_redirect_seconds_bucket{le=\"10.0\"}")).isEqualTo(5);
    assertThat(scrape.value("goto_redirect_seconds_count")).isEqualTo(6);
    assertThat(scrape.value("goto_redirect_seconds_sum")).isEqualTo(18.000020001);
    assertThat(one.count() + other.count()).isEqualTo(6);
  }

  @Test
  void theDocumentsTableOfMetricsIsTheDeclaredOne() throws IOException {
    String table =
        "| metric | kind | label | what it says |\n|---|---|---|---|\n"
            + Stream.of(Metric.values()).map(MetricsTest::row).collect(Collectors.joining());
    assertThat(Files.readString(Path.of("docs/OPERATIONS.md"))).contains(table);
  }

  private static String row(Metric metric) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            metric.scrapedName(),
            metric.kind().name().toLowerCase(Locale.ROOT),
            metric.label().isEmpty() ? "" : "`" + metric.label() + "`",
            metric.help());
  }

  @Test
  void theProcessSaysWhatItTakes() {
    ProcessFacts.measure(metrics);
    Scrape scrape = scrape();
    assertThat(scrape.value("process_start_time_seconds"))
        .isBetween(1.5e9, System.currentTimeMillis() / 1e3);
    assertThat(scrape.value("process_cpu_seconds_total")).isPositive();
    assertThat(scrape.value("goto_heap_bytes")).isBetween(1.0, scrape.value("goto_heap_bytes_max"));
    if (Files.isDirectory(Path.of("/proc/self"))) {
      assertThat(scrape.value("process_resident_memory_bytes")).isGreaterThan(1 << 20);
      assertThat(scrape.value("process_open_fds")).isBetween(1.0, scrape.value("process_max_fds"));
    }
  }

  private Scrape scrape() {
    return new Scrape(metrics.text());
  }
}
