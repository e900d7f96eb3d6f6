package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documents say what the table of settings says. */
class DocumentsTest {

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/OPERATIONS.md"})
  void theTableOfSettingsIsTheDocumentsTable(String document) throws IOException {
    assertThat(Files.readString(Path.of(document))).contains(table());
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "docs/OPERATIONS.md"})
  void theDocumentNamesEveryCommand(String document) throws IOException {
    assertThat(Files.readString(Path.of(document)))
        .contains(
            "goto verify",
            "goto import FILE",
            "goto backup DIR",
            "goto dump",
            "goto purge CODE",
            "goto secrets reset",
            "goto secrets new")
        .contains(
            Main.COMMANDS.stream()
                .map(command -> "goto " + command.name())
                .filter(command -> !command.equals("goto serve"))
                .toList());
  }

  /** The script gives a server its heap, and no other command. */
  @Test
  void theLaunchScriptKnowsEveryCommandThatIsNoServer() throws IOException {
    String words =
        Files.readAllLines(Path.of("goto")).stream()
            .filter(line -> line.endsWith("serves=no ;;"))
            .findFirst()
            .orElseThrow();
    assertThat(List.of(words.replaceAll("\\).*", "").strip().split(" \\| ", -1)))
        .containsAll(Main.COMMANDS.stream().skip(1).map(Command::name).toList())
        .doesNotContain("serve");
  }

  private static String table() {
    return "| flag | default | what it sets |\n|---|---|---|\n"
        + Stream.of(Setting.values()).map(DocumentsTest::row).collect(Collectors.joining());
  }

  private static String row(Setting setting) {
    String flag = setting.isSwitch() ? setting.key() : setting.key() + " " + setting.label();
    String byDefault = setting.byDefault().isEmpty() ? "" : "`" + setting.byDefault() + "`";
    return "| `-%s` | %s | %s |\n".formatted(flag, byDefault, setting.description());
  }
}
