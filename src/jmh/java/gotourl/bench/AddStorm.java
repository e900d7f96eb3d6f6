package gotourl.bench;

import gotourl.journal.SyncPolicy;
import gotourl.link.Domain;
import gotourl.link.Key;
import gotourl.link.LinkStore;
import gotourl.store.embedded.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Durable adds in one process: so many in flight, each acknowledged after its sync.
 *
 * <p>Arguments: directory (made and deleted), in flight, seconds a round, rounds.
 */
public final class AddStorm {

  private AddStorm() {}

  /** Prints one line per round and the median. */
  public static void main(String[] args) throws Exception {
    Path parent = Path.of(args[0]);
    int inFlight = Integer.parseInt(args[1]);
    int seconds = Integer.parseInt(args[2]);
    int rounds = Integer.parseInt(args[3]);
    double[] rates = new double[rounds];
    for (int round = -1; round < rounds; round++) {
      Path directory = Files.createTempDirectory(parent, "add-storm");
      double rate = round(directory, inFlight, seconds);
      delete(directory);
      System.out.printf(
          "%s %,.0f durable adds/s, %d in flight%n",
          round < 0 ? "warm-up" : "round " + (round + 1), rate, inFlight);
      if (round >= 0) {
        rates[round] = rate;
      }
    }
    Arrays.sort(rates);
    System.out.printf("median %,.0f durable adds/s, %d in flight%n", rates[rounds / 2], inFlight);
  }

  private static double round(Path directory, int inFlight, int seconds) throws Exception {
    Semaphore free = new Semaphore(inFlight);
    long[] failed = {0};
    try (EmbeddedStore store =
        EmbeddedStore.open(
            new EmbeddedStore.Options(directory, SyncPolicy.ALWAYS, 16_384, false))) {
      Domain domain = store.domain();
      long start = System.nanoTime();
      long end = start + seconds * 1_000_000_000L;
      int count = 0;
      while (System.nanoTime() < end) {
        for (int i = 0; i < 64; i++) {
          free.acquireUninterruptibly();
          Key key = ((Key.Valid) Key.parse(domain, "k" + Integer.toString(count, 36))).key();
          var _ =
              store
                  .add(key, "https://example.org/some/path/that/is/typical?item=" + count)
                  .whenComplete((added, defect) -> {
                    if (!(added instanceof LinkStore.Saved)) {
                      failed[0]++;
                    }
                    free.release();
                  });
          count++;
        }
      }
      free.acquireUninterruptibly(inFlight);
      double nanos = System.nanoTime() - start;
      if (failed[0] > 0 || store.size() != count) {
        throw new IllegalStateException(failed[0] + " adds failed");
      }
      return count / (nanos / 1e9);
    }
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
