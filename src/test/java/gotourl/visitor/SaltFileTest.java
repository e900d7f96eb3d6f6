package gotourl.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaltFileTest {

  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  @TempDir private Path directory;

  @Test
  void aRestartFindsTheSameSalt() throws IOException {
    byte[] made = open(NOON);
    assertThat(open(NOON)).isEqualTo(made);
    assertThat(open(NOON.plus(SaltFile.AGE_MAX))).isEqualTo(made);
    assertThat(directory.toFile().list()).containsExactly("share-salt");
  }

  @Test
  void aStartAfterThirtyDaysMakesAnother() throws IOException {
    byte[] made = open(NOON);
    Instant later = NOON.plus(SaltFile.AGE_MAX).plusSeconds(1);
    byte[] next = open(later);
    assertThat(next).isNotEqualTo(made);
    assertThat(open(later.plus(Duration.ofDays(29)))).isEqualTo(next);
  }

  @Test
  void aClockThatGoesBackChangesNothing() throws IOException {
    byte[] made = open(NOON);
    assertThat(open(NOON.minus(Duration.ofDays(3_650)))).isEqualTo(made);
  }

  @Test
  void nobodyElseCanReadIt() throws IOException {
    open(NOON);
    assertThat(Files.getPosixFilePermissions(directory.resolve(SaltFile.NAME)))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void twoDirectoriesHaveTwoSalts(@TempDir Path other) throws IOException {
    assertThat(SaltFile.open(other, InstantSource.fixed(NOON)).bytes()).isNotEqualTo(open(NOON));
  }

  @Test
  void whatAKilledStartLeftIsNoHindrance() throws IOException {
    Files.writeString(directory.resolve(SaltFile.NAME + ".new"), "2026");
    byte[] made = open(NOON);
    assertThat(open(NOON)).isEqualTo(made);
  }

  @Test
  void aFileThatIsNoSaltIsNamedAndKept() throws IOException {
    Path file = directory.resolve(SaltFile.NAME);
    String date = NOON + "\n";
    for (String text :
        List.of(
            "",
            date,
            date + "00",
            date + "zz".repeat(16) + "\n",
            date + "00".repeat(17) + "\n",
            "today\n" + "00".repeat(16) + "\n",
            date + "00".repeat(16) + "\nmore\n",
            "x".repeat(1_000))) {
      Files.writeString(file, text);
      assertThatThrownBy(() -> open(NOON))
          .as(text)
          .isInstanceOf(IOException.class)
          .hasMessageContaining(file.toString())
          .hasMessageContaining("is no salt of ours");
      assertThat(file).hasContent(text);
    }
  }

  private byte[] open(Instant now) throws IOException {
    return SaltFile.open(directory, InstantSource.fixed(now)).bytes();
  }
}
