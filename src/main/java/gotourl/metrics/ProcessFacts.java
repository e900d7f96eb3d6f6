package gotourl.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the system says of this process. From {@code /proc} where there is one, so that nothing of
 * Java's management is needed; elsewhere those metrics are left out.
 */
public final class ProcessFacts {

  private static final Path PROC = Path.of("/proc/self");
  private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
  private static final Pattern FILES_MAX = Pattern.compile("(?m)^Max open files\\s+(\\d+)\\s");
  private static final int KB = 1024;

  private ProcessFacts() {}

  /** Says where the process metrics are read. */
  public static void measure(Metrics metrics) {
    ProcessHandle.Info info = ProcessHandle.current().info();
    info.startInstant().ifPresent(start -> metrics.read(Metric.START_TIME, () -> seconds(start)));
    if (info.totalCpuDuration().isPresent()) {
      metrics.read(Metric.CPU_SECONDS, ProcessFacts::cpuSeconds);
    }
    if (Files.isDirectory(PROC)) {
      metrics.read(Metric.RESIDENT_BYTES, () -> KB * number("status", RESIDENT));
      metrics.read(Metric.OPEN_FILES, ProcessFacts::openFiles);
      metrics.read(Metric.OPEN_FILES_MAX, () -> number("limits", FILES_MAX));
    }
    Runtime runtime = Runtime.getRuntime();
    metrics.read(Metric.HEAP_BYTES, () -> runtime.totalMemory() - runtime.freeMemory());
    metrics.read(Metric.HEAP_BYTES_MAX, runtime::maxMemory);
  }

  private static double cpuSeconds() {
    Optional<Duration> used = ProcessHandle.current().info().totalCpuDuration();
    return used.map(time -> time.toNanos() / 1e9).orElse(Double.NaN);
  }

  private static double seconds(Instant instant) {
    return instant.toEpochMilli() / 1e3;
  }

  /** One more than there are without this look. */
  private static double openFiles() {
    try (Stream<Path> files = Files.list(PROC.resolve("fd"))) {
      return files.count();
    } catch (IOException e) {
      return Double.NaN; // A scrape has better things to say than that this failed.
    }
  }

  /** What a file says at a place; NaN if it does not, as for a limit that is unlimited. */
  private static double number(String file, Pattern place) {
    try {
      Matcher found = place.matcher(Files.readString(PROC.resolve(file)));
      return found.find() ? Double.parseDouble(found.group(1)) : Double.NaN;
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
