package gotourl.store.embedded;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.journal.Journal;
import gotourl.journal.Segments;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Peek;
import gotourl.support.EveryByte;
import gotourl.support.Frames;
import gotourl.support.LogLines;
import gotourl.support.SimDisk;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One flipped bit anywhere in a sealed segment of adds, edits and removals. PROMISES D5. */
class DamageTest {

  private static final String SEGMENT = "0000000000000001.seg";
  private static final String SUCCESSOR = "0000000000000002.seg";
  private static final int LINKS = 150;

  /** PROMISES D5. */
  private static final int BYTES = 64 << 10;

  private static final Retention NO_HISTORY = new Retention(Duration.ZERO, 0);

  private final LogLines log = LogLines.of(EmbeddedStore.class);

  private Map<String, Link> truth = Map.of();
  private byte[] segment = {};
  private byte[] successor = {};

  /** A store that was stopped, and one of its segments, which is to be damaged. */
  private static final class Stopped {
    private final SimDisk whole;
    private final String segment;
    private final List<Key> keys = new ArrayList<>();
    private final Map<String, Link> truth = new HashMap<>();

    Stopped(SimDisk whole, String segment, int links, List<Link> truth) {
      this.whole = whole;
      this.segment = segment;
      for (int i = 0; i < links; i++) {
        keys.add(key("k" + i));
      }
      truth.forEach(link -> this.truth.put(link.key().code(), link));
    }

    int bytes() {
      return whole.bytes(segment).length;
    }

    /** All of it but the checkpoint, one bit of the segment being wrong. */
    SimDisk flippedAt(int offset) throws IOException {
      SimDisk disk = new SimDisk(2);
      for (String file : whole.list()) {
        byte[] bytes = whole.bytes(file);
        if (file.equals(segment)) {
          bytes[offset] ^= (byte) (1 << ((offset * 5) % 8));
        }
        if (!file.equals(CheckpointFile.NAME)) {
          disk.plant(file, bytes);
        }
      }
      return disk;
    }

    /** Names the stretch that the byte is in. */
    void assertNames(int offset, String finding) {
      String[] words = finding.split("[ ,]+", -1);
      assertThat(words[0]).as(finding).isEqualTo(segment + ":");
      long from = Long.parseLong(words[2]);
      long bytes = Long.parseLong(words[4]);
      assertThat((long) offset).as(finding).isBetween(from, from + bytes - 1);
    }

    /** All links but one at most, and where they led. */
    void assertServed(int offset, Served served) {
      int missing = 0;
      for (Key key : keys) {
        Link right = truth.get(key.code());
        Link link = served.find(key);
        if (link == null) {
          missing += right == null ? 0 : 1;
        } else {
          assertThat(link).as("byte %d", offset).isEqualTo(right);
        }
      }
      assertThat(missing).as("byte %d", offset).isLessThanOrEqualTo(1);
    }
  }

  private interface Served {
    @Nullable Link find(Key key);
  }

  @BeforeEach
  void aSealedSegment() throws IOException, OpenException {
    Stopped few = stopped(LINKS, "");
    truth = few.truth;
    segment = few.whole.bytes(SEGMENT);
    successor = few.whole.bytes(SUCCESSOR);
  }

  @AfterEach
  void isHeardNoMore() {
    log.close();
  }

  /** One segment of adds, edits and removals. */
  private static Stopped stopped(int links, String padding) throws IOException, OpenException {
    SimDisk disk = new SimDisk(1);
    Random random = new Random(3);
    EmbeddedStore store = SimStore.open(disk);
    for (int i = 0; i < links; i++) {
      store.add(key("k" + i), "http://old/" + padding + i);
      store.saveOnce();
    }
    store.claim(7, 0, 64);
    for (int i = 0; i < links; i++) {
      switch (random.nextInt(3)) {
        case 0 -> store.replace(key("k" + i), 1, "http://new/" + padding + i);
        case 1 -> store.remove(key("k" + i), 1);
        default -> {}
      }
      store.saveOnce();
    }
    List<Link> truth = SimStore.links(store);
    store.close();
    return new Stopped(disk, SEGMENT, links, truth);
  }

  /** The same life and more edits, until there is a segment of another generation. */
  private static Stopped compacted() throws IOException, OpenException {
    SimDisk disk = new SimDisk(1);
    Random random = new Random(3);
    EmbeddedStore store = SimStore.open(disk, 1 << 12, new SimStore.TestClock(), NO_HISTORY);
    store.claim(7, 0, 64);
    for (int i = 0; i < LINKS; i++) {
      store.add(key("k" + i), "http://old/" + i);
      store.saveOnce();
    }
    for (int i = 0; i < 4 * LINKS; i++) {
      Key key = key("k" + random.nextInt(LINKS));
      if (random.nextInt(8) == 0) {
        store.remove(key, LinkStore.ANY_VERSION);
      } else {
        store.replace(key, LinkStore.ANY_VERSION, "http://new/" + i);
      }
      store.saveOnce();
    }
    for (int i = 0; i < 100; i++) {
      store.maintainOnce();
      store.saveOnce();
    }
    List<Link> truth = SimStore.links(store);
    store.close();
    String compacted =
        disk.list().stream()
            .filter(file -> Journal.isSegment(file) && file.length() > SEGMENT.length())
            .max(Comparator.comparingInt(file -> disk.bytes(file).length))
            .orElseThrow();
    return new Stopped(disk, compacted, LINKS, truth);
  }

  @Test
  void everyFlippedBitIsNamedCostsOneLinkAndNeverServesAWrongTarget() throws Exception {
    verifyAndStartWithEachFlip(stopped(LINKS, ""));
  }

  @Test
  void soDoesEveryFlippedBitOfACompactedSegment() throws Exception {
    Stopped compacted = compacted();
    assertThat(compacted.bytes()).isGreaterThan(1 << 10);
    verifyAndStartWithEachFlip(compacted);
  }

  /**
   * By what a start and verify have in common. The frames are neither short, so that there are few
   * links to look at, nor long: what a frame was is known by flipping back each of its bits.
   */
  @Tag("long")
  @Test
  void soDoesEveryFlippedBitOf64KiB() throws Exception {
    Stopped stopped = stopped(100, "x".repeat(490));
    assertThat(stopped.bytes()).isGreaterThan(BYTES);
    EveryByte.between(
        0,
        stopped.bytes(),
        at -> {
          List<String> findings = new ArrayList<>();
          try (Segments segments = new Segments()) {
            LinkTable table = new LinkTable(segments, KeyHash.random(new Random(at)));
            Recovery recovery = new Recovery(table, findings::add);
            Journal.replay(stopped.flippedAt(at), EmbeddedStore.CONTENT, segments, recovery);
            assertThat(recovery.damages()).as("byte %d", at).isEqualTo(1);
            stopped.assertNames(at, findings.getFirst());
            stopped.assertServed(at, table::find);
            assertThat(table.nextNumber()).isGreaterThanOrEqualTo(100);
            assertThat(table.claimed(7)).isGreaterThanOrEqualTo(64);
          }
        });
  }

  private static void verifyAndStartWithEachFlip(Stopped stopped) {
    EveryByte.between(
        0,
        stopped.bytes(),
        at -> {
          SimDisk disk = stopped.flippedAt(at);
          List<String> findings = new ArrayList<>();
          Verification verification = Verification.verify(disk, findings::add);
          assertThat(verification.damages()).as("byte %d", at).isEqualTo(1);
          stopped.assertNames(at, findings.getFirst());

          EmbeddedStore store = SimStore.open(disk);
          stopped.assertServed(
              at,
              key ->
                  switch (store.peek(key)) {
                    case Peek.Found(Link link) -> link;
                    case Peek.Absent absent -> null;
                    case Peek.Elsewhere elsewhere -> throw new AssertionError();
                  });
          assertThat(store.nextNumber()).isGreaterThanOrEqualTo(stopped.keys.size());
          assertThat(((LinkStore.Range) claim(store)).first()).isGreaterThanOrEqualTo(64);
        });
  }

  /** PROMISES D4. */
  @Test
  void aTornTailIsNamedInOneLineOfTheLog() throws Exception {
    SimDisk torn = new SimDisk(2);
    torn.plant(SEGMENT, Arrays.copyOf(segment, segment.length - 1));
    SimStore.open(torn);
    assertThat(log.lines())
        .singleElement(InstanceOfAssertFactories.STRING)
        .matches(
            SEGMENT
                + ": the last \\d+ bytes, from offset \\d+ \\(0x[0-9a-f]+\\), are torn, as after a"
                + " crash, and are cut off");
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
    Frames.visit(
        disk,
        (segment, kind, payload) -> {
          switch (RecordCodec.decode(segment, kind, payload)) {
            case LinkRecord.Put put when put.link().version() > 1 ->
                previous.add(put.previousSegment());
            case LinkRecord.Tombstone tombstone -> previous.add(tombstone.previousSegment());
            case LinkRecord.Put put -> {}
            case LinkRecord.Birth birth -> {}
            case LinkRecord.Claim claim -> {}
            case LinkRecord.Purge purge -> {}
            case LinkRecord.Aside aside -> {}
          }
        });
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
