package gotourl.bench.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Random finds in a loaded store; each must bring out its own target.
 *
 * <p>Arguments: engine, directory, links, threads, seconds, seconds of warm-up. Prints {@code
 * RESULT finds/s CPU-microseconds-each collector}.
 */
public final class Finds {

  private static final int FINDS_PER_LOOK = 256;

  private Finds() {}

  /** Measures. */
  public static void main(String[] args) throws Exception {
    long count = Long.parseLong(args[2]);
    int threads = Integer.parseInt(args[3]);
    long nanos = (long) (Double.parseDouble(args[4]) * 1e9);
    long warmUpNanos = (long) (Double.parseDouble(args[5]) * 1e9);
    try (Engine engine = Engines.open(args[0], Path.of(args[1]));
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Meter> meter = new ArrayList<>();
      CyclicBarrier warm = new CyclicBarrier(threads, () -> meter.add(new Meter()));
      List<Future<Double>> rates = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        long seed = Links.mix(thread + 1L);
        rates.add(
            pool.submit(() -> {
              try (Engine.Finder finder = engine.finder()) {
                var _ = run(finder, count, seed, warmUpNanos);
                warm.await();
                return run(finder, count, seed + 1, nanos);
              }
            }));
      }
      double rate = 0;
      for (Future<Double> each : rates) {
        rate += each.get();
      }
      double cpuSeconds = meter.getFirst().cpuSeconds();
      double seconds = meter.getFirst().seconds();
      System.out.printf(
          Locale.ROOT,
          "RESULT %.0f %.3f %s%n",
          rate,
          cpuSeconds * 1e6 / (rate * seconds),
          Meter.collector());
    }
  }

  /** Finds a second. */
  private static double run(Engine.Finder finder, long count, long seed, long nanos)
      throws Exception {
    Links links = Links.ofSeed();
    byte[] code = new byte[Links.CODE_BYTES];
    long start = System.nanoTime();
    long random = seed;
    long finds = 0;
    long now;
    do {
      for (int i = 0; i < FINDS_PER_LOOK; i++) {
        random++;
        long number = Math.unsignedMultiplyHigh(Links.mix(random), count);
        links.code(number, code);
        if (!finder.find(code)) {
          throw new IllegalStateException("link " + number + " is not found as it was added");
        }
      }
      finds += FINDS_PER_LOOK;
      now = System.nanoTime();
    } while (now - start < nanos);
    return finds / ((now - start) / 1e9);
  }
}
