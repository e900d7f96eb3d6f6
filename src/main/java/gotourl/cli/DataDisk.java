package gotourl.cli;

import gotourl.metrics.Metric;
import gotourl.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** How much the data directory takes of its disk, and how much is left. Asking may wait. */
final class DataDisk {

  private final Path directory;

  DataDisk(Path directory) {
    this.directory = directory;
  }

  void measure(Metrics metrics) {
    metrics.read(Metric.DATA_BYTES, () -> orNaN(bytes()));
    metrics.read(Metric.DISK_FREE_BYTES, () -> orNaN(freeBytes()));
  }

  /** What we may still write; empty: the disk does not say. */
  OptionalLong freeBytes() {
    try {
      return OptionalLong.of(Files.getFileStore(directory).getUsableSpace());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private OptionalLong bytes() {
    try (Stream<Path> files = Files.list(directory)) {
      return OptionalLong.of(files.mapToLong(DataDisk::size).sum());
    } catch (IOException | UncheckedIOException e) {
      return OptionalLong.empty();
    }
  }

  /** Of a file that may just have been dropped. */
  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      return 0;
    }
  }

  private static double orNaN(OptionalLong bytes) {
    return bytes.isPresent() ? bytes.getAsLong() : Double.NaN;
  }
}
