package gotourl.bench.store;

import gotourl.link.LinkStore;
import gotourl.store.embedded.EmbeddedStore;
import java.nio.file.Path;
import java.util.Locale;

/**
 * How long an add waits for its acknowledgement while our store grows from nothing.
 *
 * <p>Arguments: directory (empty or missing), links, in flight. Prints {@code RESULT adds/s p50 p99
 * p99.9 max longest-gap collector}, in milliseconds; the gap is the longest time in which nobody
 * was acknowledged although somebody waited.
 */
public final class Grow {

  private Grow() {}

  /** What the save loop's thread notes. */
  private static final class Notes {
    private final Latencies latencies = new Latencies();
    private long lastNanos = System.nanoTime();
    private long gapNanos;
    private long failed;

    synchronized void acknowledged(long startNanos, boolean saved) {
      long now = System.nanoTime();
      latencies.record(now - startNanos);
      // A gap begins with the last acknowledgement, or with the first add after all had theirs.
      gapNanos = Math.max(gapNanos, Math.min(now - lastNanos, now - startNanos));
      lastNanos = now;
      failed += saved ? 0 : 1;
    }

    synchronized String line() {
      if (failed > 0) {
        throw new IllegalStateException(failed + " adds failed");
      }
      return String.format(Locale.ROOT, "%s %.3f", latencies.line(), gapNanos / 1e6);
    }
  }

  /** Measures. */
  public static void main(String[] args) throws Exception {
    long count = Long.parseLong(args[1]);
    Links links = Links.ofSeed();
    try (GotoEngine engine = new GotoEngine(Path.of(args[0]))) {
      EmbeddedStore store = engine.store();
      InFlight room = new InFlight(Integer.parseInt(args[2]));
      Notes notes = new Notes();
      Meter meter = new Meter();
      for (long number = 0; number < count; number++) {
        room.enter();
        long start = System.nanoTime();
        var _ =
            store
                .add(engine.key(links.code(number)), links.target(number))
                .whenComplete((added, _) -> {
                  notes.acknowledged(start, added instanceof LinkStore.Saved);
                  room.leave();
                });
      }
      long made = room.awaitAll();
      System.out.printf(
          Locale.ROOT,
          "RESULT %.0f %s %s%n",
          made / meter.seconds(),
          notes.line(),
          Meter.collector());
    }
  }
}
