package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.SyncPolicy;
import gotourl.link.BaseUrl;
import gotourl.link.Draft;
import gotourl.link.Generator;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Added;
import gotourl.link.LinkStore.Peek;
import gotourl.link.Manner;
import gotourl.link.Origin;
import gotourl.link.Shortener;
import gotourl.link.UrlPolicy;
import gotourl.support.SimDisk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What came from another store stays what it was, through restarts, compaction and repair. */
class OriginTest {

  private static final Instant THEN = Instant.parse("2012-03-04T05:06:07.089Z");
  private static final int LINKS = 200;

  private final SimDisk disk = new SimDisk(1);
  private final SimStore.TestClock clock = new SimStore.TestClock();

  private EmbeddedStore open() throws Exception {
    return SimStore.open(disk, SyncPolicy.ALWAYS, 2_000, clock, false);
  }

  private static Link added(EmbeddedStore store, CompletionStage<Added> stage) {
    store.saveOnce();
    return ((LinkStore.Saved) stage.toCompletableFuture().join()).link();
  }

  private static Origin origin(int i) {
    return new Origin(
        3L * i,
        1 + i % 4,
        Optional.of(THEN.plusSeconds(i)),
        i % 4 == 0 ? Optional.empty() : Optional.of(THEN.plusSeconds(i + 5)),
        i % 5);
  }

  private static List<Link> bring(EmbeddedStore store) {
    List<Link> links = new ArrayList<>();
    for (int i = 0; i < LINKS; i++) {
      Draft draft = Draft.to("https://example.org/" + i);
      Draft counted = draft.withAbout(draft.about().withImportedVisits(i));
      links.add(added(store, store.add(key("c" + i), counted, Manner.from(origin(i)))));
    }
    return links;
  }

  private static void assertAllThere(EmbeddedStore store, List<Link> links) {
    for (Link link : links) {
      assertThat(store.peek(link.key())).isEqualTo(new Peek.Found(link));
    }
    for (int i = 0; i < links.size(); i++) {
      Link link = links.get(i);
      assertThat(link.number()).isEqualTo(3L * i);
      assertThat(link.version()).isEqualTo(1 + i % 4);
      assertThat(link.created()).isEqualTo(THEN.plusSeconds(i));
      assertThat(link.changed()).isEqualTo(THEN.plusSeconds(i % 4 == 0 ? i : i + 5));
      assertThat(link.about().importedVisits()).isEqualTo(i);
      assertThat(store.visits(link.number())).isEqualTo(i % 5);
    }
    assertThat(store.size()).isEqualTo(links.size());
  }

  @Test
  void itIsThereAfterARestartWithACheckpointAndWithoutOne() throws Exception {
    EmbeddedStore store = open();
    List<Link> links = bring(store);
    assertAllThere(store, links);
    store.close();
    EmbeddedStore second = open();
    assertAllThere(second, links);
    second.close();
    disk.remove(CheckpointFile.NAME);
    assertAllThere(open(), links);
  }

  @Test
  void itIsThereAfterAPowerCut() throws Exception {
    EmbeddedStore store = open();
    List<Link> links = bring(store);
    disk.crash();
    EmbeddedStore again = open();
    assertAllThere(again, links);
    assertThat(again.nextNumber()).isEqualTo(store.nextNumber());
  }

  @Test
  void itIsThereAfterCompaction() throws Exception {
    EmbeddedStore store = open();
    for (int i = 0; i < LINKS; i++) {
      added(store, store.add(key("gone" + i), "http://gone/" + i));
      store.remove(key("gone" + i), LinkStore.ANY_VERSION);
      store.saveOnce();
    }
    store.close();
    disk.list().forEach(disk::remove);
    EmbeddedStore fresh = open();
    List<Link> links = bring(fresh);
    for (int i = 0; i < LINKS; i++) {
      added(fresh, fresh.add(key("later" + i), "http://later/" + i));
      fresh.remove(key("later" + i), LinkStore.ANY_VERSION);
      fresh.saveOnce();
    }
    clock.now = clock.now.plusSeconds(400L * 86_400);
    for (int turn = 0; turn < 400; turn++) {
      fresh.maintainOnce();
      fresh.saveOnce();
    }
    assertThat(disk.list()).anyMatch(name -> name.matches("\\w{16}.\\w{8}.seg"));
    assertAllThere(fresh, links);
    fresh.close();
    disk.remove(CheckpointFile.NAME);
    assertAllThere(open(), links);
  }

  @Test
  void numbersThatWereLeftOutAreLeftOutForGood() throws Exception {
    EmbeddedStore store = open();
    long far = 40L * LinkStore.NUMBERS_AHEAD_MAX;
    store.claim(LinkStore.NUMBERS, far - 1, 1);
    store.saveOnce();
    Link first = added(store, store.add(key("a"), "http://a/"));
    assertThat(first.number()).isEqualTo(far);
    disk.crash();
    EmbeddedStore again = open();
    assertThat(again.peek(key("a"))).isEqualTo(new Peek.Found(first));
    assertThat(again.nextNumber()).isEqualTo(far + 1);
  }

  /** What a lost segment may have used up is bounded for numbers, unlike for codes. */
  @Test
  void anAcceptedLossLeavesOutNoMoreNumbersThanASegmentCanHave() throws Exception {
    EmbeddedStore store = open();
    bring(store);
    store.close();
    EmbeddedStore second = open();
    added(second, second.add(key("last"), "http://last/"));
    long before = second.nextNumber();
    second.close();
    List<String> segments =
        disk.list().stream().filter(name -> name.endsWith(".seg")).sorted().toList();
    disk.remove(segments.get(segments.size() / 2));
    disk.remove(CheckpointFile.NAME);
    EmbeddedStore accepting = SimStore.openAccepting(disk, clock);
    assertThat(accepting.nextNumber() - before)
        .isBetween(0L, 2 * LinkTable.NUMBERS_PER_SEGMENT_MAX);
    assertThat(added(accepting, accepting.add(key("more"), "http://more/")).number())
        .isGreaterThanOrEqualTo(before);
  }

  @Test
  void aNumberThatIsTooFarAheadForTheSegmentIsNotKept() throws Exception {
    EmbeddedStore store = open();
    Origin far = new Origin(Origin.NUMBER_MAX, 1, Optional.empty(), Optional.empty(), 0);
    assertThat(added(store, store.add(key("a"), Draft.to("http://a/"), Manner.from(far))).number())
        .isZero();
  }

  @Test
  void anAdoptedSecretIsInForceAfterAPowerCutAndFromACheckpoint() throws Exception {
    EmbeddedStore store = open();
    byte[] secret = store.secret();
    secret[3]++;
    List<Long> next = new ArrayList<>(Collections.nCopies(LinkStore.NUMBERS, 0L));
    next.set(7, 4_000L);
    var adopted = store.adopt(new Generator(secret, next));
    store.saveOnce();
    assertThat(adopted.toCompletableFuture().join()).isInstanceOf(LinkStore.GoesOn.class);
    disk.crash();
    EmbeddedStore again = open();
    assertThat(again.secret()).isEqualTo(secret);
    assertThat(again.generator().next()).isEqualTo(next);
    again.close();
    EmbeddedStore third = open();
    assertThat(third.secret()).as("from a checkpoint").isEqualTo(secret);
  }

  /** Codes that the first store has published or retired; the second never gives one of them. */
  @Test
  void aStoreThatGoesOnFromAnotherGivesNoneOfItsCodes() throws Exception {
    UrlPolicy policy =
        new UrlPolicy(new UrlPolicy.Options(new BaseUrl("http", "localhost:3000"), Set.of()));
    Set<String> published = new HashSet<>();
    EmbeddedStore first = open();
    Shortener shortener = new Shortener(first, policy, new Shortener.Options(2, false));
    for (int i = 0; i < 500; i++) {
      published.add(make(first, shortener, i));
    }
    for (String code : published) {
      first.purge(key(code));
      first.saveOnce();
    }
    Generator generator = first.generator();
    SimDisk other = new SimDisk(2);
    EmbeddedStore second = SimStore.open(other, 99);
    Shortener started = new Shortener(second, policy, new Shortener.Options(2, false));
    second.adopt(generator);
    second.saveOnce();
    Set<String> given = new HashSet<>();
    for (int i = 0; i < 500; i++) {
      given.add(make(second, started, i));
    }
    assertThat(given).hasSize(500).doesNotContainAnyElementsOf(published);
  }

  private static String make(EmbeddedStore store, Shortener shortener, int i) {
    var made = shortener.shorten("https://example.org/" + i).toCompletableFuture();
    for (int turn = 0; turn < 10 && !made.isDone(); turn++) {
      store.saveOnce();
    }
    return ((Shortener.Made) made.join()).link().key().code();
  }
}
