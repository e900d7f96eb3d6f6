package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.SyncPolicy;
import gotourl.link.LinkStore.Claimed;
import gotourl.link.LinkStore.Range;
import gotourl.link.LinkStore.Saved;
import gotourl.support.SimDisk;
import java.time.Duration;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What {@code -sync 1s} and {@code never} promise all the same. */
class RelaxedSyncTest {

  private final SimDisk disk = new SimDisk(1);

  @ParameterizedTest
  @EnumSource(names = {"EACH_SECOND", "NEVER"})
  void noPowerCutTakesAClaimBack(SyncPolicy policy) throws Exception {
    assertThat(claim(open(policy)).end()).isEqualTo(64);
    disk.crash();
    assertThat(claim(open(policy)).first()).isEqualTo(64);
  }

  @ParameterizedTest
  @EnumSource(names = {"EACH_SECOND", "NEVER"})
  void anAddIsAcknowledgedWithoutASync(SyncPolicy policy) throws Exception {
    EmbeddedStore store = open(policy);
    long before = disk.operations();
    var added = store.add(key("a"), "http://a/").toCompletableFuture();
    store.saveOnce();
    assertThat(added.join()).isInstanceOf(Saved.class);
    assertThat(disk.operations() - before).as("a write and no sync").isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(SyncPolicy.class)
  void anOrderlyStopLosesNothing(SyncPolicy policy) throws Exception {
    EmbeddedStore store = open(policy);
    store.add(key("a"), "http://a/");
    store.close();
    disk.crash();
    assertThat(open(policy).size()).isEqualTo(1);
  }

  /** What a power cut may take is the newest version, and then the one before it is still there. */
  @ParameterizedTest
  @EnumSource(names = {"EACH_SECOND", "NEVER"})
  void compactionDropsNothingForWhatIsNotDurable(SyncPolicy policy) throws Exception {
    Retention none = new Retention(Duration.ZERO, 0);
    for (int seed = 0; seed < 10; seed++) {
      SimDisk forgetful = new SimDisk(seed);
      EmbeddedStore store = SimStore.openWithoutCheckpoints(forgetful, policy, 1 << 13, none, seed);
      for (int i = 0; i < 200; i++) {
        store.add(key("k" + i), "http://first/" + "x".repeat(50));
        store.saveOnce();
      }
      // As many as the active segment holds.
      for (int i = 0; i < 80; i++) {
        store.replace(key("k" + i), 0, "http://second/" + i);
        store.saveOnce();
      }
      for (int turn = 0; turn < 200; turn++) {
        store.maintainOnce();
        store.saveOnce();
      }
      assertThat(forgetful.list()).as("compacted").anyMatch(name -> name.matches(".*\\..*\\.seg"));
      forgetful.crash();
      EmbeddedStore again =
          SimStore.openWithoutCheckpoints(forgetful, policy, 1 << 13, none, seed + 1);
      assertThat(again.size()).as("seed " + seed).isEqualTo(200);
    }
  }

  private Range claim(EmbeddedStore store) {
    var stage = store.claim(7, 0, 64).toCompletableFuture();
    store.saveOnce();
    Claimed claimed = stage.join();
    return (Range) claimed;
  }

  private EmbeddedStore open(SyncPolicy policy) throws Exception {
    return SimStore.open(disk, policy, 1 << 20, InstantSource.system(), false);
  }
}
