package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import gotourl.config.Setting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a shell offers, asked of a real one. */
class CompletionTest {

  private static final Path BASH = Path.of("/bin/bash");

  @TempDir Path dir;

  @BeforeEach
  void thereIsAShell() {
    assumeThat(BASH).isExecutable();
  }

  @Test
  void commandsAreOffered() throws Exception {
    assertThat(offered("")).containsAll(Main.COMMANDS.stream().map(Command::name).toList());
    assertThat(offered("h")).containsExactlyInAnyOrder("history", "help");
    assertThat(offered("help", "ad")).containsExactly("add");
  }

  @Test
  void theFlagsOfACommandAreOfferedAndNoOthers() throws Exception {
    for (Command command : Main.COMMANDS) {
      List<String> flags =
          Completion.flags(command).stream().map(flag -> "-" + flag.name()).toList();
      assertThat(offered(command.name(), "-"))
          .as(command.name())
          .containsExactlyInAnyOrderElementsOf(flags);
    }
    assertThat(offered("add", "-ti")).containsExactly("-title");
    assertThat(offered("list", "-json", "-created-")).hasSize(2);
    assertThat(offered("-")).contains("-http").doesNotContain("-title");
  }

  @Test
  void wordsThatAnArgumentCanBeAreOffered() throws Exception {
    assertThat(offered("completion", "")).contains("bash", "zsh", "fish");
    assertThat(offered("secrets", "re")).contains("revoke", "reset").doesNotContain("new");
  }

  @Test
  void filesAreOfferedWhereOneIsToBeNamed() throws Exception {
    Files.createFile(dir.resolve("picture.svg"));
    assertThat(offered("qr", "-svg", "pic")).containsExactly("picture.svg");
  }

  @Test
  void noSecretIsAskedForOnTheCommandLine() throws Exception {
    assertThat(offered("list", "-s")).contains("-search", "-server").doesNotContain("-secret");
    assertThat(script("fish")).doesNotContain("-o secret ", "-o admin-secret ");
  }

  /** There may be no fish here; its form is simple. */
  @Test
  void fishHearsOfEveryCommandAndEveryFlag() {
    String script = script("fish");
    assertThat(script.lines())
        .allMatch(line ->
            line.matches(
                "complete -c goto (-f|-n (\\w+|'\\w+ \\w+') -[ao] [\\w-]+( -x| -r -F)? -d"
                    + " '([^'\\\\]|\\\\['\\\\])+')"));
    for (Command command : Main.COMMANDS) {
      assertThat(script).contains(" -a " + command.name() + " -d ");
      for (Option flag : command.options()) {
        assertThat(script)
            .contains("'__fish_seen_subcommand_from " + command.name() + "' -o " + flag.name());
      }
    }
    assertThat(script).contains("from serve' -o " + Setting.SYNC.key() + " -x");
  }

  @Test
  void anotherShellIsNotUnderstood() {
    assertThat(run(new ByteArrayOutputStream(), "tcsh")).isEqualTo(Main.NOT_UNDERSTOOD);
  }

  /** What bash offers for the last of these words. */
  private List<String> offered(String... words) throws IOException, InterruptedException {
    Files.writeString(dir.resolve("completion"), script("bash"));
    String all =
        Arrays.stream(words).map(word -> "'" + word + "'").collect(Collectors.joining(" "));
    String ask =
        """
        compopt() { :; } # only a completion of bash's own may call the real one
        source ./completion
        COMP_WORDS=(goto %s)
        COMP_CWORD=%d
        COMP_LINE="${COMP_WORDS[*]} "
        _complete_goto
        printf '%%s\\n' "${COMPREPLY[@]}"
        """
            .formatted(all, words.length);
    Process bash =
        new ProcessBuilder(BASH.toString(), "--norc", "-c", ask)
            .directory(dir.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    bash.waitFor();
    return Stream.of(said.split("\n")).filter(line -> !line.isBlank()).toList();
  }

  private static String script(String shell) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(run(out, shell)).isEqualTo(Main.DONE);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static int run(ByteArrayOutputStream out, String shell) {
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    return Main.run(new Terminal(print, print), Map.of(), "completion", shell);
  }
}
