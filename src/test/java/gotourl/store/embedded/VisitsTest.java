package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.Journal;
import gotourl.journal.SyncPolicy;
import gotourl.link.About;
import gotourl.link.Draft;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Charged;
import gotourl.link.LinkStore.Missing;
import gotourl.link.LinkStore.Peek;
import gotourl.link.LinkStore.Spent;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.LinkStore.UsedUp;
import gotourl.link.Terms;
import gotourl.support.EveryByte;
import gotourl.support.Frames;
import gotourl.support.SimDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Visits of links that have only so many, on a disk that forgets, fails and lies. */
class VisitsTest {

  private static final int SEGMENT_BYTES = 1 << 13;
  private static final String FIRST = "0000000000000001.seg";
  private static final Retention NO_HISTORY = new Retention(Duration.ZERO, 0);

  private static final Predicate<String> IS_COMPACTED =
      Pattern.compile("\\w{16}\\.\\w{8}\\.seg").asMatchPredicate();

  private final SimStore.TestClock clock = new SimStore.TestClock();
  private SimDisk disk = new SimDisk(1);

  @Test
  void chargesOfOneBatchKnowOfEachOther() throws Exception {
    EmbeddedStore store = open();
    Link link = add(store, "a", 3);
    List<CompletableFuture<Charged>> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(store.spend(link.key(), link.number()).toCompletableFuture());
    }
    assertThat(store.visits(link.number())).as("nothing is saved yet").isZero();
    saveAll(store);
    assertThat(all)
        .extracting(CompletableFuture::join)
        .containsExactly(new Spent(2), new Spent(1), new Spent(0), new UsedUp(), new UsedUp());
    assertThat(store.visits(link.number())).isEqualTo(3);
  }

  @Test
  void whatOthersDecideInTheSameBatchCounts() throws Exception {
    EmbeddedStore store = open();
    Link link = add(store, "a", 1);
    var raised = store.replace(link.key(), 1, draft(2));
    var first = store.spend(link.key(), link.number());
    var second = store.spend(link.key(), link.number());
    var third = store.spend(link.key(), link.number());
    var removed = store.remove(link.key(), LinkStore.ANY_VERSION);
    var fourth = store.spend(link.key(), link.number());
    assertThat(saved(store, raised)).isInstanceOf(LinkStore.Saved.class);
    assertThat(join(first)).isEqualTo(new Spent(1));
    assertThat(join(second)).isEqualTo(new Spent(0));
    assertThat(join(third)).isEqualTo(new UsedUp());
    assertThat(join(removed)).isInstanceOf(LinkStore.Gone.class);
    assertThat(join(fourth)).isEqualTo(new Missing());
  }

  @Test
  void theCountIsThereAfterAStopAndAfterAPowerCut() throws Exception {
    EmbeddedStore store = open();
    Life life = new Life(store);
    EmbeddedStore again = reopen(store);
    life.assertIsIn(again);
    disk.crash();
    life.assertIsIn(open());
    disk.crash();
    life.assertIsIn(reopenWithoutCheckpoint(open()));
  }

  @Test
  void inARelaxedModeAVisitIsSyncedAllTheSame() throws Exception {
    for (SyncPolicy relaxed : List.of(SyncPolicy.NEVER, SyncPolicy.EACH_SECOND)) {
      for (int seed = 0; seed < 50; seed++) {
        disk = new SimDisk(seed);
        EmbeddedStore store =
            SimStore.openWithoutCheckpoints(disk, relaxed, SEGMENT_BYTES, NO_HISTORY, seed);
        Link link = add(store, "a", 2);
        assertThat(spend(store, link)).isEqualTo(new Spent(1));
        disk.crash();
        EmbeddedStore again =
            SimStore.openWithoutCheckpoints(disk, relaxed, SEGMENT_BYTES, NO_HISTORY, seed);
        assertThat(spend(again, link)).isEqualTo(new Spent(0));
        assertThat(spend(again, link)).isEqualTo(new UsedUp());
      }
    }
  }

  @Test
  void aVisitThatTheDiskRefusesIsNotGranted() throws Exception {
    for (int operations = 0; operations < 4; operations++) {
      disk = new SimDisk(operations);
      EmbeddedStore store = open();
      Link link = add(store, "a", 2);
      disk.faultAfter(operations, SimDisk.Fault.ERROR);
      int granted = 0;
      for (int i = 0; i < 3; i++) {
        Charged charged = spend(store, link);
        assertThat(charged).isInstanceOfAny(Spent.class, Unsaved.class, UsedUp.class);
        granted += charged instanceof Spent ? 1 : 0;
      }
      disk.heal();
      while (spend(store, link) instanceof Spent) {
        granted++;
      }
      assertThat(granted).isEqualTo(2);
      disk.crash();
      assertThat(spend(open(), link)).isEqualTo(new UsedUp());
    }
  }

  @Test
  void aStartFromACheckpointKnowsAllAndWhatCameAfterIt() throws Exception {
    EmbeddedStore store = open();
    Life life = new Life(store);
    store.maintainOnce();
    assertThat(disk.list()).contains(CheckpointFile.NAME);
    byte[] checkpoint = disk.bytes(CheckpointFile.NAME);
    life.spendOneOfEach(store);
    assertThat(disk.bytes(CheckpointFile.NAME)).isEqualTo(checkpoint);
    disk.crash();
    life.assertIsIn(open());
  }

  @Test
  void compactionKeepsTheNewestOfEachLink() throws Exception {
    EmbeddedStore store = open();
    Life life = new Life(store);
    Link gone = add(store, "gone", 9);
    spend(store, gone);
    saved(store, store.remove(gone.key(), LinkStore.ANY_VERSION));
    int before = frames();
    compact(store);
    assertThat(disk.list()).anyMatch(IS_COMPACTED).doesNotContain(FIRST);
    life.assertIsIn(store);
    assertThat(frames()).isLessThan(before).isEqualTo(life.links.size());
    life.assertIsIn(reopenWithoutCheckpoint(store));
  }

  /** Nothing else is ever saved here, and what is superseded has to be noticed all the same. */
  @Test
  void visitsAloneDoNotFillTheDisk() throws Exception {
    EmbeddedStore store = open();
    Link link = add(store, "a", 1_000_000);
    for (int i = 0; i < 5_000; i++) {
      assertThat(spend(store, link)).isInstanceOf(Spent.class);
      store.maintainOnce();
    }
    assertThat(frames()).isLessThan(2_000);
    EmbeddedStore again = reopenWithoutCheckpoint(store);
    assertThat(again.visits(link.number())).isEqualTo(5_000);
  }

  @Test
  void aBackupKnowsWhatWasChargedBeforeIt() throws Exception {
    EmbeddedStore store = open();
    Life life = new Life(store);
    SimDisk copy = new SimDisk(2);
    Backup.make(disk, copy);
    life.spendOneOfEach(store);
    Backup.make(disk, copy);
    disk = copy;
    life.assertIsIn(open());
  }

  @Test
  void aRepairedCopyKnowsTheSame() throws Exception {
    EmbeddedStore store = open();
    Life life = new Life(store);
    store.close();
    SimDisk clean = new SimDisk(2);
    Repair.repair(disk, clean, line -> {}, new Random(9));
    disk = clean;
    life.assertIsIn(open());
  }

  @Test
  void whatIsSoundIsFoundSound() throws Exception {
    EmbeddedStore store = open();
    new Life(store);
    store.close();
    List<String> findings = new ArrayList<>();
    assertThat(Verification.verify(disk, findings::add).damages()).isZero();
    assertThat(findings).isEmpty();
  }

  // Damage.

  @Test
  void oneDamagedByteAnywhereGivesNoVisitBack() throws Exception {
    EmbeddedStore store = open();
    Link link = add(store, "a", 5);
    for (int i = 0; i < 3; i++) {
      spend(store, link);
    }
    store.close();
    disk.remove(CheckpointFile.NAME);
    EveryByte.between(
        0,
        disk.bytes(FIRST).length,
        offset -> {
          EmbeddedStore again = open(damaged(offset));
          int granted = 0;
          while (spend(again, link) instanceof Spent) {
            granted++;
          }
          assertThat(granted).isLessThanOrEqualTo(2);
        });
  }

  @Test
  void whereDamageMayHideVisitsALinkIsUsedUpUntilItsLimitIsSetAnew() throws Exception {
    EmbeddedStore store = open();
    Link hidden = add(store, "hidden", 5);
    Link charged = add(store, "charged", 5);
    int from = disk.bytes(FIRST).length;
    spend(store, hidden);
    spend(store, charged);
    spend(store, charged);
    store.close();
    disk.remove(CheckpointFile.NAME);
    // The first two visits are hidden; what was said later of the second link is known.
    int second = from + (disk.bytes(FIRST).length - from) / 3;
    disk = damaged(from + 5, second + 5);
    List<String> findings = new ArrayList<>();
    Verification.verify(disk, findings::add);
    assertThat(findings)
        .contains(
            "the damage may hide visits: links made before it that have a maxVisits count as used up"
                + " until that is set anew");

    EmbeddedStore again = open();
    assertThat(again.visits(hidden.number())).isEqualTo(LinkStore.VISITS_UNKNOWN);
    assertThat(again.visits(charged.number())).isEqualTo(2);
    assertThat(spend(again, hidden)).isEqualTo(new UsedUp());
    assertThat(spend(again, charged)).isEqualTo(new Spent(2));
    Link next = add(again, "next", 1);
    assertThat(spend(again, next)).as("made since").isEqualTo(new Spent(0));

    saved(
        again,
        again.replace(hidden.key(), 1, new Draft("http://b/", draft(5).terms(), About.NOTHING, 0)));
    assertThat(spend(again, hidden)).as("its limit is as it was").isEqualTo(new UsedUp());
    saved(again, again.replace(hidden.key(), 2, draft(7)));
    assertThat(spend(again, hidden)).isEqualTo(new Spent(1));
    EmbeddedStore last = reopen(again);
    assertThat(spend(last, hidden)).isEqualTo(new Spent(0));
    assertThat(spend(last, hidden)).isEqualTo(new UsedUp());
    assertThat(last.visits(charged.number())).isEqualTo(3);
  }

  @Test
  void aRepairedCopyDoubtsWhatTheDamageMayHide() throws Exception {
    EmbeddedStore store = open();
    Link hidden = add(store, "hidden", 5);
    Link known = add(store, "known", 5);
    int from = disk.bytes(FIRST).length;
    spend(store, hidden);
    spend(store, known);
    store.close();
    disk.remove(CheckpointFile.NAME);
    SimDisk clean = new SimDisk(2);
    Repair.repair(damaged(from + 5), clean, line -> {}, new Random(9));
    disk = clean;
    for (EmbeddedStore again : List.of(open(), open())) {
      assertThat(spend(again, hidden)).isEqualTo(new UsedUp());
      assertThat(again.visits(known.number())).isEqualTo(1);
      again.close();
    }
    assertThat(disk.list()).contains(CheckpointFile.NAME);
  }

  @Test
  void soDoesAStartThatAcceptsALossAndAnyAfterIt() throws Exception {
    EmbeddedStore store = open();
    Link hidden = add(store, "hidden", 5);
    Link known = add(store, "known", 5);
    store = reopen(store);
    spend(store, hidden);
    store = reopen(store);
    spend(store, known);
    reopen(store).close();
    disk.remove(CheckpointFile.NAME);
    disk.remove("0000000000000002.seg");
    SimStore.openAccepting(disk).close();
    for (int start = 0; start < 2; start++) {
      EmbeddedStore again = open();
      assertThat(spend(again, hidden)).isEqualTo(new UsedUp());
      assertThat(spend(again, known)).isEqualTo(new Spent(3 - start));
      again.close();
    }
  }

  /** Some links with limits, visited more or less often. */
  private static final class Life {

    private static final int COUNT = 9;

    private final Map<Link, Integer> links = new HashMap<>();

    Life(EmbeddedStore store) {
      for (int i = 1; i <= COUNT; i++) {
        Link link = add(store, "n" + i, 100);
        for (int visit = 0; visit < i; visit++) {
          assertThat(spend(store, link)).isEqualTo(new Spent(99 - visit));
        }
        links.put(link, i);
      }
    }

    void spendOneOfEach(EmbeddedStore store) {
      links.replaceAll((link, visits) -> {
        assertThat(spend(store, link)).isEqualTo(new Spent(99 - visits));
        return visits + 1;
      });
    }

    void assertIsIn(EmbeddedStore store) {
      links.forEach((link, visits) -> {
        assertThat(store.peek(link.key())).isEqualTo(new Peek.Found(link));
        assertThat(store.visits(link.number())).as(link.key().code()).isEqualTo(visits);
      });
    }
  }

  /** Until the segments before the active one have been written anew. */
  private static void compact(EmbeddedStore store) {
    saved(store, store.add(key("hot"), "http://hot/"));
    for (int i = 0; i < 3_000; i++) {
      saved(store, store.replace(key("hot"), LinkStore.ANY_VERSION, "http://hot/" + i));
      store.maintainOnce();
    }
    for (int i = 0; i < 2_000; i++) {
      store.maintainOnce();
      store.saveOnce();
    }
  }

  private int frames() throws IOException {
    int[] count = {0};
    Frames.visit(disk, (segment, kind, payload) -> count[0] += kind == VisitCodec.VISITS ? 1 : 0);
    return count[0];
  }

  /** A copy of the disk with a bit of the first segment flipped at each of these places. */
  private SimDisk damaged(int... offsets) throws IOException {
    SimDisk damaged = new SimDisk(offsets[0]);
    for (String name : disk.list()) {
      byte[] bytes = disk.bytes(name).clone();
      if (name.equals(FIRST)) {
        for (int offset : offsets) {
          bytes[offset] ^= 4;
        }
      }
      damaged.plant(name, bytes);
    }
    return damaged;
  }

  private EmbeddedStore reopen(EmbeddedStore store) throws Exception {
    store.close();
    return open();
  }

  private EmbeddedStore reopenWithoutCheckpoint(EmbeddedStore store) throws Exception {
    store.close();
    disk.remove(CheckpointFile.NAME);
    assertThat(disk.list()).anyMatch(Journal::isSegment);
    return open();
  }

  private EmbeddedStore open() throws IOException, OpenException {
    return open(disk);
  }

  private EmbeddedStore open(SimDisk from) throws IOException, OpenException {
    return SimStore.open(from, SEGMENT_BYTES, clock, NO_HISTORY);
  }

  private static Draft draft(int maxVisits) {
    return new Draft("http://a/", Terms.NONE.withMaxVisits(maxVisits), About.NOTHING, Draft.NOBODY);
  }

  private static Link add(EmbeddedStore store, String code, int maxVisits) {
    return ((LinkStore.Saved) saved(store, store.add(key(code), draft(maxVisits)))).link();
  }

  private static Charged spend(EmbeddedStore store, Link link) {
    return saved(store, store.spend(link.key(), link.number()));
  }

  private static <T> T saved(EmbeddedStore store, CompletionStage<T> stage) {
    saveAll(store);
    return join(stage);
  }

  private static <T> T join(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }

  private static void saveAll(EmbeddedStore store) {
    while (store.saveOnce()) {
      // What a bound of a batch left over.
    }
  }
}
