package gotourl.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.support.SimDisk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Compacted segments in the chain, and the manifest that tells stale ones. */
class CompactedSegmentTest {

  private static final String FIRST = SegmentHeader.fileName(1);
  private static final String SECOND = SegmentHeader.fileName(2);
  private static final String THIRD = SegmentHeader.fileName(3);
  private static final String COMPACTED = "0000000000000002.00000001.seg";

  private final SimDisk disk = new SimDisk(1);

  /** Segments 1 to 4 hold one text each, 5 none. */
  @BeforeEach
  void aJournal() throws IOException {
    TextJournal journal = TextJournal.open(disk, SyncPolicy.ALWAYS, 257);
    for (String text : new String[] {"a", "b", "c", "d"}) {
      journal.append(text);
    }
    journal.journal.close();
  }

  @Test
  void itStandsForItsRunAtTheBeginningAndInTheMiddle() throws IOException {
    assertThat(compact(1, 2, 1, "a")).isEqualTo(COMPACTED);
    assertThat(compact(3, 4, 2, "c", "dd")).isEqualTo("0000000000000004.00000002.seg");
    TextJournal journal = TextJournal.open(disk);
    assertThat(journal.texts).containsExactly("a", "c", "dd");
    assertThat(journal.damages).isEmpty();
    journal.append("e");
    assertThat(TextJournal.open(disk).texts).containsExactly("a", "c", "dd", "e");
  }

  @Test
  void whatItReplacesIsDeletedByAStartAndByNothingElse() throws IOException {
    compact(1, 2, 1, "a");
    assertThat(replayed()).containsExactly("a", "c", "d");
    assertThat(disk.list()).contains(FIRST, SECOND);
    TextJournal.open(disk);
    assertThat(disk.list()).doesNotContain(FIRST, SECOND).contains(COMPACTED, Manifest.NAME);
    assertThat(SegmentChain.read(disk, TextJournal.CONTENT).live())
        .extracting(SegmentFile::name)
        .startsWith(COMPACTED, THIRD);
  }

  @Test
  void itMayBeCompactedAgain() throws IOException {
    compact(1, 2, 1, "a");
    compact(1, 4, 2, "d");
    assertThat(TextJournal.open(disk).texts).containsExactly("d");
    assertThat(disk.list()).contains("0000000000000004.00000002.seg").doesNotContain(COMPACTED);
  }

  @Test
  void anOlderGenerationPutBackIsStale() throws IOException {
    byte[] first = disk.bytes(FIRST);
    byte[] second = disk.bytes(SECOND);
    compact(1, 2, 1, "a");
    TextJournal.open(disk);
    disk.remove(COMPACTED);
    disk.plant(FIRST, first);
    disk.plant(SECOND, second);
    assertRefused(FIRST + " is stale");
    assertThat(TextJournal.openAccepting(disk).texts).containsExactly("c", "d");
    assertThat(disk.list())
        .doesNotContain(FIRST, SECOND)
        .anyMatch(name -> name.startsWith("0000000000000001.aside-"))
        .anyMatch(name -> name.startsWith("0000000000000002.aside-"));
    assertThat(TextJournal.open(disk).texts).containsExactly("c", "d");
  }

  @Test
  void anotherOneOfTheSameGenerationIsStale() throws IOException {
    compact(1, 2, 1, "a");
    TextJournal.open(disk);
    compact(1, 2, 1, 99, "b");
    assertRefused(COMPACTED + " is stale");
  }

  @Test
  void partlyOverlappingRangesAreRefusedThenTheNewerIsKept() throws IOException {
    String newer = compact(3, 4, 2, "cd");
    byte[] bytes = disk.bytes(newer);
    disk.remove(newer);
    compact(1, 3, 1, "abc");
    disk.plant(newer, bytes);
    assertRefused("0000000000000003.00000001.seg shares numbers with 0000000000000004.00000002");
    List<String> texts = TextJournal.openAccepting(disk).texts;
    assertThat(texts).containsExactly("a", "b", "cd");
    assertThat(TextJournal.open(disk).texts).isEqualTo(texts);
  }

  @Test
  void whatComesBehindItIsMissedAtTheEndOfTheJournal() throws IOException {
    compact(3, 4, 1, "c", "d");
    disk.remove(THIRD);
    disk.remove(SegmentHeader.fileName(4));
    disk.remove(SegmentHeader.fileName(5));
    assertRefused(SegmentHeader.fileName(5) + " is missing");
    TextJournal journal = TextJournal.openAccepting(disk);
    journal.append("e");
    assertThat(TextJournal.open(disk).texts).containsExactly("a", "b", "c", "d", "e");
  }

  @Test
  void aSuccessorThatItDoesNotKnowIsNamed() throws IOException {
    compact(1, 2, 1, "a");
    TextJournal.open(disk);
    SimDisk other = new SimDisk(2);
    TextJournal twin = TextJournal.open(other, SyncPolicy.ALWAYS, 257);
    for (String text : new String[] {"a", "B", "c", "d"}) {
      twin.append(text);
    }
    disk.plant(THIRD, other.bytes(THIRD));
    assertRefused(THIRD + " does not continue " + COMPACTED);
    assertThat(TextJournal.openAccepting(disk).texts).containsExactly("a", "c", "d");
    assertThat(TextJournal.open(disk).texts).containsExactly("a", "c", "d");
  }

  @Test
  void aDamagedManifestIsNamedAndMadeAnew() throws IOException {
    compact(1, 2, 1, "a");
    TextJournal.open(disk);
    byte[] whole = disk.bytes(Manifest.NAME);
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;
      disk.plant(Manifest.NAME, damaged);
      TextJournal journal = TextJournal.open(disk);
      assertThat(journal.damages).as("byte %d", at).hasSize(1);
      assertThat(journal.damages.getFirst().file()).isEqualTo(Manifest.NAME);
      assertThat(disk.bytes(Manifest.NAME)).isEqualTo(whole);
    }
    disk.remove(Manifest.NAME);
    TextJournal.open(disk);
    assertThat(disk.bytes(Manifest.NAME)).isEqualTo(whole);
  }

  @Test
  void theManifestReadsAsTheDocumentSays() {
    Manifest manifest = new Manifest(List.of(new Manifest.Entry(1, 0x1f, 3, -1)));
    assertThat(manifest.text())
        .startsWith("goto manifest 1\n")
        .contains("\ncompacted 0000000000000001 000000000000001f 00000003 ffffffffffffffff\ncheck ")
        .endsWith("\n");
  }

  /** A crash at any operation leaves the old files or the new one; an error leaves the old. */
  @Test
  void itIsThereWholeOrNotAtAll() throws IOException {
    for (SimDisk.Fault fault : List.of(SimDisk.Fault.CRASH, SimDisk.Fault.ERROR)) {
      for (int n = 0; n < 6; n++) {
        for (int seed = 0; seed < 10; seed++) {
          SimDisk copy = new SimDisk(seed);
          for (String name : disk.list()) {
            copy.plant(name, disk.bytes(name));
          }
          copy.faultAfter(n, fault);
          try {
            compact(copy, 1, 2, 1, 3, "x".repeat(5_000));
          } catch (IOException e) {
            if (fault == SimDisk.Fault.ERROR) {
              assertThat(copy.list()).containsExactlyInAnyOrderElementsOf(disk.list());
            }
          }
          copy.crash();
          List<String> texts = TextJournal.open(copy).texts;
          assertThat(texts)
              .as("%s at %d", fault, n)
              .isIn(List.of("a", "b", "c", "d"), List.of("x".repeat(5_000), "c", "d"));
        }
      }
    }
  }

  private List<String> replayed() throws IOException {
    List<String> texts = new ArrayList<>();
    SimDisk copy = new SimDisk(3);
    for (String name : disk.list()) {
      copy.plant(name, disk.bytes(name));
    }
    texts.addAll(TextJournal.open(copy).texts);
    return texts;
  }

  private void assertRefused(String message) {
    assertThatThrownBy(() -> TextJournal.open(disk))
        .isInstanceOf(BrokenJournalException.class)
        .hasMessageContaining(message);
  }

  private String compact(long first, long number, long generation, String... texts)
      throws IOException {
    return compact(disk, first, number, generation, generation * 7, texts);
  }

  private String compact(long first, long number, long generation, long salt, String text)
      throws IOException {
    return compact(disk, first, number, generation, salt, text);
  }

  /** In the place of the run, which is still there, though perhaps compacted. */
  static String compact(
      SimDisk disk, long first, long number, long generation, long salt, String... texts)
      throws IOException {
    List<SegmentFile> live = SegmentChain.read(disk, TextJournal.CONTENT).live();
    SegmentHeader from = null;
    SegmentHeader next = null;
    for (SegmentFile each : live) {
      from = each.first() <= first ? each.header() : from;
      next = each.first() == number + 1 ? each.header() : next;
    }
    if (from == null || next == null) {
      throw new IllegalArgumentException("no such run");
    }
    SegmentHeader header =
        new SegmentHeader(
            from.content(),
            from.journal(),
            number,
            salt,
            from.epochMillis(),
            from.base(),
            from.previousEnd(),
            from.previousCheck(),
            new SegmentHeader.Compacted(
                generation, first, 0, next.previousEnd(), next.previousCheck()));
    try (CompactedSegment segment = new CompactedSegment(header)) {
      for (String text : texts) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        segment.append(TextJournal.KIND, bytes, bytes.length);
      }
      return segment.write(disk).fileName();
    }
  }
}
