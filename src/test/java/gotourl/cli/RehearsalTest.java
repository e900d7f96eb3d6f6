package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short life of a server that the launch script has the Java machine learn from. */
@Tag("process")
class RehearsalTest {

  @TempDir Path dir;

  @Test
  void itStartsStopsStartsIsAskedAndStopsInOrder() throws Exception {
    try (GotoProcess rehearsal = GotoProcess.start(dir, "rehearse", "d")) {
      assertThat(rehearsal.exitCode()).isZero();
      assertThat(rehearsal.out().all()).hasSize(1).allMatch(line -> line.startsWith("Server "));
      assertThat(rehearsal.err().all().getLast()).endsWith("cli: stopped");
      assertThat(rehearsal.err().all())
          .noneMatch(line -> line.contains(" WARNING ") || line.contains(" SEVERE "));
    }
    try (GotoProcess verify = GotoProcess.start(dir, "verify", "-file", "d")) {
      assertThat(verify.exitCode()).isZero();
      assertThat(verify.out().all().getLast()).contains("20 links");
    }
  }

  @Test
  void whereItCannotWorkItSaysWhyAndFails() throws Exception {
    Files.writeString(dir.resolve("d"), "a file");
    try (GotoProcess rehearsal = GotoProcess.start(dir, "rehearse", "d")) {
      assertThat(rehearsal.exitCode()).isEqualTo(1);
      assertThat(rehearsal.err().all()).singleElement().asString().startsWith("rehearse: d is a");
    }
  }

  @Test
  void noHelpNamesIt() {
    assertThat(new Grammar(Main.COMMANDS).usage(Grammar.PROGRAM)).doesNotContain("rehearse");
    assertThat(Rehearsal.isWanted("rehearse")).isFalse();
  }
}
