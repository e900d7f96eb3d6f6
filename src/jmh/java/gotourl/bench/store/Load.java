package gotourl.bench.store;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Brings links into a new store, synced at the end of each batch.
 *
 * <p>Arguments: engine, directory, links, and {@code settle} to do at once what the engine puts off
 * and close it, or {@code stay} to keep it open, untouched, until somebody kills this process.
 * Prints {@code RESULT seconds CPU-seconds anonymous-bytes heap-bytes collector}: the memory is
 * what the links added to that of the process with the store empty.
 */
public final class Load {

  private Load() {}

  /** Loads and measures. */
  public static void main(String[] args) throws Exception {
    long count = Long.parseLong(args[2]);
    boolean stays = args[3].equals("stay");
    try (Engine engine = Engines.open(args[0], Path.of(args[1]))) {
      long heapBefore = Meter.heapBytes();
      long anonymousBefore = Meter.anonymousBytes();
      Meter meter = new Meter();
      engine.load(Links.ofSeed(), count);
      double seconds = meter.seconds();
      double cpuSeconds = meter.cpuSeconds();
      System.out.printf(
          Locale.ROOT,
          "RESULT %.3f %.3f %d %d %s%n",
          seconds,
          cpuSeconds,
          Meter.anonymousBytes() - anonymousBefore,
          Meter.heapBytes() - heapBefore,
          Meter.collector());
      if (stays) {
        Thread.currentThread().join(); // for ever: whoever started this ends it
      }
      engine.settle();
    }
  }
}
