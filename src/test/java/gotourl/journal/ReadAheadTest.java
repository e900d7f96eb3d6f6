package gotourl.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadAheadTest {

  @TempDir Path directory;

  @Test
  void whatIsWholeIsReadWithoutAWord() throws IOException {
    assertThat(damages(segments())).isEmpty();
  }

  /**
   * A page that the disk does not give is damage like any other, and not the end of the process.
   */
  @Test
  void aPageThatCannotBeReadIsNamed() throws IOException {
    TextJournal journal = segments();
    // A mapped page behind the end of its file is answered as one with a bad sector is.
    String file = SegmentHeader.fileName(1);
    try (FileChannel channel =
        FileChannel.open(directory.resolve(file), StandardOpenOption.WRITE)) {
      channel.truncate(20_000);
    }
    assertThat(damages(journal))
        .first()
        .satisfies(damage -> {
          assertThat(damage.file()).isEqualTo(file);
          assertThat(damage.reason()).isEqualTo("cannot be read as a whole");
        });
    assertThat(damages(journal)).extracting(Damage::file).containsOnly(file);
  }

  /** Of a start: several segments, all mapped. */
  private TextJournal segments() throws IOException {
    FileDisk disk = FileDisk.open(directory);
    TextJournal journal = TextJournal.open(disk, 50_000, 1);
    for (int i = 0; i < 50; i++) {
      journal.append(i + "x".repeat(5_000));
    }
    journal.journal.close();
    return TextJournal.open(disk, 50_000, 1);
  }

  private static List<Damage> damages(TextJournal journal) {
    List<Damage> damages = new ArrayList<>();
    ReadAhead ahead = new ReadAhead(journal.segments, damages::add);
    int pieces = 0;
    while (ahead.read(10_000)) {
      pieces++;
    }
    assertThat(pieces).isGreaterThan(10);
    return damages;
  }
}
