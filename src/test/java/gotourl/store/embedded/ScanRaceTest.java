package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.ContainedText;
import gotourl.link.Cursor;
import gotourl.link.Link;
import gotourl.link.LinkFilter;
import gotourl.link.LinkFilter.CreatedBetween;
import gotourl.link.LinkStore.Page;
import gotourl.link.Listing;
import gotourl.link.Listing.Order;
import gotourl.link.PendingPage;
import gotourl.support.Listings;
import gotourl.support.Seed;
import gotourl.support.SimDisk;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Searches while links move: edits, removals, purges and compaction between any two blocks. */
class ScanRaceTest {

  private static final int SEGMENT_BYTES = 1 << 13;
  private static final int LINKS = 3 * BlockScan.NUMBERS;

  private final Random random = new Random(Seed.next("ScanRaceTest"));
  private final SimStore.TestClock clock = new SimStore.TestClock();
  private final List<Instant> created = new ArrayList<>();

  /** Links of these are not touched while a list is made. */
  private static boolean isLeftAlone(long number) {
    return number % 3 == 0;
  }

  @Test
  void whatPassesAllTheWhileIsListedOnceWhateverMoves() throws Exception {
    for (int round = 0; round < Seed.rounds(2, 100); round++) {
      created.clear();
      try (EmbeddedStore store = filled()) {
        int moved = 0;
        for (Order order : Order.values()) {
          for (LinkFilter filter : filters()) {
            List<Long> before = positions(store);
            List<Link> listed = listWhileChanging(store, order, filter);
            check(listed, filter);
            moved += differences(before, positions(store));
          }
        }
        // Else compaction has had no part in this.
        assertThat(moved).isGreaterThan(LINKS / 10);
      }
    }
  }

  /** Edited one after another, so that the frames of the edits are a stretch. */
  @Test
  void anEditedLinkKeepsTheTimeOfItsCreation() throws Exception {
    try (EmbeddedStore store = filled()) {
      for (int number = 0; number < LINKS; number++) {
        clock.now = clock.now.plusMillis(1);
        save(store, store.replace(key("k" + number), 0, target(number)));
      }
      LinkFilter filter =
          LinkFilter.of(new CreatedBetween(created.get(LINKS / 3), created.get(2 * LINKS / 3)));
      List<Link> listed =
          Listings.all(
              Listing.first(Order.OLDEST, 1_000).only(filter),
              listing -> SimStore.page(store, listing));
      assertThat(listed)
          .extracting(Link::number)
          .hasSize(2 * LINKS / 3 - LINKS / 3)
          .startsWith((long) LINKS / 3)
          .isSorted();
    }
  }

  private EmbeddedStore filled() throws Exception {
    EmbeddedStore store =
        SimStore.open(
            new SimDisk(random.nextLong()), SEGMENT_BYTES, clock, new Retention(Duration.ZERO, 0));
    for (int i = 0; i < LINKS; i++) {
      clock.now = clock.now.plusMillis(1 + random.nextInt(3));
      created.add(clock.now);
      save(store, store.add(key("k" + i), target(i)));
    }
    return store;
  }

  private List<LinkFilter> filters() {
    Instant from = created.get(LINKS / 3);
    return List.of(
        text("even"),
        LinkFilter.of(new CreatedBetween(from, created.get(2 * LINKS / 3))),
        new LinkFilter(
            List.of(new CreatedBetween(from, Instant.MAX), text("even").conditions().getFirst())));
  }

  private List<Link> listWhileChanging(EmbeddedStore store, Order order, LinkFilter filter) {
    List<Link> listed = new ArrayList<>();
    Listing listing = Listing.first(order, 1_000).only(filter);
    Optional<Cursor> next = Optional.of(listing.from());
    while (next.isPresent()) {
      PendingPage pending = store.list(listing.from(next.get()));
      while (!pending.isDone()) {
        change(store);
        store.scanOnce();
      }
      Page page = Listings.page(pending);
      listed.addAll(page.links());
      next = page.next();
    }
    return listed;
  }

  private void change(EmbeddedStore store) {
    for (int i = 0; i < 30; i++) {
      clock.now = clock.now.plusMillis(1);
      int number = random.nextInt(LINKS);
      if (!isLeftAlone(number)) {
        switch (random.nextInt(20)) {
          case 0 -> save(store, store.remove(key("k" + number), 0));
          case 1 -> save(store, store.purge(key("k" + number)));
          default -> save(store, store.replace(key("k" + number), 0, target(number)));
        }
      }
      store.maintainOnce();
      store.saveOnce();
    }
  }

  private void check(List<Link> listed, LinkFilter filter) {
    Set<Long> numbers = new HashSet<>();
    for (Link link : listed) {
      assertThat(numbers.add(link.number())).as("once: %s", link).isTrue();
      assertThat(filter.passes(link)).as("passes: %s", link).isTrue();
      assertThat(link.created()).isEqualTo(created.get((int) link.number()));
    }
    for (int number = 0; number < LINKS; number++) {
      Instant at = created.get(number);
      Link link = new Link(number, 1, key("k" + number), target(number), at, at);
      if (isLeftAlone(number)) {
        assertThat(numbers.contains((long) number)).as("%s", link).isEqualTo(filter.passes(link));
      }
    }
  }

  /** The versions of a link are as long as each other, and differ in what no filter asks for. */
  private String target(long number) {
    return "http://t/" + (number % 2 == 0 ? "even" : "odd-") + "/" + random.nextInt(1 << 20);
  }

  private static List<Long> positions(EmbeddedStore store) {
    List<Long> positions = new ArrayList<>();
    for (long number = 0; number < LINKS; number++) {
      positions.add(isLeftAlone(number) ? store.position(number) : 0);
    }
    return positions;
  }

  private static int differences(List<Long> before, List<Long> after) {
    int differences = 0;
    for (int i = 0; i < before.size(); i++) {
      differences += before.get(i).equals(after.get(i)) ? 0 : 1;
    }
    return differences;
  }

  private static LinkFilter text(String text) {
    return LinkFilter.of(((ContainedText.Valid) ContainedText.parse(text)).text());
  }

  private static void save(EmbeddedStore store, CompletionStage<?> stage) {
    while (!stage.toCompletableFuture().isDone()) {
      store.saveOnce();
    }
  }
}
