package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.SyncPolicy;
import gotourl.link.Draft;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Added;
import gotourl.link.LinkStore.Recalled;
import gotourl.link.LinkStore.Saved;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Manner;
import gotourl.link.RetryKey;
import gotourl.support.Seed;
import gotourl.support.SimDisk;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What was made under which key of a retry, in a store on a disk that forgets. */
class RetriesTest {

  private static final int SEGMENT_BYTES = 1 << 13;
  private static final Retention NO_HISTORY = new Retention(Duration.ZERO, 0);
  private static final RetryKey RETRY = new RetryKey(-1, 2, 3);

  private final SimStore.TestClock clock = new SimStore.TestClock();
  private final SimDisk disk = new SimDisk(1);

  private EmbeddedStore open() throws Exception {
    return SimStore.open(disk, SEGMENT_BYTES, clock, NO_HISTORY);
  }

  /** After a kill: whatever was synced is there. */
  private EmbeddedStore reopen(boolean withCheckpoint) throws Exception {
    disk.crash();
    if (!withCheckpoint && disk.list().contains(CheckpointFile.NAME)) {
      disk.remove(CheckpointFile.NAME);
    }
    return open();
  }

  private static <T> T saved(EmbeddedStore store, CompletionStage<T> stage) {
    store.saveOnce();
    return stage.toCompletableFuture().join();
  }

  private static Added add(EmbeddedStore store, String code, RetryKey retry) {
    return saved(
        store,
        store.add(key(code), Draft.to("http://a/" + code), new Manner(Optional.of(retry), false)));
  }

  private static void assertMade(EmbeddedStore store, String code) {
    assertThat(store.recall(RETRY))
        .isInstanceOfSatisfying(
            Recalled.Made.class, made -> assertThat(made.link().key()).isEqualTo(key(code)));
  }

  @Test
  void itIsRememberedAcrossCrashesForADay() throws Exception {
    EmbeddedStore store = open();
    Instant made = clock.now;
    assertThat(add(store, "a", RETRY)).isInstanceOf(Saved.class);
    assertMade(store, "a");
    assertThat(store.recall(new RetryKey(-1, 2, 4))).isInstanceOf(Recalled.OtherWish.class);
    assertThat(store.recall(new RetryKey(-1, 3, 3))).isInstanceOf(Recalled.Unknown.class);
    clock.now = made.plus(RetryKey.KEPT).minusMillis(1);
    EmbeddedStore again = reopen(false);
    assertMade(again, "a");
    clock.now = made.plus(RetryKey.KEPT);
    assertThat(again.recall(RETRY)).isInstanceOf(Recalled.Unknown.class);
    assertThat(reopen(false).recall(RETRY)).isInstanceOf(Recalled.Unknown.class);
  }

  @Test
  void aCheckpointHasIt() throws Exception {
    EmbeddedStore store = open();
    add(store, "a", RETRY);
    store.close();
    assertThat(disk.list()).contains(CheckpointFile.NAME);
    assertMade(reopen(true), "a");
  }

  @Test
  void whoseCodeWasTakenHasMadeNothing() throws Exception {
    EmbeddedStore store = open();
    saved(store, store.add(key("a"), "http://other/"));
    assertThat(add(store, "a", RETRY)).isInstanceOf(LinkStore.Taken.class);
    assertThat(store.recall(RETRY)).isInstanceOf(Recalled.Unknown.class);
  }

  @Test
  void anEditedLinkIsRememberedThoughItsFirstFrameIsCompactedAway() throws Exception {
    EmbeddedStore store = open();
    add(store, "a", RETRY);
    saved(store, store.replace(key("a"), 1, "http://b/"));
    for (int i = 0; i < 2_000; i++) {
      saved(store, store.add(key("k" + i), "http://a/"));
      saved(store, store.replace(key("k" + i), 1, "http://b/"));
    }
    compact(store);
    EmbeddedStore again = reopen(false);
    assertMade(again, "a");
    assertThat(again.peek(key("a")))
        .isInstanceOfSatisfying(
            LinkStore.Peek.Found.class,
            found -> assertThat(found.link().target()).isEqualTo("http://b/"));
  }

  @Test
  void afterADayALinkIsEditedWithoutIt() throws Exception {
    EmbeddedStore store = open();
    add(store, "a", RETRY);
    saved(store, store.replace(key("a"), 1, "http://b/"));
    assertThat(store.fieldsBytes(key("a"))).isEqualTo(RetryField.BYTES);
    clock.now = clock.now.plus(RetryKey.KEPT);
    saved(store, store.replace(key("a"), 2, "http://c/"));
    assertThat(store.fieldsBytes(key("a"))).isZero();
  }

  @Test
  void aRemovedLinkIsGoneAndNotMadeAgain() throws Exception {
    EmbeddedStore store = open();
    add(store, "a", RETRY);
    saved(store, store.remove(key("a"), LinkStore.ANY_VERSION));
    assertThat(store.recall(RETRY)).isInstanceOf(Recalled.Gone.class);
    assertThat(reopen(false).recall(RETRY)).isInstanceOf(Recalled.Gone.class);
  }

  @Test
  void whileAsManyAreRememberedAsCanBeNoneIsMadeUnderAnother() throws Exception {
    RetryTable table = new RetryTable();
    for (int i = 0; i < RetryTable.ENTRIES_MAX; i++) {
      assertThat(table.hasRoomAt(clock.now)).isTrue();
      long millis = clock.now.toEpochMilli() + (i == 0 ? 0 : 1);
      table.put(new RetryTable.Entry(new RetryKey(i, 0, 0), i, millis));
    }
    assertThat(table.hasRoomAt(clock.now)).isFalse();
    assertThat(table.hasRoomAt(clock.now.plus(RetryKey.KEPT))).isTrue();
    assertThat(table.entries()).hasSize(RetryTable.ENTRIES_MAX - 1);
    assertThat(Unsaved.Cause.RETRY_KEYS_FULL.words()).contains("idempotency keys");
  }

  @Test
  void noCrashForgetsWhatWasAcknowledgedOrMakesUpWhatWasNot() throws Exception {
    long seed = Seed.next("RetriesTest");
    Random random = new Random(seed);
    Map<RetryKey, Link> made = new HashMap<>();
    EmbeddedStore store = SimStore.open(disk, SyncPolicy.ALWAYS, SEGMENT_BYTES, NO_HISTORY, seed);
    for (int turn = 0; turn < Seed.rounds(60, 1_000); turn++) {
      for (int i = random.nextInt(20); i > 0; i--) {
        RetryKey retry = new RetryKey(random.nextLong(), 0, random.nextLong());
        if (add(store, "k" + turn + "/" + i, retry) instanceof Saved(Link link)) {
          made.put(retry, link);
          if (random.nextInt(3) == 0) {
            saved(store, store.replace(link.key(), 1, "http://edited/"));
          }
        }
      }
      RetryKey unheard = new RetryKey(random.nextLong(), 0, 0);
      var _ =
          store.add(
              key("u" + turn), Draft.to("http://u/"), new Manner(Optional.of(unheard), false));
      if (random.nextInt(4) == 0) {
        store.close();
      }
      disk.crash();
      store = SimStore.open(disk, SyncPolicy.ALWAYS, SEGMENT_BYTES, NO_HISTORY, seed + turn);
      for (Map.Entry<RetryKey, Link> each : made.entrySet()) {
        assertThat(store.recall(each.getKey()))
            .isInstanceOfSatisfying(
                Recalled.Made.class,
                now -> assertThat(now.link().number()).isEqualTo(each.getValue().number()));
      }
      if (store.recall(unheard) instanceof Recalled.Made(Link link)) {
        made.put(unheard, link);
      }
    }
  }

  private static void compact(EmbeddedStore store) {
    for (int i = 0; i < 100; i++) {
      store.maintainOnce();
      store.saveOnce();
    }
  }
}
