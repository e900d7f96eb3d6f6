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
 * <p>Keys are drawn some hundred at a time, and only finding them is timed: making a key of a
 * number takes longer than the rest of this loop, and no store has to do it. The engine {@code
 * none} shows what is left.
 *
 * <p>Arguments: engine, directory, links, threads, seconds, seconds of warm-up. Prints {@code
 * RESULT finds/s CPU-microseconds-each collector}.
 */
public final class Finds {

  /** Of one draw: its keys stay in the nearest cache, and two looks at the clock are nothing. */
  private static final int DRAWN = 256;

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
      List<Future<Run>> runs = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        long seed = Links.mix(thread + 1L);
        runs.add(
            pool.submit(() -> {
              try (Engine.Finder finder = engine.finder()) {
                var _ = run(finder, count, seed, warmUpNanos);
                warm.await();
                return run(finder, count, seed + 1, nanos);
              }
            }));
      }
      double rate = 0;
      long finds = 0;
      for (Future<Run> each : runs) {
        Run run = each.get();
        rate += run.finds / run.seconds;
        finds += run.finds;
      }
      double cpuSeconds = meter.getFirst().cpuSeconds();
      System.out.printf(
          Locale.ROOT, "RESULT %.0f %.3f %s%n", rate, cpuSeconds * 1e6 / finds, Meter.collector());
    }
  }

  /** How many in how much time, that of the draws left out. */
  private record Run(long finds, double seconds) {}

  private static Run run(Engine.Finder finder, long count, long seed, long nanos) throws Exception {
    Links links = Links.ofSeed();
    byte[][] codes = new byte[DRAWN][Links.CODE_BYTES];
    long end = System.nanoTime() + nanos;
    long random = seed;
    long finds = 0;
    long finding = 0;
    long now;
    do {
      for (byte[] code : codes) {
        links.code(Math.unsignedMultiplyHigh(Links.mix(++random), count), code);
      }
      long start = System.nanoTime();
      for (byte[] code : codes) {
        if (!finder.find(code)) {
          throw new IllegalStateException("a link is not found as it was added");
        }
      }
      now = System.nanoTime();
      finding += now - start;
      finds += DRAWN;
    } while (now - end < 0);
    return new Run(finds, finding / 1e9);
  }
}
