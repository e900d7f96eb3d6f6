package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.Stretch;
import gotourl.link.ContainedText;
import gotourl.link.Cursor;
import gotourl.link.Link;
import gotourl.link.LinkFilter;
import gotourl.link.LinkFilter.CreatedBetween;
import gotourl.link.LinkStore.Page;
import gotourl.link.Listing;
import gotourl.link.Listing.Order;
import gotourl.support.Listings;
import gotourl.support.Seed;
import gotourl.support.SimDisk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PageScanTest {

  /** What folds to another, within ASCII and beyond. */
  private static final String LETTERS = "abcAB\u00e4\u00c4";

  private final Random random = new Random(Seed.next("PageScanTest"));

  @Test
  void aScanOfBytesFindsWhatAPlainListHas() {
    for (int round = 0; round < Seed.rounds(30, 3_000); round++) {
      FrameSource source = someLinks();
      if (random.nextBoolean()) {
        source.readable = random.nextInt(source.segments() + 1);
      }
      for (int i = 0; i < 10; i++) {
        LinkFilter filter = someFilter();
        List<Link> passing = source.links.values().stream().filter(filter::passes).toList();
        int limit = 1 + random.nextInt(random.nextBoolean() ? 10 : 1_000);
        assertThat(all(source, Order.OLDEST, filter, limit)).isEqualTo(passing);
        assertThat(all(source, Order.NEWEST, filter, limit)).isEqualTo(passing.reversed());
      }
    }
  }

  @Test
  void aTextThatIsNowhereCostsNoDecoding() {
    FrameSource source = new FrameSource(random);
    for (int number = 0; number < 5_000; number++) {
      source.put(link(number, 1, "http://t/" + number));
    }
    int few = tooFewToSearch(source);
    assertThat(all(source, Order.NEWEST, text("nothing-like-this"), 10)).isEmpty();
    assertThat(source.decoded).isLessThan(few).isLessThan(500);
    assertThat(all(source, Order.OLDEST, text("/4321"), 10)).hasSize(1);
    assertThat(source.decoded).isLessThan(2 * few);
  }

  @Test
  void ofTwoTextsBothMustBeThereBeforeAnythingIsDecoded() {
    FrameSource source = new FrameSource(random);
    for (int number = 0; number < 5_000; number++) {
      source.put(link(number, 1, "http://everywhere/" + number));
    }
    LinkFilter filter = both(text("http://everywhere/"), text("/4321"));
    assertThat(all(source, Order.NEWEST, filter, 10)).hasSize(1);
    assertThat(source.decoded).isBetween(1, tooFewToSearch(source));
  }

  /**
   * Where a segment ends, or a block does, a stretch may have too few frames to be searched: how
   * many there may be of those, and one.
   */
  private static int tooFewToSearch(FrameSource source) {
    return BlockScan.FRAMES_MIN * source.segments();
  }

  /** The text has two forms: as it is, and folded. */
  @Test
  void inAStretchEitherFormOfATextIsEnough() {
    for (String letter : List.of("\u00e4", "\u00c4")) {
      FrameSource source = new FrameSource(random);
      for (int number = 0; number < 5_000; number++) {
        source.put(link("k" + letter + number, number, 1, "http://t/"));
      }
      assertThat(all(source, Order.NEWEST, text("k\u00c4432"), 1_000))
          .extracting(link -> link.key().code())
          .hasSize(11)
          .allMatch(code -> code.startsWith("k" + letter + "432"));
      assertThat(source.decoded).isBetween(11, 10 + tooFewToSearch(source));
    }
  }

  /** Some 700 KB of them, which no stretch may have. */
  @Test
  void aBlockOfLongLinksIsSearchedAsSeveralStretches() throws Exception {
    SimDisk disk = new SimDisk(1);
    EmbeddedStore written = SimStore.open(disk);
    for (int number = 0; number < BlockScan.NUMBERS; number++) {
      written.add(key("k" + number), "http://t/" + "x".repeat(700) + "/" + number % 2);
      written.saveOnce();
    }
    written.close();
    try (EmbeddedStore store = SimStore.open(disk)) {
      long apart = store.position(BlockScan.NUMBERS - 1L) - store.position(0);
      assertThat(apart).isBetween(2L * Stretch.BYTES_MAX, 4L * Stretch.BYTES_MAX);
      for (Order order : Order.values()) {
        assertThat(all(store, order, text("/t/x"))).hasSize(BlockScan.NUMBERS);
        assertThat(all(store, order, text("x/1"))).hasSize(BlockScan.NUMBERS / 2);
      }
    }
  }

  @Test
  void aTimeThatNoLinkHasCostsNoDecoding() {
    FrameSource source = new FrameSource(random);
    for (int number = 0; number < 5_000; number++) {
      source.put(link(number, 1, "http://t/" + number));
    }
    LinkFilter late = LinkFilter.of(new CreatedBetween(Instant.ofEpochMilli(10), Instant.MAX));
    assertThat(all(source, Order.NEWEST, late, 10)).isEmpty();
    assertThat(source.decoded).isZero();
    LinkFilter nine = LinkFilter.of(new CreatedBetween(Instant.ofEpochMilli(9), Instant.MAX));
    assertThat(all(source, Order.OLDEST, both(nine, text("http")), 1_000)).hasSize(500);
    assertThat(source.decoded).isEqualTo(500);
  }

  /** Each would cost a read of its own. */
  @Test
  void framesThatLieAloneAreNotSearchedButRead() {
    FrameSource source = new FrameSource(random);
    for (int number = 0; number < BlockScan.FRAMES_MIN - 1; number++) {
      source.put(link(number, 1, "http://t/" + number));
    }
    source.meanwhile =
        () -> {
          throw new AssertionError("bytes were asked for");
        };
    assertThat(all(source, Order.NEWEST, text("/3"), 10)).hasSize(1);
  }

  /** The text stands in the frame of the version before, which lies between two live frames. */
  @Test
  void aFormerVersionIsNotFound() {
    FrameSource source = new FrameSource(random);
    for (int number = 0; number < 100; number++) {
      source.put(link(number, 1, "http://former/"));
    }
    source.put(link(50, 2, "http://now/"));
    assertThat(all(source, Order.OLDEST, text("former"), 10)).hasSize(99);
    assertThat(all(source, Order.OLDEST, text("now"), 10)).hasSize(1);
  }

  /** The segment may be dropped then, and another have its ordinal. */
  @Test
  void aLinkThatMovesBeforeItsBytesAreSearchedIsFound() {
    FrameSource source = new FrameSource(random);
    for (int number = 0; number < 2_000; number++) {
      source.put(link(number, 1, "http://t/" + number));
    }
    AtomicInteger stretches = new AtomicInteger();
    source.meanwhile =
        () -> {
          if (stretches.getAndIncrement() == 3) {
            source.moveAll();
          }
        };
    assertThat(all(source, Order.NEWEST, text("http"), 1_000)).hasSize(2_000);
  }

  @Test
  void aScanThatIsEndedGoesOnWhereItStood() {
    FrameSource source = someLinks();
    for (Order order : Order.values()) {
      List<Link> links =
          Listings.all(
              Listing.first(order, 1_000).only(text("a")),
              listing -> {
                PageScan scan = new PageScan(source, listing);
                scan.step();
                return scan.page();
              });
      assertThat(links).isEqualTo(all(source, order, text("a"), 1_000));
    }
  }

  @Test
  void aCursorBeyondTheEndIsHarmless() {
    FrameSource source = new FrameSource(random);
    source.put(link(3, 1, "http://t/"));
    assertThat(page(source, new Listing(new Cursor(Order.OLDEST, Long.MAX_VALUE), 10, text("t"))))
        .isEqualTo(new Page(List.of(), java.util.Optional.empty()));
    assertThat(page(source, new Listing(new Cursor(Order.NEWEST, 4_000), 10, text("t"))).links())
        .hasSize(1);
  }

  /** Gaps, edits that move frames to the end, and stretches of nothing. */
  private FrameSource someLinks() {
    FrameSource source = new FrameSource(random);
    long number = random.nextInt(3);
    List<Long> numbers = new ArrayList<>();
    for (int i = random.nextInt(4_000); i >= 0; i--) {
      source.put(link(number, 1, "http://" + word() + "/" + word()));
      numbers.add(number);
      number += random.nextInt(500) == 0 ? 1 + random.nextInt(5_000) : 1;
    }
    for (int i = random.nextInt(1 + numbers.size() / 2); i > 0; i--) {
      long changed = numbers.get(random.nextInt(numbers.size()));
      if (random.nextInt(3) == 0) {
        source.remove(changed);
      } else if (source.links.containsKey(changed)) {
        source.put(link(changed, 2, "http://" + word() + "/" + word()));
      }
    }
    if (source.links.isEmpty()) {
      source.put(link(0, 1, "http://t/"));
    }
    return source;
  }

  private LinkFilter someFilter() {
    LinkFilter.Condition text = text(word()).conditions().getFirst();
    return switch (random.nextInt(6)) {
      case 5 -> both(text(word()), someFilter());
      case 0 -> LinkFilter.ALL;
      case 1 -> LinkFilter.of(text, text(word()).conditions().getFirst());
      case 2 ->
          LinkFilter.of(new CreatedBetween(Instant.ofEpochMilli(random.nextInt(9)), Instant.MAX));
      default -> LinkFilter.of(text);
    };
  }

  private String word() {
    StringBuilder word = new StringBuilder();
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      word.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return word.toString();
  }

  private static LinkFilter both(LinkFilter one, LinkFilter other) {
    List<LinkFilter.Condition> conditions = new ArrayList<>(one.conditions());
    conditions.addAll(other.conditions());
    return new LinkFilter(conditions);
  }

  private static LinkFilter text(String text) {
    return LinkFilter.of(((ContainedText.Valid) ContainedText.parse(text)).text());
  }

  private static Link link(long number, int version, String target) {
    return link("k\u00e4" + number, number, version, target);
  }

  private static Link link(String code, long number, int version, String target) {
    Instant created = Instant.ofEpochMilli(number % 10);
    return new Link(number, version, key(code), target, created, created);
  }

  private static List<Link> all(EmbeddedStore store, Order order, LinkFilter filter) {
    return Listings.all(
        Listing.first(order, 1_000).only(filter), listing -> SimStore.page(store, listing));
  }

  private static List<Link> all(FrameSource source, Order order, LinkFilter filter, int limit) {
    return Listings.all(
        Listing.first(order, limit).only(filter),
        listing -> {
          Page page = page(source, listing);
          assertThat(page.links()).hasSizeLessThanOrEqualTo(limit);
          return page;
        });
  }

  private static Page page(FrameSource source, Listing listing) {
    PageScan scan = new PageScan(source, listing);
    while (scan.step()) {
      // Until the page is complete.
    }
    return scan.page();
  }
}
