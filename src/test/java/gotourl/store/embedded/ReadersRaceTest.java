package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.ContainedText;
import gotourl.link.Link;
import gotourl.link.LinkFilter;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Peek;
import gotourl.link.LinkStore.Saved;
import gotourl.link.Listing;
import gotourl.link.Listing.Order;
import gotourl.support.Listings;
import gotourl.support.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Readers beside a real store on a real disk whose links are edited, compacted and written to
 * checkpoints under them.
 */
class ReadersRaceTest {

  private static final int KEYS = 500;

  /** Edited as often as all others together: the others are what compaction moves. */
  private static final int HOT_KEYS = KEYS / 10;

  /**
   * More than cores: one that has looked up a position has to wait for a core now and then, and
   * finds other bytes there when he goes on.
   */
  private static final int READERS = 4;

  private static final int EDITS_IN_FLIGHT = 64;
  private static final int EDITS_BETWEEN_LOOKS = 1_000;

  /** So many times a compacted file was made: some were made of compacted ones. */
  private static final int GENERATIONS = 3;

  /** Only where nothing is compacted at all it takes longer, however busy the machine is. */
  private static final int PATIENCE_SECONDS = 60;

  private static final Pattern COMPACTED = Pattern.compile("\\w{16}\\.(\\w{8})\\.seg");

  @TempDir Path directory;

  private final Random random = new Random(Seed.next("ReadersRaceTest"));

  /** The version of each link that the last answer told of. */
  private final AtomicIntegerArray acknowledged = new AtomicIntegerArray(KEYS);

  private final ConcurrentLinkedQueue<String> wrong = new ConcurrentLinkedQueue<>();
  private volatile boolean done;

  @Test
  void noReaderMissesALinkOrSeesLessThanWasAcknowledgedBefore() throws Exception {
    try (EmbeddedStore store = BusyStore.openToMaintain(directory);
        ExecutorService threads = Executors.newFixedThreadPool(READERS + 2)) {
      fill(store);
      List<Future<Integer>> readers = new ArrayList<>();
      readers.add(threads.submit(() -> maintain(store)));
      for (int i = 0; i < READERS; i++) {
        Random own = new Random(random.nextLong());
        readers.add(threads.submit(() -> peek(store, own)));
      }
      readers.add(threads.submit(() -> list(store)));
      try {
        edit(store);
      } finally {
        done = true;
      }
      assertThat(wrong).isEmpty();
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
    }
    assertThat(directory.resolve(CheckpointFile.NAME)).exists();
  }

  private void fill(EmbeddedStore store) {
    for (int i = 0; i < KEYS; i++) {
      var added = store.add(key("k" + i), target(i, 1)).toCompletableFuture();
      acknowledged.set(i, 1);
      if (i == KEYS - 1) {
        assertThat(added.join()).isInstanceOf(Saved.class);
      }
    }
  }

  /** Until there was enough of it and compaction has come along. */
  private void edit(EmbeddedStore store) throws Exception {
    int enough = Seed.rounds(10_000, 1_000_000);
    int[] versions = new int[KEYS];
    Semaphore room = new Semaphore(EDITS_IN_FLIGHT);
    Instant patience = Instant.now().plusSeconds(PATIENCE_SECONDS);
    for (int edits = 0; isToGoOn() && (edits < enough || generation() < GENERATIONS); ) {
      assertThat(edits < enough || Instant.now().isBefore(patience))
          .as("compaction comes along")
          .isTrue();
      for (int i = 0; i < EDITS_BETWEEN_LOOKS; i++, edits++) {
        int link = random.nextInt(random.nextBoolean() ? HOT_KEYS : KEYS);
        int version = 2 + versions[link]++;
        room.acquire();
        var _ =
            store
                .replace(key("k" + link), LinkStore.ANY_VERSION, target(link, version))
                .whenComplete((outcome, defect) -> {
                  if (outcome instanceof Saved(Link saved) && saved.version() == version) {
                    acknowledged.set(link, version);
                  } else {
                    wrong.add("k%d, version %d: %s, %s".formatted(link, version, outcome, defect));
                  }
                  room.release();
                });
      }
    }
    room.acquire(EDITS_IN_FLIGHT);
  }

  private boolean isToGoOn() {
    return !done && wrong.isEmpty();
  }

  /** Returns how many turns it had, without a pause between them. */
  private int maintain(EmbeddedStore store) {
    int turns = 0;
    for (; isToGoOn(); turns++) {
      store.maintainOnce();
    }
    return turns;
  }

  /** Returns how many links were looked up. */
  private int peek(EmbeddedStore store, Random own) {
    int peeks = 0;
    while (isToGoOn()) {
      int link = own.nextInt(KEYS);
      int before = acknowledged.get(link);
      switch (store.peek(key("k" + link))) {
        case Peek.Found(Link found) -> check(found, link, before);
        case Peek.Absent _, Peek.Elsewhere _ -> wrong.add("k" + link + " is missed");
      }
      peeks++;
    }
    return peeks;
  }

  /** Returns how many lists were made, each of the links with even numbers. */
  private int list(EmbeddedStore store) {
    int lists = 0;
    LinkFilter even = LinkFilter.of(((ContainedText.Valid) ContainedText.parse("even")).text());
    while (isToGoOn()) {
      int[] before = new int[KEYS];
      for (int i = 0; i < KEYS; i++) {
        before[i] = acknowledged.get(i);
      }
      List<Link> listed =
          Listings.all(
              Listing.first(Order.OLDEST, KEYS / 4).only(even),
              listing -> SimStore.page(store, listing));
      if (listed.size() != KEYS / 2) {
        wrong.add(listed.size() + " links are listed");
      }
      for (int i = 0; i < listed.size() && wrong.isEmpty(); i++) {
        check(listed.get(i), 2 * i, before[2 * i]);
      }
      lists++;
    }
    return lists;
  }

  private void check(Link found, int link, int before) {
    if (found.version() < before
        || !found.key().code().equals("k" + link)
        || !found.target().equals(target(link, found.version()))) {
      wrong.add("%s, after version %d of k%d".formatted(found, before, link));
    }
  }

  private static String target(int link, int version) {
    return "http://t/" + (link % 2 == 0 ? "even" : "odd") + "/" + link + "/" + version;
  }

  /** How many compacted files there ever were. */
  private int generation() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> COMPACTED.matcher(file.getFileName().toString()))
          .filter(Matcher::matches)
          .mapToInt(name -> Integer.parseInt(name.group(1), 16))
          .max()
          .orElse(0);
    }
  }
}
