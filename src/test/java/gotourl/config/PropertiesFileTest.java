package gotourl.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertiesFileTest {

  @TempDir Path dir;
  private final List<String> mistakes = new ArrayList<>();

  @Test
  void aLineIsANameAndAValue() throws Exception {
    assertThat(read("http=:8080\n  host =  go.example  \r\nsequential=true"))
        .containsEntry(Setting.HTTP, new Given(":8080", name() + ":1"))
        .containsEntry(Setting.HOST, new Given("go.example", name() + ":2"))
        .containsEntry(Setting.SEQUENTIAL, new Given("true", name() + ":3"))
        .hasSize(3);
    assertThat(mistakes).isEmpty();
  }

  @Test
  void commentsAndEmptyLinesAreSkipped() throws Exception {
    assertThat(read("# http=:1\n! http=:2\n\n   \n  # http=:3")).isEmpty();
    assertThat(mistakes).isEmpty();
  }

  @Test
  void nothingIsEscaped() throws Exception {
    assertThat(read("file=C:\\goto\\new=data"))
        .containsEntry(Setting.FILE, new Given("C:\\goto\\new=data", name() + ":1"));
  }

  @Test
  void aNameThatStandsTwiceIsAMistakeThatNamesBothLines() throws Exception {
    read("http=:1\nhttp=:2");
    assertThat(mistakes)
        .singleElement()
        .asString()
        .startsWith(name() + ":2: ")
        .endsWith(name() + ":1");
  }

  @Test
  void theFileCannotNameAnother() throws Exception {
    read("config=other.properties");
    assertThat(mistakes).singleElement().asString().startsWith(name() + ":1: ");
  }

  @Test
  void aMissingFileIsAMistake() {
    assertThatThrownBy(() -> PropertiesFile.read(dir.resolve("none"), mistakes))
        .isInstanceOf(Mistake.class)
        .hasMessage("does not exist");
  }

  @Test
  void aDirectoryIsAMistake() {
    assertThatThrownBy(() -> PropertiesFile.read(dir, mistakes)).isInstanceOf(Mistake.class);
  }

  @Test
  void aFileThatIsNotUtf8IsAMistake() throws IOException {
    Files.write(file(), "host=gö.example".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> PropertiesFile.read(file(), mistakes)).hasMessage("is not UTF-8 text");
  }

  @Test
  void aHugeFileIsAMistake() throws IOException {
    Files.writeString(file(), "#".repeat(64 * 1024 + 1));
    assertThatThrownBy(() -> PropertiesFile.read(file(), mistakes)).hasMessageContaining("larger");
  }

  private Map<Setting, Given> read(String text) throws Exception {
    return PropertiesFile.read(Files.writeString(file(), text), mistakes);
  }

  private Path file() {
    return dir.resolve("goto.properties");
  }

  private String name() {
    return file().toString();
  }
}
