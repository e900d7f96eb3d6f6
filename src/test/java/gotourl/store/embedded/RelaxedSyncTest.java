package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.SyncPolicy;
import gotourl.link.LinkStore.Claimed;
import gotourl.link.LinkStore.Range;
import gotourl.link.LinkStore.Saved;
import gotourl.support.SimDisk;
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
