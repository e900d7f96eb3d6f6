package gotourl.bench.store;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What this process has used: time, CPU, memory. */
final class Meter {

  private final long startNanos = System.nanoTime();
  private final long startCpuNanos = cpuNanos();

  double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** User and system time of all threads, the collector's and the compiler's too. */
  double cpuSeconds() {
    return (cpuNanos() - startCpuNanos) / 1e9;
  }

  private static long cpuNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }

  /** Memory of this process that is no file's. */
  static long anonymousBytes() throws IOException {
    List<String> lines = Files.readAllLines(Path.of("/proc/self/status"));
    for (String line : lines) {
      if (line.startsWith("RssAnon:")) {
        return Long.parseLong(line.replaceAll("\\D+", "")) << 10;
      }
    }
    throw new IOException("/proc/self/status has no RssAnon");
  }

  /** Bytes of the heap in use after a full collection. */
  static long heapBytes() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }

  /** For example {@code Copy+MarkSweepCompact/128MB}. */
  static String collector() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
            .map(GarbageCollectorMXBean::getName)
            .map(name -> name.replace(' ', '-'))
            .collect(Collectors.joining("+"))
        + "/"
        + (Runtime.getRuntime().maxMemory() >> 20)
        + "MB";
  }
}
