package gotourl.bench.store;

import java.nio.file.Path;
import java.util.Locale;

/**
 * Durable adds: one round, on a new store, after a warm-up on another.
 *
 * <p>Arguments: engine, directory (empty or missing), in flight, seconds, seconds of warm-up.
 * Prints {@code RESULT adds/s CPU-microseconds-each collector}.
 */
public final class Adds {

  private Adds() {}

  /** Measures. */
  public static void main(String[] args) throws Exception {
    String name = args[0];
    Path directory = Path.of(args[1]);
    int inFlight = Integer.parseInt(args[2]);
    long nanos = nanos(args[3]);
    long warmUpNanos = nanos(args[4]);
    Links links = Links.ofSeed();
    if (warmUpNanos > 0) {
      try (Engine engine = Engines.open(name, directory.resolve("warm-up"))) {
        var _ = engine.adds(links, inFlight, warmUpNanos);
      }
    }
    try (Engine engine = Engines.open(name, directory.resolve("measured"))) {
      Meter meter = new Meter();
      long adds = engine.adds(links, inFlight, nanos);
      System.out.printf(
          Locale.ROOT,
          "RESULT %.0f %.3f %s%n",
          adds / meter.seconds(),
          meter.cpuSeconds() * 1e6 / adds,
          Meter.collector());
    }
  }

  private static long nanos(String seconds) {
    return (long) (Double.parseDouble(seconds) * 1e9);
  }
}
