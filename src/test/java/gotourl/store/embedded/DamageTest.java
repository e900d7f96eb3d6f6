package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Peek;
import gotourl.support.SimDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One flipped bit anywhere in a sealed segment of adds, edits and removals. PROMISES D5. */
class DamageTest {

  private static final String SEGMENT = "0000000000000001.seg";
  private static final String SUCCESSOR = "0000000000000002.seg";
  private static final int LINKS = 150;

  private final Map<String, Link> truth = new HashMap<>();
  private byte[] segment = {};
  private byte[] successor = {};

  @BeforeEach
  void aSealedSegment() throws IOException, OpenException {
    SimDisk disk = new SimDisk(1);
    Random random = new Random(3);
    EmbeddedStore store = SimStore.open(disk);
    for (int i = 0; i < LINKS; i++) {
      store.add(key("k" + i), "http://old/" + i);
      store.saveOnce();
    }
    store.claim(7, 0, 64);
    for (int i = 0; i < LINKS; i++) {
      switch (random.nextInt(3)) {
        case 0 -> store.replace(key("k" + i), 1, "http://new/" + i);
        case 1 -> store.remove(key("k" + i), 1);
        default -> {}
      }
      store.saveOnce();
    }
    SimStore.links(store).forEach(link -> truth.put(link.key().code(), link));
    store.close();
    segment = disk.bytes(SEGMENT);
    successor = disk.bytes(SUCCESSOR);
  }

  @Test
  void everyFlippedBitIsNamedCostsOneLinkAndNeverServesAWrongTarget() throws Exception {
    for (int at = 0; at < segment.length; at++) {
      byte[] damaged = segment.clone();
      damaged[at] ^= (byte) (1 << ((at * 5) % 8));
      SimDisk disk = disk(damaged);

      List<String> findings = new ArrayList<>();
      Verification verification = Verification.verify(disk, findings::add);
      assertThat(verification.damages()).as("byte %d", at).isEqualTo(1);
      assertThat(findings.getFirst()).startsWith(SEGMENT + ": offset ");

      EmbeddedStore store = SimStore.open(disk);
      int missing = 0;
      for (int i = 0; i < LINKS; i++) {
        Link right = truth.get("k" + i);
        switch (store.peek(key("k" + i))) {
          case Peek.Found(Link link) -> assertThat(link).as("byte %d", at).isEqualTo(right);
          case Peek.Absent absent -> missing += right == null ? 0 : 1;
          case Peek.Elsewhere elsewhere -> throw new AssertionError();
        }
      }
      assertThat(missing).as("byte %d: %s", at, findings).isLessThanOrEqualTo(1);
      assertThat(store.nextNumber()).isGreaterThanOrEqualTo(LINKS);
      LinkStore.Claimed claimed = claim(store);
      assertThat(((LinkStore.Range) claimed).first()).isGreaterThanOrEqualTo(64);
    }
  }

  @Test
  void theKeyOfALinkInDoubtIsNotGivenAway() throws Exception {
    int doubted = 0;
    for (int at = segment.length / 2; at < segment.length; at += 7) {
      byte[] damaged = segment.clone();
      damaged[at] ^= 4;
      EmbeddedStore store = SimStore.open(disk(damaged));
      for (Map.Entry<String, Link> each : truth.entrySet()) {
        if (store.peek(key(each.getKey())) == Peek.Absent.ABSENT && each.getValue().version() > 1) {
          var outcome = store.add(key(each.getKey()), "http://thief/").toCompletableFuture();
          store.saveOnce();
          if (outcome.join() instanceof LinkStore.Taken) {
            doubted++;
          }
        }
      }
    }
    assertThat(doubted).isPositive();
  }

  /** Zeros say nothing about what stood there: no frame can be guessed from them. */
  @Test
  void noNumberOfALostStretchIsGivenAgain() throws Exception {
    for (int at = segment.length / 2; at < segment.length; at += 4) {
      byte[] damaged = segment.clone();
      Arrays.fill(damaged, at, Math.min(at + 64, damaged.length), (byte) 0);
      EmbeddedStore store = SimStore.open(disk(damaged));
      assertThat(((LinkStore.Range) claim(store)).first())
          .as("zeros at %d", at)
          .isGreaterThanOrEqualTo(64);
      assertThat(store.nextNumber()).isGreaterThanOrEqualTo(LINKS);
    }
  }

  @Test
  void noNumberOfASegmentThatEndsTooEarlyIsGivenAgain() throws Exception {
    for (int bytes = 512; bytes < segment.length; bytes += 97) {
      EmbeddedStore store = SimStore.openAccepting(disk(Arrays.copyOf(segment, bytes)));
      assertThat(((LinkStore.Range) claim(store)).first())
          .as("%d bytes", bytes)
          .isGreaterThanOrEqualTo(64);
      assertThat(store.nextNumber()).isGreaterThanOrEqualTo(LINKS);
    }
  }

  private SimDisk disk(byte[] damaged) {
    SimDisk disk = new SimDisk(2);
    disk.plant(SEGMENT, damaged);
    disk.plant(SUCCESSOR, successor);
    return disk;
  }

  private static LinkStore.Claimed claim(EmbeddedStore store) {
    var stage = store.claim(7, 0, 1).toCompletableFuture();
    store.saveOnce();
    return stage.join();
  }
}
