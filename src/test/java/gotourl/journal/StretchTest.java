package gotourl.journal;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.SimDisk;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StretchTest {

  private final SimDisk disk = new SimDisk(1);

  @Test
  void itHasTheFramesFromTheFirstToTheLastAsTheyStandInTheFile() throws Exception {
    TextJournal journal = closedWith("one", "two", "x".repeat(5_000), "four");
    List<Long> at = journal.positions;
    try (Stretch stretch = new Stretch(journal.segments, disk)) {
      assertThat(texts(stretch, at.subList(0, 2))).containsExactly("one", "two");
      assertThat(text(stretch.read(at.get(0), at.get(1)))).contains("one", "two").endsWith("two");
      assertThat(texts(stretch, at.subList(1, 3))).containsExactly("two", "x".repeat(5_000));
      assertThat(text(stretch.read(at.get(1), at.get(2)))).endsWith("x".repeat(5_000));
      assertThat(texts(stretch, at.subList(3, 4))).containsExactly("four");
      assertThat(texts(stretch, at)).hasSize(4);
    }
  }

  /** To open a file costs as much as to read from it. */
  @Test
  void aFileStaysOpenAsLongAsItIsTheOneThatIsReadAndNoLonger() throws Exception {
    TextJournal journal = closedWith("one", "two", "three");
    List<Long> at = journal.positions;
    Stretch stretch = new Stretch(journal.segments, disk);
    long before = disk.opened();
    for (int i = 0; i < 10; i++) {
      assertThat(texts(stretch, at)).containsExactly("one", "two", "three");
    }
    assertThat(disk.opened() - before).isEqualTo(1);
    assertThat(disk.openNow()).isEqualTo(1);
    stretch.close();
    assertThat(disk.openNow()).isZero();
  }

  /** Their frames stand at the same offset and are as long as each other. */
  @Test
  void eachSegmentIsReadFromItsOwnFile() throws Exception {
    TextJournal written = TextJournal.open(disk, SyncPolicy.ALWAYS, SegmentHeader.BYTES + 1);
    written.append("one");
    written.append("two");
    written.journal.close();
    TextJournal journal = TextJournal.open(disk);
    List<Long> first = journal.positions.subList(0, 1);
    List<Long> second = journal.positions.subList(1, 2);
    assertThat(Position.ordinal(first.getFirst()))
        .isNotEqualTo(Position.ordinal(second.getFirst()));
    try (Stretch stretch = new Stretch(journal.segments, disk)) {
      for (int i = 0; i < 3; i++) {
        assertThat(texts(stretch, first)).containsExactly("one");
        assertThat(texts(stretch, second)).containsExactly("two");
      }
      assertThat(disk.openNow()).isEqualTo(1);
    }
  }

  @Test
  void ofASegmentThatWasDroppedThereIsNothing() throws Exception {
    TextJournal journal = closedWith("one", "two");
    long first = journal.positions.getFirst();
    try (Stretch stretch = new Stretch(journal.segments, disk)) {
      assertThat(stretch.read(first, first)).isNotNull();
      journal.segments.set(Position.ordinal(first), null);
      assertThat(stretch.read(first, first)).isNull();
    }
  }

  @Test
  void ofAFileThatIsGoneThereIsNothing() throws Exception {
    TextJournal journal = closedWith("one", "two");
    long first = journal.positions.getFirst();
    for (String name : disk.list()) {
      disk.delete(name);
    }
    try (Stretch stretch = new Stretch(journal.segments, disk)) {
      assertThat(stretch.read(first, first)).isNull();
    }
  }

  @Test
  void aPositionBehindTheLastFrameIsNone() throws Exception {
    TextJournal journal = closedWith("one", "two");
    long first = journal.positions.getFirst();
    try (Stretch stretch = new Stretch(journal.segments, disk)) {
      assertThat(stretch.read(first, first + 1_000)).isNull();
    }
  }

  @Test
  void itCanBeReadFromAfterItWasClosed() throws Exception {
    TextJournal journal = closedWith("one", "two");
    Stretch stretch = new Stretch(journal.segments, disk);
    assertThat(texts(stretch, journal.positions)).containsExactly("one", "two");
    stretch.close();
    assertThat(texts(stretch, journal.positions)).containsExactly("one", "two");
    stretch.close();
  }

  /** A journal whose texts are all in one sealed segment. */
  private TextJournal closedWith(String... texts) throws Exception {
    TextJournal written = TextJournal.open(disk);
    written.append(texts);
    written.journal.close();
    return TextJournal.open(disk);
  }

  private static List<String> texts(Stretch stretch, List<Long> positions) {
    assertThat(stretch.read(positions.getFirst(), positions.getLast())).isNotNull();
    List<String> texts = new ArrayList<>();
    for (long position : positions) {
      assertThat(stretch.look(position)).isTrue();
      assertThat(stretch.kind()).isEqualTo(TextJournal.KIND);
      ByteBuffer payload =
          stretch.bytes().slice(stretch.payloadAt(), stretch.payloadEnd() - stretch.payloadAt());
      texts.add(StandardCharsets.UTF_8.decode(payload).toString());
    }
    return texts;
  }

  private static String text(@Nullable MemorySegment bytes) {
    assertThat(bytes).isNotNull();
    return bytes == null
        ? ""
        : new String(bytes.toArray(ValueLayout.JAVA_BYTE), StandardCharsets.ISO_8859_1);
  }
}
