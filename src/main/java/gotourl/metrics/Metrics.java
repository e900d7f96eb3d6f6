package gotourl.metrics;

import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * Where each metric is read, and all of them as a scraper wants them. The rooms say where while the
 * server is put together; {@link #text} is for any thread, and may wait for whatever is read.
 */
public final class Metrics {

  /** The content type of {@link #text}. */
  public static final String CONTENT_TYPE = PrometheusTextFormatWriter.CONTENT_TYPE;

  /** A value of the metric's label, and what belongs to it. */
  private record Source<T>(Labels labels, T reading) {}

  private final Map<Metric, List<Source<DoubleSupplier>>> numbers = new EnumMap<>(Metric.class);
  private final Map<Metric, List<Histogram>> histograms = new EnumMap<>(Metric.class);

  /** A metric without a label. */
  public synchronized void read(Metric metric, DoubleSupplier now) {
    require(metric, metric.label().isEmpty() && metric.kind() != Metric.Kind.HISTOGRAM);
    add(metric, Labels.EMPTY, now);
  }

  /**
   * A metric for one value of its label.
   *
   * @param value one of few: a constant of ours, never anything that was sent
   */
  public synchronized void read(Metric metric, String value, DoubleSupplier now) {
    require(metric, !metric.label().isEmpty() && metric.kind() != Metric.Kind.HISTOGRAM);
    add(metric, Labels.of(metric.label(), value), now);
  }

  /** Parts of one histogram, all of the same kind. */
  public synchronized void read(Metric metric, List<Histogram> parts) {
    require(metric, metric.kind() == Metric.Kind.HISTOGRAM && !parts.isEmpty());
    require(metric, histograms.put(metric, List.copyOf(parts)) == null);
  }

  private void add(Metric metric, Labels labels, DoubleSupplier now) {
    List<Source<DoubleSupplier>> sources = numbers.computeIfAbsent(metric, _ -> new ArrayList<>());
    require(metric, sources.stream().noneMatch(source -> source.labels().equals(labels)));
    sources.add(new Source<>(labels, now));
  }

  private static void require(Metric metric, boolean condition) {
    if (!condition) {
      throw new IllegalArgumentException(metric + " is not declared like this, or said twice");
    }
  }

  /** Whether anybody said where to read it. */
  public synchronized boolean has(Metric metric) {
    return numbers.containsKey(metric) || histograms.containsKey(metric);
  }

  /** Every metric that has a source, in the text format of Prometheus. */
  public synchronized byte[] text() {
    List<MetricSnapshot> all = new ArrayList<>();
    for (Metric metric : Metric.values()) {
      if (has(metric)) {
        all.add(snapshot(metric));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create()
          .write(out, new MetricSnapshots(all), EscapingScheme.UNDERSCORE_ESCAPING);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail like this", e);
    }
    return out.toByteArray();
  }

  private MetricSnapshot snapshot(Metric metric) {
    MetricMetadata metadata = new MetricMetadata(metric.baseName(), metric.help());
    return switch (metric.kind()) {
      case COUNTER ->
          new CounterSnapshot(
              metadata,
              points(
                  metric,
                  source ->
                      new CounterDataPointSnapshot(
                          source.reading().getAsDouble(), source.labels(), null, 0)));
      case GAUGE ->
          new GaugeSnapshot(
              metadata,
              points(
                  metric,
                  source ->
                      new GaugeDataPointSnapshot(
                          source.reading().getAsDouble(), source.labels(), null)));
      case HISTOGRAM -> {
        Histogram.Reading read = Histogram.read(histograms.getOrDefault(metric, List.of()));
        yield new HistogramSnapshot(
            metadata,
            List.of(
                new HistogramDataPointSnapshot(
                    ClassicHistogramBuckets.of(read.bounds(), read.counts()),
                    read.sum(),
                    Labels.EMPTY,
                    null,
                    0)));
      }
    };
  }

  private <P> List<P> points(Metric metric, Function<Source<DoubleSupplier>, P> point) {
    return numbers.getOrDefault(metric, List.of()).stream().map(point).toList();
  }
}
