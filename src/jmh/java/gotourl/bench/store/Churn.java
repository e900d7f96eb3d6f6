package gotourl.bench.store;

import gotourl.link.LinkStore;
import gotourl.store.embedded.EmbeddedStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds in our store while some of its links are edited again and again, so that compaction has
 * work.
 *
 * <p>Arguments: directory (empty or missing), links, how many of them are edited in turn, edits in
 * flight, seconds with edits, versions that are kept beside the newest. Finds are counted apart: in
 * quiet before all edits; with edits; with edits while a compacted segment is being written (a file
 * of it is there that is not yet whole). Prints {@code RESULT} lines: {@code quiet|edits|compacting
 * finds p50 p99 p99.9 max} in milliseconds, {@code edits edits/s}, {@code disk most-bytes
 * bytes-at-the-end live-bytes}.
 */
public final class Churn {

  private static final int WARM_UP = 0;
  private static final int QUIET = 1;
  private static final int EDITS = 2;
  private static final int COMPACTING = 3;
  private static final int OVER = 4;
  private static final List<String> PHASES = List.of("warm-up", "quiet", "edits", "compacting");
  private static final int LOOK_MILLIS = 20;
  private static final int FINDS_PER_LOOK = 16;

  /** Number and generation of a compacted segment, in a file that is not yet whole. */
  private static final Pattern UNFINISHED =
      Pattern.compile("[0-9a-f]{16}\\.[0-9a-f]{8}\\.(seg\\.)?tmp");

  private final Path directory;
  private final GotoEngine engine;
  private final Links links = Links.ofSeed();
  private final long count;

  private volatile int phase = WARM_UP;

  private Churn(Path directory, GotoEngine engine, long count) {
    this.directory = directory;
    this.engine = engine;
    this.count = count;
  }

  /** Measures. */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    long count = Long.parseLong(args[1]);
    long edited = Math.min(count, Long.parseLong(args[2]));
    int inFlight = Integer.parseInt(args[3]);
    double seconds = Double.parseDouble(args[4]);
    int kept = Integer.parseInt(args[5]);
    try (GotoEngine engine = new GotoEngine(directory)) {
      engine.load(Links.ofSeed(), count);
      new Churn(directory, engine, count).run(edited, inFlight, seconds, kept);
    }
  }

  private void run(long edited, int inFlight, double seconds, int kept) throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(2)) {
      Future<Latencies[]> finds = pool.submit(this::finds);
      Thread.sleep((long) (seconds * 1e3 / 2));
      phase = QUIET;
      Thread.sleep((long) (seconds * 1e3 / 2));
      AtomicLong mostBytes = new AtomicLong();
      phase = EDITS;
      Meter meter = new Meter();
      Future<Long> edits = pool.submit(() -> edits(edited, inFlight));
      while (meter.seconds() < seconds) {
        look(mostBytes);
        Thread.sleep(LOOK_MILLIS);
      }
      phase = OVER;
      long made = edits.get();
      Latencies[] found = finds.get();
      for (int i = QUIET; i < OVER; i++) {
        System.out.printf(
            Locale.ROOT, "RESULT %s %d %s%n", PHASES.get(i), found[i].count(), found[i].line());
      }
      System.out.printf(Locale.ROOT, "RESULT rate %.0f%n", made / meter.seconds());
      double versions = Math.min(kept, (double) made / edited) + 1;
      long live = (long) ((count - edited + edited * versions) * Links.LINK_BYTES);
      long atEnd = look(mostBytes);
      System.out.printf(Locale.ROOT, "RESULT disk %d %d %d%n", mostBytes.get(), atEnd, live);
    }
  }

  /** Whether a compacted segment is being written, and how much lies on the disk. */
  private long look(AtomicLong mostBytes) throws IOException {
    long bytes = 0;
    boolean compacting = false;
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = file.getFileName().toString();
        try {
          bytes += Files.size(file);
        } catch (NoSuchFileException e) {
          continue; // dropped since it was listed
        }
        compacting |= UNFINISHED.matcher(name).matches();
      }
    }
    if (phase != OVER) {
      phase = compacting ? COMPACTING : EDITS;
    }
    mostBytes.accumulateAndGet(bytes, Math::max);
    return bytes;
  }

  private Latencies[] finds() throws Exception {
    Latencies[] latencies = new Latencies[OVER];
    Arrays.setAll(latencies, _ -> new Latencies());
    byte[] code = new byte[Links.CODE_BYTES];
    Engine.Finder finder = engine.finder();
    long random = 0;
    int now;
    while ((now = phase) != OVER) {
      for (int i = 0; i < FINDS_PER_LOOK; i++) {
        random++;
        long number = Math.unsignedMultiplyHigh(Links.mix(random), count);
        links.code(number, code);
        long start = System.nanoTime();
        boolean found = finder.find(code);
        latencies[now].record(System.nanoTime() - start);
        if (!found) {
          phase = OVER;
          throw new IllegalStateException("link " + number + " is not found as it was saved");
        }
      }
    }
    return latencies;
  }

  /** Each edit gives a link a target that still ends with its code. */
  private long edits(long edited, int inFlight) {
    EmbeddedStore store = engine.store();
    InFlight room = new InFlight(inFlight);
    AtomicReference<Object> failed = new AtomicReference<>();
    for (long edit = 0; phase != OVER && failed.get() == null; edit++) {
      long number = edit % edited;
      String code = links.code(number);
      String target = links.target(count + edit).substring(0, Links.CODE_IN_TARGET) + code;
      room.enter();
      var _ =
          store
              .replace(engine.key(code), LinkStore.ANY_VERSION, target)
              .whenComplete((replaced, defect) -> {
                if (!(replaced instanceof LinkStore.Saved)) {
                  failed.compareAndSet(null, defect == null ? replaced : defect);
                }
                room.leave();
              });
    }
    long made = room.awaitAll();
    if (failed.get() != null) {
      throw new IllegalStateException("an edit failed: " + failed.get());
    }
    return made;
  }
}
