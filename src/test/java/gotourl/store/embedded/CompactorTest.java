package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.Journal;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Peek;
import gotourl.support.Frames;
import gotourl.support.SimDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What compaction leaves on disk, and what not. */
class CompactorTest {

  private static final int SEGMENT_BYTES = 1 << 13;
  private static final Retention NO_HISTORY = new Retention(Duration.ZERO, 0);

  private static final Predicate<String> IS_COMPACTED =
      Pattern.compile("\\w{16}\\.\\w{8}\\.seg").asMatchPredicate();

  private static final int LINKS_WITH_HISTORY = 100;

  private static final int SEQUENCE = 7;

  private SimDisk disk = new SimDisk(1);
  private final SimStore.TestClock clock = new SimStore.TestClock();

  /** PROMISES: at most one and a half times what is live, and two segments. */
  @Test
  void underSteadyEditsTheDiskHoldsLittleMoreThanWhatIsLive() throws Exception {
    EmbeddedStore store = open(NO_HISTORY);
    Random random = new Random(3);
    int links = 2_000;
    for (int i = 0; i < links; i++) {
      add(store, "k" + i, target(random));
    }
    long worst = 0;
    for (int i = 0; i < 30_000; i++) {
      save(store, store.replace(key("k" + random.nextInt(links)), 0, target(random)));
      store.maintainOnce();
      if (i % 16 == 0) {
        long live = live(store);
        worst = Math.max(worst, bytesOnDisk() - live * 3 / 2);
      }
    }
    assertThat(worst).isLessThan(2 * SEGMENT_BYTES);
    Map<String, String> before = state(store);
    EmbeddedStore again = reopenWithoutCheckpoint(store, NO_HISTORY);
    assertThat(again.size()).isEqualTo(links);
    assertThat(state(again)).isEqualTo(before);
  }

  @Test
  void whatIsRemovedLeavesNothingNotEvenItsTombstone() throws Exception {
    EmbeddedStore store = open(NO_HISTORY);
    Random random = new Random(3);
    for (int round = 0; round < 20; round++) {
      for (int i = 0; i < 100; i++) {
        add(store, "k" + i, target(random));
      }
      for (int i = 0; i < 100; i++) {
        save(store, store.remove(key("k" + i), 0));
      }
    }
    settle(store);
    assertThat(bytesOnDisk()).isLessThan(3 * SEGMENT_BYTES);
    assertThat(reopenWithoutCheckpoint(store, NO_HISTORY).size()).isZero();
  }

  /** Else a start would serve again what was removed. */
  @Test
  void aTombstoneOutlivesWhatItRemoves() throws Exception {
    EmbeddedStore store = open(NO_HISTORY);
    Random random = new Random(3);
    add(store, "gone", "http://gone/");
    for (int i = 0; i < 200; i++) {
      add(store, "k" + i, target(random));
    }
    add(store, "hot", "http://hot/");
    edit(store, "hot", 1_000);
    save(store, store.remove(key("gone"), LinkStore.ANY_VERSION));
    edit(store, "hot", 1_000);
    settle(store);
    // The link is among others in a segment that stays; its tombstone was in one that was all dead.
    assertThat(disk.list()).contains("0000000000000001.seg").anyMatch(IS_COMPACTED);
    EmbeddedStore again = reopenWithoutCheckpoint(store, NO_HISTORY);
    assertThat(again.peek(key("gone"))).isEqualTo(Peek.Absent.ABSENT);
    assertThat(again.size()).isEqualTo(201);
  }

  /** Else a code that was published would be given again, or a gap would be left for ever. */
  @Test
  void theClaimInForceStaysAndOlderOnesGo() throws Exception {
    EmbeddedStore store = open(NO_HISTORY);
    save(store, store.claim(SEQUENCE, 0, 64));
    save(store, store.claim(SEQUENCE, 0, 64));
    save(store, store.release(SEQUENCE, 100, 128));
    add(store, "hot", "http://hot/");
    edit(store, "hot", 2_000);
    settle(store);
    assertThat(frames(RecordCodec.CLAIM)).isEqualTo(1);
    EmbeddedStore again = reopenWithoutCheckpoint(store, NO_HISTORY);
    assertThat(save(again, again.claim(SEQUENCE, 0, 1))).isEqualTo(new LinkStore.Range(100, 101));
  }

  @Test
  void earlierVersionsStayAsLongAsTheirRetentionSays() throws Exception {
    Retention retention = new Retention(Duration.ofDays(90), 3);
    EmbeddedStore store = open(retention);
    Random random = new Random(3);
    for (int i = 0; i < LINKS_WITH_HISTORY; i++) {
      add(store, "k" + i, target(random));
    }
    for (int round = 0; round < 10; round++) {
      for (int i = 0; i < LINKS_WITH_HISTORY; i++) {
        save(store, store.replace(key("k" + i), 0, "http://" + round + "/" + i + target(random)));
        store.maintainOnce();
      }
    }
    settle(store);
    assertHistories(store);
    store = reopenWithoutCheckpoint(store, retention);
    assertHistories(store);
    settle(store);
    assertThat(bytesOnDisk()).isLessThan(6 * live(store));
    clock.now = clock.now.plus(Duration.ofDays(100));
    settle(store);
    assertThat(bytesOnDisk()).isLessThan(live(store) * 3 / 2 + 2 * SEGMENT_BYTES);
    assertThat(earlierVersions(store)).isLessThan(LINKS_WITH_HISTORY);
  }

  /** All that the retention asks for, in order, and nothing else. */
  private static void assertHistories(EmbeddedStore store) {
    for (int i = 0; i < LINKS_WITH_HISTORY; i++) {
      List<Link> history = SimStore.history(store, key("k" + i));
      assertThat(history.size()).isBetween(4, 11);
      for (int v = 0; v < history.size(); v++) {
        assertThat(history.get(v).version()).isEqualTo(11 - v);
        assertThat(history.get(v).target())
            .startsWith(v == 10 ? "" : "http://" + (9 - v) + "/" + i);
      }
    }
  }

  private static int earlierVersions(EmbeddedStore store) {
    int earlier = 0;
    for (int i = 0; i < LINKS_WITH_HISTORY; i++) {
      earlier += SimStore.history(store, key("k" + i)).size() - 1;
    }
    return earlier;
  }

  @Test
  void aPurgedLinkLeavesNoByteOfCodeOrTargetInAnyFile() throws Exception {
    EmbeddedStore store = open(Retention.DEFAULT);
    Random random = new Random(3);
    for (int i = 0; i < 300; i++) {
      add(store, "k" + i, target(random));
      if (i % 40 == 0) {
        if (i == 0) {
          add(store, "wicked", "http://wicked/0");
        } else {
          save(store, store.replace(key("wicked"), 0, "http://wicked/" + i));
        }
      }
    }
    assertThat(save(store, store.purge(key("wicked")))).isInstanceOf(LinkStore.Gone.class);
    assertThat(save(store, store.purge(key("wicked")))).isEqualTo(new LinkStore.Missing());
    assertThat(store.isPurging()).isTrue();
    assertThat(store.peek(key("wicked"))).isEqualTo(Peek.Absent.ABSENT);
    for (int i = 0; i < 2_000 && store.isPurging(); i++) {
      turn(store);
    }
    assertPurged(store);
    EmbeddedStore again = reopenWithoutCheckpoint(store, Retention.DEFAULT);
    assertThat(again.size()).isEqualTo(300);
    assertThat(again.isPurging()).isFalse();
  }

  /** The purge outlives what it removes, and then goes too. */
  private void assertPurged(EmbeddedStore store) throws IOException {
    assertThat(store.isPurging()).isFalse();
    for (String name : disk.list()) {
      assertThat(new String(disk.bytes(name), StandardCharsets.ISO_8859_1))
          .doesNotContain("wicked");
    }
    assertThat(frames(RecordCodec.PURGE)).isZero();
  }

  @Test
  void aPurgeCutOffAtAnyTurnIsEndedByTheNextStart() throws Exception {
    int cutOff = 0;
    for (int turns = 0; turns < 60; turns++) {
      disk = new SimDisk(turns);
      EmbeddedStore store = open(Retention.DEFAULT);
      Random random = new Random(turns);
      add(store, "wicked", "http://wicked/0");
      for (int i = 0; i < 300; i++) {
        add(store, "k" + i, target(random));
      }
      for (int i = 1; i <= 3; i++) {
        save(store, store.replace(key("wicked"), 0, "http://wicked/" + i));
      }
      save(store, store.purge(key("wicked")));
      for (int i = 0; i < turns; i++) {
        turn(store);
      }
      disk.crash();
      disk.remove(CheckpointFile.NAME);
      EmbeddedStore again = open(Retention.DEFAULT);
      cutOff += again.isPurging() ? 1 : 0;
      for (int i = 0; i < 2_000 && again.isPurging(); i++) {
        turn(again);
      }
      assertPurged(again);
      assertThat(again.size()).isEqualTo(300);
    }
    assertThat(cutOff).isBetween(10, 59);
  }

  @Test
  void aPurgeGoesOnAfterARestart() throws Exception {
    EmbeddedStore store = open(Retention.DEFAULT);
    add(store, "wicked", "http://wicked/0");
    save(store, store.purge(key("wicked")));
    store.close();
    EmbeddedStore again = open(Retention.DEFAULT);
    assertThat(again.isPurging()).isTrue();
    assertThat(again.peek(key("wicked"))).isEqualTo(Peek.Absent.ABSENT);
    for (int i = 0; i < 100 && again.isPurging(); i++) {
      turn(again);
    }
    assertThat(new String(disk.bytes(disk.list().getFirst()), StandardCharsets.ISO_8859_1))
        .doesNotContain("wicked");
    assertThat(again.isPurging()).isFalse();
  }

  @Test
  void manyStartsLeaveFewFiles() throws Exception {
    EmbeddedStore store = open(Retention.DEFAULT);
    for (int start = 0; start < 60; start++) {
      add(store, "k" + start, "http://a/");
      settle(store);
      store.close();
      store = open(Retention.DEFAULT);
    }
    assertThat(segments()).isLessThan(20);
    assertThat(reopenWithoutCheckpoint(store, Retention.DEFAULT).size()).isEqualTo(60);
  }

  @Test
  void onAFullDiskItUndoesItselfAndGoesOnLater() throws Exception {
    EmbeddedStore store = open(NO_HISTORY);
    Random random = new Random(3);
    for (int i = 0; i < 1_000; i++) {
      add(store, "k" + i % 100, target(random));
      save(store, store.replace(key("k" + i % 100), 0, target(random)));
    }
    Map<String, String> before = state(store);
    long used = bytesOnDisk();
    disk.capacity(used + 100);
    for (int i = 0; i < 50; i++) {
      store.maintainOnce();
      assertThat(bytesOnDisk()).isEqualTo(used);
    }
    for (int i = 0; i < 5; i++) {
      assertThat(save(store, store.replace(key("k1"), 0, "http://" + "x".repeat(200))))
          .isInstanceOfSatisfying(
              LinkStore.Unsaved.class,
              unsaved -> assertThat(unsaved.cause()).isEqualTo(LinkStore.Unsaved.Cause.DISK));
      store.maintainOnce();
    }
    assertThat(state(store)).isEqualTo(before);
    disk.heal();
    assertThat(save(store, store.replace(key("k1"), 0, "http://again/")))
        .isInstanceOf(LinkStore.Saved.class);
    before.put("k1", "http://again/");
    settle(store);
    assertThat(bytesOnDisk()).isLessThan(used / 2);
    assertThat(state(store)).isEqualTo(before);
    assertThat(state(reopenWithoutCheckpoint(store, NO_HISTORY))).isEqualTo(before);
  }

  static Map<String, String> state(EmbeddedStore store) {
    Map<String, String> state = new HashMap<>();
    for (Link link : SimStore.links(store)) {
      state.put(link.key().code(), link.target());
      assertThat(store.peek(link.key())).isEqualTo(new Peek.Found(link));
    }
    return state;
  }

  private long segments() throws Exception {
    return disk.list().stream().filter(Journal::isSegment).count();
  }

  /** Bytes of all segments. */
  private long bytesOnDisk() throws Exception {
    long bytes = 0;
    for (String name : disk.list()) {
      bytes += Journal.isSegment(name) ? disk.bytes(name).length : 0;
    }
    return bytes;
  }

  /** What the frames of all links come to: the least, so that the bound is strict. */
  private static long live(EmbeddedStore store) {
    long bytes = 0;
    for (Link link : SimStore.links(store)) {
      bytes += 12 + link.key().code().length() + link.target().length();
    }
    return bytes;
  }

  private static String target(Random random) {
    return "http://t/" + random.nextInt(1_000_000) + "x".repeat(random.nextInt(60));
  }

  private EmbeddedStore open(Retention retention) throws Exception {
    return SimStore.open(disk, SEGMENT_BYTES, clock, retention);
  }

  /** PROMISES D7: also what cannot even be taken back at once leaves nothing behind. */
  @Test
  void onADiskThatRefusesEverythingNothingIsLostAndNoFileIsLeftOver() throws Exception {
    for (int operation = 0; operation < 12; operation++) {
      disk = new SimDisk(operation);
      EmbeddedStore store = open(NO_HISTORY);
      add(store, "cold", "http://cold/");
      for (int i = 0; i < 300; i++) {
        edit(store, "hot" + i % 3, 1);
        add(store, "hot" + i % 3, "http://hot/");
      }
      Map<String, String> before = state(store);
      disk.faultAfter(operation, SimDisk.Fault.ERRORS);
      for (int i = 0; i < 20; i++) {
        store.maintainOnce();
      }
      assertThat(state(store)).isEqualTo(before);
      disk.heal();
      settle(store);
      assertThat(disk.list()).anyMatch(IS_COMPACTED);
      List<String> segments = disk.list().stream().filter(Journal::isSegment).toList();
      assertThat(segments).as("operation %d", operation).hasSizeLessThanOrEqualTo(3);
      assertThat(disk.list()).noneMatch(name -> name.endsWith(".tmp"));
      assertThat(state(reopenWithoutCheckpoint(store, NO_HISTORY))).isEqualTo(before);
    }
  }

  /** A start from the segments alone: what compaction made of them is what counts. */
  private EmbeddedStore reopenWithoutCheckpoint(EmbeddedStore store, Retention retention)
      throws Exception {
    store.close();
    disk.remove(CheckpointFile.NAME);
    return open(retention);
  }

  /** How many frames of this kind all segments hold. */
  private int frames(int wanted) throws IOException {
    List<Integer> found = new ArrayList<>();
    Frames.visit(
        disk,
        (segment, kind, payload) -> {
          if (kind == wanted) {
            found.add(kind);
          }
        });
    return found.size();
  }

  /** Leaves segments behind in which next to nothing is needed. */
  private static void edit(EmbeddedStore store, String code, int times) {
    for (int i = 0; i < times; i++) {
      save(store, store.replace(key(code), LinkStore.ANY_VERSION, "http://edited/" + i));
    }
  }

  private static void add(EmbeddedStore store, String code, String target) {
    save(store, store.add(key(code), target));
  }

  private static <T> T save(EmbeddedStore store, CompletionStage<T> stage) {
    store.saveOnce();
    return stage.toCompletableFuture().join();
  }

  private static void turn(EmbeddedStore store) {
    store.maintainOnce();
    store.saveOnce();
  }

  /** Until there is nothing to do any more, as far as a bound lets it. */
  private static void settle(EmbeddedStore store) {
    List<Boolean> turns = new ArrayList<>();
    while (turns.size() < 2_000) {
      turn(store);
      turns.add(true);
    }
  }
}
