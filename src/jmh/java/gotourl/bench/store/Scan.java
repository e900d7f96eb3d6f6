package gotourl.bench.store;

import gotourl.link.ContainedText;
import gotourl.link.Draft;
import gotourl.link.Key;
import gotourl.link.LinkFilter;
import gotourl.link.LinkStore;
import gotourl.link.Listing;
import gotourl.link.Listing.Order;
import gotourl.link.TagName;
import gotourl.link.Tags;
import gotourl.store.embedded.EmbeddedStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Filters that no link of a loaded store passes, and random finds beside them.
 *
 * <p>Arguments: directory, links, threads that find, seconds. Prints {@code RESULT} lines: for each
 * filter {@code scan NAME pages median-ms most-ms}, from the first page asked for to the last one
 * answered; then {@code quiet|scanning finds p50 p99 p99.9 max} in milliseconds.
 */
public final class Scan {

  private static final int FINDS_PER_LOOK = 16;

  /** So many scans of each filter are not counted. */
  private static final int WARM_UP_SCANS = 4;

  private final EmbeddedStore store;
  private final GotoEngine engine;
  private final long count;
  private volatile boolean over;

  private Scan(GotoEngine engine, long count) {
    this.engine = engine;
    this.store = engine.store();
    this.count = count;
  }

  private record Filter(String name, LinkFilter filter) {}

  /** Measures. */
  public static void main(String[] args) throws Exception {
    int threads = Integer.parseInt(args[2]);
    double seconds = Double.parseDouble(args[3]);
    try (GotoEngine engine = new GotoEngine(Path.of(args[0]))) {
      new Scan(engine, Long.parseLong(args[1])).run(threads, seconds);
    }
  }

  private void run(int threads, double seconds) throws Exception {
    Filter text = new Filter("text", text("nowhere.invalid"));
    List<Filter> filters =
        List.of(
            text,
            new Filter("text-of-two", text("~!")),
            new Filter("text-as-most-begin", text("https://example.org/nowhere")),
            new Filter(
                "created",
                LinkFilter.of(
                    new LinkFilter.CreatedBetween(Instant.EPOCH, Instant.EPOCH.plusMillis(1)))),
            new Filter("tag", LinkFilter.of(new LinkFilter.Tagged(Set.of(tagOfNoLink()), false))));
    for (Filter each : filters) {
      scans(each.filter, WARM_UP_SCANS, Long.MAX_VALUE);
      say(each.name, scans(each.filter, Integer.MAX_VALUE, deadline(seconds / 2)));
    }
    beside(threads, seconds, null); // warm-up
    System.out.printf(Locale.ROOT, "RESULT quiet %s%n", beside(threads, seconds, null));
    System.out.printf(Locale.ROOT, "RESULT scanning %s%n", beside(threads, seconds, text.filter));
  }

  /** There was one that had it: that none has it now, only a look at each can say. */
  private TagName tagOfNoLink() {
    TagName name = TagName.ofStored("none");
    Key key = ((Key.Valid) Key.parse(store.domain(), "tag-of-no-link")).key();
    Draft draft = Draft.to("https://example.org/");
    var _ =
        store
            .add(key, draft.withAbout(draft.about().withTags(Tags.of(Set.of(name)))))
            .toCompletableFuture()
            .join();
    var _ = store.remove(key, LinkStore.ANY_VERSION).toCompletableFuture().join();
    return name;
  }

  private static long deadline(double seconds) {
    return System.nanoTime() + (long) (seconds * 1e9);
  }

  private static void say(String name, List<long[]> scans) {
    long[] nanos = scans.stream().mapToLong(scan -> scan[0]).sorted().toArray();
    System.out.printf(
        Locale.ROOT,
        "RESULT scan %s %d %.1f %.1f%n",
        name,
        scans.getFirst()[1],
        nanos[nanos.length / 2] / 1e6,
        nanos[nanos.length - 1] / 1e6);
  }

  /** Nanoseconds and pages of each. */
  private List<long[]> scans(LinkFilter filter, int most, long deadlineNanos) {
    List<long[]> scans = new ArrayList<>();
    do {
      long start = System.nanoTime();
      long pages = scan(filter);
      scans.add(new long[] {System.nanoTime() - start, pages});
    } while (scans.size() < most
        && (deadlineNanos == Long.MAX_VALUE || System.nanoTime() < deadlineNanos));
    return scans;
  }

  /** From the newest link to the oldest; how many pages it took. */
  private long scan(LinkFilter filter) {
    Listing listing = Listing.first(Order.NEWEST, 100).only(filter);
    long pages = 0;
    while (true) {
      switch (store.list(listing).join()) {
        case LinkStore.Page page when page.links().isEmpty() -> {
          pages++;
          if (page.next().isEmpty()) {
            return pages;
          }
          listing = listing.from(page.next().get());
        }
        case LinkStore.Listed other -> throw new IllegalStateException("no empty page: " + other);
      }
    }
  }

  /**
   * Finds for so long, and scans meanwhile if there is a filter: {@code finds p50 p99 p99.9 max}.
   */
  private String beside(int threads, double seconds, @Nullable LinkFilter filter) throws Exception {
    over = false;
    long deadline = deadline(seconds);
    Latencies all = new Latencies();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<Latencies>> found = new ArrayList<>();
      for (int thread = 0; thread < threads; thread++) {
        long seed = Links.mix(thread + 1L);
        found.add(pool.submit(() -> finds(seed)));
      }
      if (filter == null) {
        Thread.sleep((long) (seconds * 1e3));
      } else {
        scans(filter, Integer.MAX_VALUE, deadline);
      }
      over = true;
      for (Future<Latencies> each : found) {
        all.add(each.get());
      }
    }
    return all.count() + " " + all.line();
  }

  private Latencies finds(long seed) throws Exception {
    Latencies latencies = new Latencies();
    Links links = Links.ofSeed();
    byte[] code = new byte[Links.CODE_BYTES];
    long random = seed;
    try (Engine.Finder finder = engine.finder()) {
      while (!over) {
        for (int i = 0; i < FINDS_PER_LOOK; i++) {
          random++;
          long number = Math.unsignedMultiplyHigh(Links.mix(random), count);
          links.code(number, code);
          long start = System.nanoTime();
          boolean found = finder.find(code);
          latencies.record(System.nanoTime() - start);
          if (!found) {
            throw new IllegalStateException("link " + number + " is not found as it was added");
          }
        }
      }
    }
    return latencies;
  }

  private static LinkFilter text(String text) {
    return switch (ContainedText.parse(text)) {
      case ContainedText.Valid valid -> LinkFilter.of(valid.text());
      case ContainedText.Invalid invalid ->
          throw new IllegalArgumentException(invalid.fault().words());
    };
  }
}
