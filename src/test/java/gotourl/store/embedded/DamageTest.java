package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.journal.Damage;
import gotourl.journal.Inspection;
import gotourl.journal.Journal;
import gotourl.journal.SegmentHeader;
import gotourl.link.Domain;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Peek;
import gotourl.support.SimDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
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
  void aRepairedCopyServesTheSameLinksAndHasNothingToComplainOf() throws Exception {
    int leftOut = 0;
    for (int at = 0; at < segment.length; at += 41) {
      byte[] damaged = segment.clone();
      damaged[at] ^= (byte) (1 << (at % 8));
      SimDisk original = disk(damaged);
      SimDisk clean = new SimDisk(8);
      List<String> findings = new ArrayList<>();
      Repair repair = Repair.repair(original, clean, findings::add, new Random(9));
      assertThat(original.bytes(SEGMENT)).isEqualTo(damaged);
      assertThat(original.list()).hasSize(2);
      assertThat(findings.getFirst()).startsWith(SEGMENT + ": offset ");
      leftOut += repair.leftOut();

      List<String> complaints = new ArrayList<>();
      assertThat(Verification.verify(clean, complaints::add).damages()).isZero();
      assertThat(complaints).isEmpty();
      try (EmbeddedStore before = SimStore.open(original);
          EmbeddedStore after = SimStore.open(clean)) {
        assertThat(SimStore.links(after)).isEqualTo(SimStore.links(before));
        assertThat(after.size()).isEqualTo(repair.links());
        assertThat(after.secret()).isEqualTo(before.secret());
        assertThat(after.nextNumber()).isEqualTo(before.nextNumber());
        assertThat(claim(after)).isEqualTo(claim(before));
      }
    }
    assertThat(leftOut).isPositive();
  }

  @Test
  void aRepairedVersionNamesTheSegmentOfTheVersionBeforeItIfThatIsThere() throws Exception {
    SimDisk original = new SimDisk(4);
    EmbeddedStore store = SimStore.open(original);
    store.add(key("abc"), "http://a/");
    store.saveOnce();
    store.close();
    store = SimStore.open(original);
    store.add(key("def"), "http://d/");
    store.saveOnce();
    store.close();
    store = SimStore.open(original);
    store.replace(key("abc"), 1, "http://b/");
    store.replace(key("abc"), 2, "http://c/");
    store.saveOnce();
    store.remove(key("def"), 1);
    store.saveOnce();
    store.close();
    assertThat(previousSegments(original)).containsExactly(1L, 3L, 2L);

    SimDisk clean = new SimDisk(5);
    Repair.repair(original, clean, line -> {}, new Random(9));
    assertThat(previousSegments(clean)).containsExactly(1L, 1L, 1L);

    SimDisk damaged = new SimDisk(6);
    for (String name : original.list()) {
      damaged.plant(name, original.bytes(name));
    }
    byte[] third = damaged.bytes("0000000000000003.seg");
    third[256 + 4] ^= 1;
    damaged.plant("0000000000000003.seg", third);
    SimDisk repaired = new SimDisk(7);
    Repair.repair(damaged, repaired, line -> {}, new Random(9));
    assertThat(previousSegments(repaired)).containsExactly(LinkFrame.NO_SEGMENT, 1L);
  }

  /** What later versions and tombstones say, in the order of the journal. */
  private static List<Long> previousSegments(SimDisk disk) throws IOException {
    List<Long> previous = new ArrayList<>();
    RecordCodec codec = new RecordCodec(Domain.ofDefault(false));
    new Inspection(
            disk,
            new Inspection.Visitor() {
              @Override
              public void segment(String file, SegmentHeader header) {}

              @Override
              public void frame(
                  String file, long offset, SegmentHeader segment, int kind, ByteBuffer payload) {
                switch (codec.decode(segment, kind, payload)) {
                  case LinkRecord.Put put when put.link().version() > 1 ->
                      previous.add(put.previousSegment());
                  case LinkRecord.Tombstone tombstone -> previous.add(tombstone.previousSegment());
                  case LinkRecord.Put put -> {}
                  case LinkRecord.Birth birth -> {}
                  case LinkRecord.Claim claim -> {}
                  case LinkRecord.Purge purge -> {}
                }
              }

              @Override
              public void stretch(Damage damage) {}
            })
        .all();
    return previous;
  }

  @Test
  void aDirectoryThatLacksASegmentIsNotRepaired() throws Exception {
    SimDisk lacking = disk(segment);
    SimStore.open(lacking).close();
    lacking.remove(SEGMENT);
    SimDisk clean = new SimDisk(5);
    assertThatThrownBy(() -> Repair.repair(lacking, clean, line -> {}, new Random(9)))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining("restore them from a backup");
    assertThat(clean.list()).isEmpty();
  }

  @Test
  void aRepairThatFailedIsNoStore() throws Exception {
    byte[] damaged = segment.clone();
    damaged[segment.length / 2] ^= 1;
    for (long operation = 0; ; operation++) {
      SimDisk clean = new SimDisk(operation);
      clean.faultAfter(operation, SimDisk.Fault.ERROR);
      try {
        Repair.repair(disk(damaged), clean, line -> {}, new Random(9));
        if (clean.faultsToCome()) {
          break;
        }
      } catch (IOException e) {
        clean.heal();
        boolean isEmptyOrWhole =
            clean.list().stream().noneMatch(Journal::isSegment)
                || !clean.list().contains("unfinished");
        if (!isEmptyOrWhole) {
          assertThatThrownBy(() -> SimStore.open(clean)).hasMessageContaining("not finished");
        }
      }
    }
  }

  @Test
  void aDirectoryThatIsNotEmptyIsNotRepairedInto() {
    assertThatThrownBy(() -> Repair.repair(disk(segment), disk(segment), line -> {}, new Random(9)))
        .isInstanceOf(OpenException.class)
        .hasMessageContaining("empty directory");
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
