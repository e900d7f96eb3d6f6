package gotourl.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.SimDisk;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One frame at a time, out of the active segment's buffer and out of mapped files. */
class FrameReaderTest {

  private static final long SEED = 3;

  /** So small that the buffer is used anew every few frames. */
  private static final long SEGMENT_BYTES_MAX = 1 << 12;

  private final SimDisk disk = new SimDisk(SEED);
  private TextJournal journal;
  private FrameReader reader;

  @BeforeEach
  void open() throws IOException {
    journal = TextJournal.open(disk, SEGMENT_BYTES_MAX, SEED);
    reader = new FrameReader(journal.segments);
  }

  @Test
  void everyFrameIsReadWhereItWasAppended() throws IOException {
    List<Long> positions = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    Random random = new Random(SEED);
    for (int i = 0; i < 500; i++) {
      // Lengths of one byte and of two, and beyond what a reader has room for at first.
      String text = i + "-" + "x".repeat(random.nextInt(400));
      texts.add(text);
      positions.add(append(text));
    }
    assertThat(journal.segments.bytes())
        .as("several segments")
        .isGreaterThan(4 * SEGMENT_BYTES_MAX);
    for (int i : random.ints(5_000, 0, texts.size()).toArray()) {
      assertThat(reader.read(positions.get(i))).as(texts.get(i)).isTrue();
      assertThat(text()).isEqualTo(texts.get(i));
      assertThat(reader.kind()).isEqualTo(TextJournal.KIND);
    }
  }

  @Test
  void whatWasReadStaysWhenTheSegmentIsDropped() throws IOException {
    long position = append("kept");
    journal.journal.close();
    assertThat(reader.read(position)).isTrue();
    drop(position);
    assertThat(text()).isEqualTo("kept");
    assertThat(reader.read(position)).isFalse();
  }

  @Test
  void aFrameThatDoesNotMatchItsChecksumIsNotRead() throws IOException {
    append("whole");
    long position = append("bent");
    append("whole as well");
    journal.journal.close();
    String file = SegmentHeader.fileName(1);
    byte[] bytes = disk.bytes(file);
    bytes[Position.offset(position) + Frame.CHECK_BYTES + 3] ^= 1;
    disk.plant(file, bytes);
    TextJournal damaged = TextJournal.open(disk, SEGMENT_BYTES_MAX, SEED);
    assertThat(damaged.damages).hasSize(1);
    reader = new FrameReader(damaged.segments);
    assertThat(damaged.positions).hasSize(2).allMatch(reader::read);
    assertThat(reader.read(position)).isFalse();
  }

  @Test
  void beyondTheLastFrameThereIsNone() throws IOException {
    long last = append("last");
    reader.read(last);
    assertThat(reader.read(last + reader.frameBytes())).isFalse();
    assertThat(reader.read(Position.of(Position.ordinal(last) + 1, Position.offset(last))))
        .isFalse();
  }

  private long append(String text) throws IOException {
    Batch batch = journal.journal.begin();
    byte[] bytes = text.getBytes(UTF_8);
    long position = batch.append(TextJournal.KIND, bytes, bytes.length);
    journal.journal.commit();
    return position;
  }

  private void drop(long position) {
    journal.segments.set(Position.ordinal(position), null);
    journal.segments.closeRetired();
  }

  private String text() {
    return UTF_8.decode(reader.payload()).toString();
  }
}
