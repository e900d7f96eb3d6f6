package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged program says to somebody who mistypes, or asks. */
@Tag("process")
class UsageTest {

  @TempDir Path dir;

  @Test
  void allMistakesComeAtOnceOneLineEachAndTheCodeIsTwo() throws Exception {
    Files.writeString(dir.resolve("goto.properties"), "sync=2s\n");
    try (GotoProcess program =
        GotoProcess.start(
            dir, "-http", ":99999", "-bogus", "-key-length=0", "-config", "goto.properties")) {
      assertThat(program.exitCode()).isEqualTo(Main.NOT_UNDERSTOOD);
      assertThat(program.out().all()).isEmpty();
      assertThat(program.err().all())
          .satisfiesExactly(
              line -> assertThat(line).isEqualTo("goto: there is no flag -bogus"),
              line -> assertThat(line).startsWith("goto: -http: \":99999\" "),
              line -> assertThat(line).startsWith("goto: goto.properties:1: \"2s\" "),
              line -> assertThat(line).startsWith("goto: -key-length: \"0\" "),
              line -> assertThat(line).isEqualTo("\"goto help\" lists the commands and all flags"));
      assertThat(Files.exists(dir.resolve("goto-data"))).isFalse();
    }
  }

  @Test
  void aMistakeCannotForgeALine() throws Exception {
    try (GotoProcess program = GotoProcess.start(dir, "-sync=a\ngoto: all is well")) {
      assertThat(program.exitCode()).isEqualTo(Main.NOT_UNDERSTOOD);
      assertThat(program.err().all()).noneMatch(line -> line.startsWith("goto: all is well"));
    }
  }

  @Test
  void helpAndVersionGoToStandardOutputWithZero() throws Exception {
    try (GotoProcess help = GotoProcess.start(dir, "-help");
        GotoProcess version = GotoProcess.start(dir, "-version")) {
      assertThat(help.exitCode()).isEqualTo(Main.DONE);
      assertThat(help.out().all()).anyMatch(line -> line.startsWith("Usage: goto"));
      assertThat(help.err().all()).isEmpty();
      assertThat(version.exitCode()).isEqualTo(Main.DONE);
      assertThat(version.out().all())
          .singleElement()
          .asString()
          .matches("goto \\d+\\.\\d+\\.\\d+.*");
    }
  }

  @Test
  void noServerIsOneLineAndOne() throws Exception {
    for (String[] words : new String[][] {{"get", "abc"}, {"add", "http://example.com/"}}) {
      try (GotoProcess client =
          GotoProcess.start(dir, words[0], words[1], "-host", "127.0.0.1:1")) {
        assertThat(client.exitCode()).isEqualTo(Main.LATER);
        assertThat(client.err().all())
            .containsExactly(
                "goto: no server at http://127.0.0.1:1; -server or GOTO_SERVER says where to look");
      }
    }
  }

  @Test
  void whatCannotBeImportedIsOneLineAndOne() throws Exception {
    for (Path file : new Path[] {dir.resolve("none"), dir}) {
      try (GotoProcess program = GotoProcess.start(dir, "import", file.toString())) {
        assertThat(program.exitCode()).isEqualTo(Main.FAILED);
        assertThat(program.err().all()).singleElement().asString().startsWith("goto: " + file);
      }
    }
    assertThat(Files.exists(dir.resolve("goto-data"))).isFalse();
  }

  @Test
  void verifyingWhatIsNotThereIsOneLineAndOne() throws Exception {
    try (GotoProcess program = GotoProcess.start(dir, "verify")) {
      assertThat(program.exitCode()).isEqualTo(Main.FAILED);
      assertThat(program.err().all()).containsExactly("goto: goto-data is not a directory");
    }
  }
}
