package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.Journal;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.support.EveryByte;
import gotourl.support.LogLines;
import gotourl.support.SimDisk;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** PROMISES D12: a checkpoint is only a cache, and never the reason of a wrong answer. */
class CheckpointTest {

  private static final int LINKS = 200;

  private final LogLines log = LogLines.of(EmbeddedStore.class);
  private final Map<String, byte[]> files = new HashMap<>();
  private List<Link> links = List.of();
  private long nextNumber;

  @BeforeEach
  void aStoreThatWasStopped() throws Exception {
    SimDisk disk = new SimDisk(1);
    EmbeddedStore store = SimStore.open(disk);
    for (int i = 0; i < LINKS; i++) {
      store.add(key("k" + i), "http://a/" + i);
      if (i % 5 == 0) {
        store.replace(key("k" + i), 1, "http://b/" + i);
      }
      if (i % 7 == 0) {
        store.remove(key("k" + i), LinkStore.ANY_VERSION);
      }
      store.saveOnce();
    }
    store.claim(7, 0, 64);
    store.saveOnce();
    links = SimStore.links(store);
    nextNumber = store.nextNumber();
    store.close();
    keep(disk);
  }

  @AfterEach
  void isHeardNoMore() {
    log.close();
  }

  @Test
  void aStartFromACheckpointKnowsEverythingAndReplaysNothing() throws Exception {
    SimDisk disk = disk();
    // Whoever replayed this would name the damage and doubt the link.
    String sealed = "0000000000000001.seg";
    byte[] bytes = disk.bytes(sealed);
    int target = indexOf(bytes, "http://a/3");
    bytes[target] ^= 1;
    disk.plant(sealed, bytes);
    EmbeddedStore store = SimStore.open(disk);
    assertThat(store.size()).isEqualTo(links.size());
    assertThat(store.nextNumber()).isEqualTo(nextNumber);
    var claimed = store.claim(7, 0, 1).toCompletableFuture();
    store.saveOnce();
    assertThat(claimed.join()).isEqualTo(new LinkStore.Range(64, 65));
    for (Link link : links) {
      if (!link.key().equals(key("k3"))) {
        assertThat(store.peek(link.key())).isEqualTo(new LinkStore.Peek.Found(link));
      }
    }
    // The frame is verified when it is read: never a wrong target, and the key is not given away.
    assertThat(store.peek(key("k3"))).isEqualTo(LinkStore.Peek.Absent.ABSENT);
    var added = store.add(key("k3"), "http://other/").toCompletableFuture();
    store.saveOnce();
    assertThat(added.join())
        .isInstanceOfSatisfying(
            LinkStore.Unsaved.class,
            unsaved -> assertThat(unsaved.cause()).isEqualTo(LinkStore.Unsaved.Cause.DAMAGE));
  }

  @Test
  void damageThatNobodyAsksForIsFoundByReadingAhead() throws Exception {
    SimDisk disk = disk();
    String sealed = "0000000000000001.seg";
    byte[] bytes = disk.bytes(sealed);
    bytes[indexOf(bytes, "http://a/3")] ^= 1;
    disk.plant(sealed, bytes);
    EmbeddedStore store = SimStore.open(disk);
    store.maintainOnce();
    store.add(key("more"), "http://more/");
    store.saveOnce();
    store.close();
    // No new checkpoint hides it: without the old one the start reads everything, and says so.
    assertThat(disk.bytes(CheckpointFile.NAME)).isEqualTo(checkpoint());
    disk.remove(CheckpointFile.NAME);
    assertThat(SimStore.open(disk).peek(key("k3"))).isEqualTo(LinkStore.Peek.Absent.ABSENT);
  }

  @Test
  void whatCameAfterTheCheckpointIsReplayed() throws Exception {
    SimDisk disk = disk();
    EmbeddedStore store = SimStore.open(disk);
    store.add(key("new"), "http://new/");
    store.replace(key("k2"), LinkStore.ANY_VERSION, "http://c/");
    store.remove(key("k3"), LinkStore.ANY_VERSION);
    store.saveOnce();
    store.add(key("k3"), "http://second/");
    store.claim(7, 0, 1);
    store.saveOnce();
    List<Link> now = SimStore.links(store);
    disk.crash();
    for (int start = 0; start < 3; start++) {
      EmbeddedStore again = SimStore.open(disk);
      assertThat(SimStore.links(again)).isEqualTo(now);
      now.forEach(
          link -> assertThat(again.peek(link.key())).isEqualTo(new LinkStore.Peek.Found(link)));
      disk.crash();
    }
  }

  @Test
  void aFlippedBitAnywhereCostsOnlyTime() throws Exception {
    byte[] whole = checkpoint();
    EveryByte.between(
        0,
        whole.length,
        at -> {
          byte[] flipped = whole.clone();
          flipped[at] ^= (byte) (1 << (at % 8));
          SimDisk disk = disk();
          disk.plant(CheckpointFile.NAME, flipped);
          assertAllIsThere(disk, "byte " + at);
        });
    assertThat(warnings()).isEqualTo(whole.length);
  }

  @Test
  void aCheckpointCutAnywhereCostsOnlyTime() throws Exception {
    byte[] whole = checkpoint();
    EveryByte.between(
        0,
        whole.length,
        length -> {
          SimDisk disk = disk();
          disk.plant(CheckpointFile.NAME, Arrays.copyOf(whole, length));
          assertAllIsThere(disk, length + " bytes");
        });
    assertThat(warnings()).isEqualTo(whole.length);
  }

  @Test
  void aMissingCheckpointCostsOnlyTime() throws Exception {
    SimDisk disk = disk();
    disk.remove(CheckpointFile.NAME);
    assertAllIsThere(disk, "none");
    assertThat(log.lines()).isEmpty();
  }

  @Test
  void aCheckpointThatTheDiskDoesNotGiveCostsOnlyTime() throws Exception {
    SimDisk disk = disk();
    disk.refuse(CheckpointFile.NAME);
    assertAllIsThere(disk, "unreadable");
    assertThat(warnings()).isEqualTo(1);
  }

  @Test
  void aCheckpointOfAnotherStoreIsNotUsed() throws Exception {
    SimDisk other = new SimDisk(2);
    EmbeddedStore store = SimStore.open(other, 77);
    store.add(key("k3"), "http://elsewhere/");
    store.saveOnce();
    store.close();
    SimDisk disk = disk();
    disk.plant(CheckpointFile.NAME, other.bytes(CheckpointFile.NAME));
    assertAllIsThere(disk, "of another store");
    assertThat(warnings()).isEqualTo(1);
  }

  /** It is true for the prefix that it knows; the rest is replayed. */
  @Test
  void anOldCheckpointOfThisStoreServes() throws Exception {
    byte[] old = checkpoint();
    SimDisk disk = disk();
    for (int life = 0; life < 4; life++) {
      EmbeddedStore store = SimStore.open(disk);
      for (int i = 0; i < 30; i++) {
        store.replace(key("k" + i), LinkStore.ANY_VERSION, "http://life/" + life);
        store.saveOnce();
      }
      store.add(key("life" + life), "http://a/");
      store.saveOnce();
      links = SimStore.links(store);
      store.close();
    }
    disk.plant(CheckpointFile.NAME, old);
    assertAllIsThere(disk, "old");
    assertThat(log.lines()).isEmpty();
  }

  /** How many starts have said that they did without. */
  private long warnings() {
    return log.lines().stream()
        .filter(line -> line.startsWith("the checkpoint is not used, and the whole journal read"))
        .count();
  }

  /** PROMISES D7. */
  @Test
  void onAFullDiskTheOldOneStaysAndTheNextComesWhenThereIsRoom() throws Exception {
    SimDisk disk = disk();
    EmbeddedStore store = SimStore.open(disk);
    for (int i = 0; i < LINKS; i++) {
      store.add(key("more" + i), "http://more/" + i);
      store.saveOnce();
    }
    List<Link> now = SimStore.links(store);
    disk.capacity(disk.usedBytes() + 100);
    for (int turn = 0; turn < 3; turn++) {
      store.maintainOnce();
      assertThat(disk.bytes(CheckpointFile.NAME)).isEqualTo(checkpoint());
      assertThat(disk.list()).noneMatch(name -> name.endsWith(CheckpointFile.UNFINISHED));
      now.forEach(
          link -> assertThat(store.peek(link.key())).isEqualTo(new LinkStore.Peek.Found(link)));
    }
    disk.heal();
    store.maintainOnce();
    assertThat(disk.bytes(CheckpointFile.NAME)).isNotEqualTo(checkpoint());
    disk.crash();
    assertAllIsThere(disk, now, "after a full disk");
  }

  private static void assertAllIsThere(SimDisk disk, List<Link> links, String as) throws Exception {
    EmbeddedStore store = SimStore.open(disk);
    assertThat(SimStore.links(store)).as(as).isEqualTo(links);
    for (Link link : links) {
      assertThat(store.peek(link.key())).as(as).isEqualTo(new LinkStore.Peek.Found(link));
    }
    for (int i = 0; i < LINKS; i += 7) {
      assertThat(store.peek(key("k" + i))).as(as).isEqualTo(LinkStore.Peek.Absent.ABSENT);
    }
    assertThat(store.size()).as(as).isEqualTo(links.size());
  }

  private void assertAllIsThere(SimDisk disk, String as) throws Exception {
    assertAllIsThere(disk, links, as);
  }

  private static int indexOf(byte[] bytes, String text) {
    return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
  }

  private byte[] checkpoint() {
    byte[] bytes = files.get(CheckpointFile.NAME);
    assertThat(bytes).isNotNull();
    return bytes == null ? new byte[0] : bytes;
  }

  private void keep(SimDisk disk) throws Exception {
    for (String name : disk.list()) {
      files.put(name, disk.bytes(name));
    }
    assertThat(files.keySet()).anyMatch(Journal::isSegment);
  }

  private SimDisk disk() {
    SimDisk disk = new SimDisk(1);
    files.forEach(disk::plant);
    return disk;
  }
}
