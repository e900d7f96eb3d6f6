package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.Journal;
import gotourl.journal.SyncPolicy;
import gotourl.link.LinkStore;
import gotourl.support.SimDisk;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Purges where something else has gone wrong. */
class PurgesTest {

  private static final int SEGMENT_BYTES = 1 << 13;
  private static final long SEED = 5;

  private final SimDisk disk = new SimDisk(SEED);

  /** Its client was told that it is not saved; its bytes are in the file all the same. */
  @Test
  void whatWasRefusedWhenADiskFailedGoesAsWell() throws Exception {
    EmbeddedStore store = open();
    add(store, "wicked", "http://a/");
    // Full segments, which nobody joins for being small: the refused bytes get into one that has no
    // frame of the link.
    for (int i = 0; i < 180; i++) {
      add(store, "k" + i, "http://t/" + "x".repeat(60));
    }
    disk.faultAfter(1, SimDisk.Fault.ERROR);
    assertThat(save(store, store.replace(key("wicked"), 0, "http://refused/")))
        .isInstanceOf(LinkStore.Unsaved.class);
    assertThat(contains("http://refused/")).isTrue();
    save(store, store.replace(key("wicked"), 0, "http://b/"));
    save(store, store.purge(key("wicked")));
    turns(store, 500);
    assertThat(store.isPurging()).isFalse();
    assertThat(contains("wicked")).isFalse();
    assertThat(contains("http://refused/")).isFalse();
  }

  /** A purge that waits for a repair is no reason to let the disk fill. */
  @Test
  void aPurgeThatCannotEndKeepsNothingElseFromBeingCompacted() throws Exception {
    EmbeddedStore store = open();
    for (int i = 0; i < 400; i++) {
      add(store, "k" + i, "http://t/" + "x".repeat(50));
    }
    store.close();
    disk.remove(CheckpointFile.NAME);
    byte[] first = disk.bytes("0000000000000001.seg");
    first[first.length / 2] ^= 1;
    disk.plant("0000000000000001.seg", first);
    EmbeddedStore damaged = open();
    add(damaged, "wicked", "http://a/");
    save(damaged, damaged.purge(key("wicked")));
    for (int i = 0; i < 2_000; i++) {
      save(damaged, damaged.replace(key("k399"), 0, "http://t/" + i + "x".repeat(50)));
    }
    long before = bytesOnDisk();
    turns(damaged, 2_000);
    assertThat(bytesOnDisk()).isLessThan(before / 2);
  }

  private boolean contains(String text) throws Exception {
    for (String name : disk.list()) {
      if (new String(disk.bytes(name), ISO_8859_1).contains(text)) {
        return true;
      }
    }
    return false;
  }

  private long bytesOnDisk() throws Exception {
    long bytes = 0;
    for (String name : disk.list()) {
      bytes += Journal.isSegment(name) ? disk.bytes(name).length : 0;
    }
    return bytes;
  }

  private static void turns(EmbeddedStore store, int count) {
    for (int i = 0; i < count; i++) {
      store.maintainOnce();
      store.saveOnce();
    }
  }

  private EmbeddedStore open() throws Exception {
    return SimStore.open(
        disk, SyncPolicy.ALWAYS, SEGMENT_BYTES, new Retention(Duration.ZERO, 0), SEED);
  }

  private static void add(EmbeddedStore store, String code, String target) {
    save(store, store.add(key(code), target));
  }

  private static <T> T save(EmbeddedStore store, CompletionStage<T> stage) {
    store.saveOnce();
    return stage.toCompletableFuture().join();
  }
}
