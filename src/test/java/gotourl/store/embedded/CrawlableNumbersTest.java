package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.About;
import gotourl.link.Draft;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.Terms;
import gotourl.support.Seed;
import gotourl.support.SimDisk;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CrawlableNumbersTest {

  private static final int DOMAINS = 3;

  @Test
  void itBehavesLikeASetOfEachDomain() {
    Random random = new Random(Seed.next("CrawlableNumbersTest"));
    CrawlableNumbers numbers = new CrawlableNumbers();
    List<Set<Long>> model = List.of(set(), set(), set());
    for (int i = 0; i < 20_000; i++) {
      int domain = random.nextInt(DOMAINS);
      // Some next to each other, at the ends of pages, and some far off.
      long number = random.nextInt(3) * (1L << 33) + random.nextInt(3 * NumberSet.PAGE_NUMBERS);
      boolean isCrawlable = random.nextInt(3) == 0;
      numbers.put(domain, number, isCrawlable);
      if (isCrawlable) {
        model.get(domain).add(number);
      } else {
        model.get(domain).remove(number);
      }
      if (i % 1_000 == 0) {
        assertIs(numbers, model);
      }
      if (i % 5_000 == 4_999) {
        numbers.removeUnless(each -> each % 7 != 0);
        model.forEach(set -> set.removeIf(each -> each % 7 == 0));
        numbers = loaded(numbers);
      }
    }
    assertIs(numbers, model);
    numbers.removeUnless(_ -> false);
    assertIs(numbers, List.of(set(), set(), set()));
    assertThat(numbers.pages()).as("no page is kept for nothing").isEmpty();
  }

  private static Set<Long> set() {
    return new TreeSet<Long>(Comparator.reverseOrder());
  }

  private static CrawlableNumbers loaded(CrawlableNumbers from) {
    CrawlableNumbers numbers = new CrawlableNumbers();
    from.pages().forEach(numbers::load);
    return numbers;
  }

  private static void assertIs(CrawlableNumbers numbers, List<Set<Long>> model) {
    for (int domain = 0; domain < DOMAINS; domain++) {
      assertThat(numbers.newestFirst(domain).boxed()).containsExactlyElementsOf(model.get(domain));
      assertThat(numbers.has(domain)).isEqualTo(!model.get(domain).isEmpty());
    }
  }

  @Test
  void whatALinkSaysLastCountsFromEveryPlaceThatAStartBeginsAt() throws Exception {
    SimDisk disk = new SimDisk(1);
    EmbeddedStore store = SimStore.open(disk);
    for (int i = 0; i < 300; i++) {
      store.add(key("k" + i), draft(i, i % 2 == 0));
      store.saveOnce();
    }
    for (int i = 0; i < 300; i += 3) {
      store.replace(key("k" + i), LinkStore.ANY_VERSION, draft(i, i % 2 != 0));
      store.saveOnce();
    }
    store.remove(key("k2"), LinkStore.ANY_VERSION);
    store.purge(key("k4"));
    store.saveOnce();
    List<Link> links = SimStore.links(store);
    CrawlableTruth.assertExact(store, links);
    store.close();
    byte[] checkpoint = disk.bytes(CheckpointFile.NAME);

    EmbeddedStore fromCheckpoint = SimStore.open(disk);
    CrawlableTruth.assertExact(fromCheckpoint, links);
    fromCheckpoint.replace(key("k1"), LinkStore.ANY_VERSION, draft(1, true));
    fromCheckpoint.remove(key("k8"), LinkStore.ANY_VERSION);
    fromCheckpoint.replace(key("k10"), LinkStore.ANY_VERSION, draft(10, false));
    fromCheckpoint.saveOnce();
    List<Link> later = SimStore.links(fromCheckpoint);
    CrawlableTruth.assertExact(fromCheckpoint, later);
    disk.crash();

    disk.plant(CheckpointFile.NAME, checkpoint);
    CrawlableTruth.assertExact(SimStore.open(disk), later);
    disk.crash();
    disk.remove(CheckpointFile.NAME);
    CrawlableTruth.assertExact(SimStore.open(disk), later);
  }

  private static Draft draft(int i, boolean isCrawlable) {
    return new Draft(
        "https://t.example/" + i,
        Terms.NONE.withCrawlable(isCrawlable),
        About.NOTHING,
        Draft.NOBODY);
  }
}
