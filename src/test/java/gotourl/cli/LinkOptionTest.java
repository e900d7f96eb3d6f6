package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From what was said of a link to the body that says it to the server. */
class LinkOptionTest {

  @TempDir Path dir;

  @Test
  void aFieldIsWhatItsKindIsInJson() throws Exception {
    Path rules = Files.writeString(dir.resolve("rules.json"), "[{\"longUrl\": \"x\"}]");
    assertThat(body("title", "7")).isEqualTo("{\"title\":\"7\"}");
    assertThat(body("cache-seconds", "7")).isEqualTo("{\"cacheSeconds\":7}");
    assertThat(body("crawlable", "true")).isEqualTo("{\"crawlable\":true}");
    assertThat(body("enabled", "false")).isEqualTo("{\"enabled\":false}");
    assertThat(body("tags", "a, b ,,c")).isEqualTo("{\"tags\":[\"a\",\"b\",\"c\"]}");
    assertThat(body("tags", "")).isEqualTo("{\"tags\":[]}");
    assertThat(body("rules", "[1.50]")).isEqualTo("{\"rules\":[1.50]}");
    assertThat(body("rules", "@" + rules)).isEqualTo("{\"rules\":[{\"longUrl\":\"x\"}]}");
    assertThat(body("title", "null")).isEqualTo("{\"title\":null}");
    assertThat(body("set", "x={\"y\":[true,null]}")).isEqualTo("{\"x\":{\"y\":[true,null]}}");
  }

  @Test
  void theLastWordCountsAndListsAddUp() throws Failure {
    Words words =
        new Words(
            List.of(),
            Map.of(
                "title", List.of("A", "B"),
                "tags", List.of("a,b", "c"),
                "set", List.of("note=\"N\"", "title=\"C\"")));
    assertThat(LinkOption.read(words, terminal("")))
        .containsEntry("title", "C")
        .containsEntry("tags", List.of("a", "b", "c"))
        .containsEntry("note", "N");
  }

  /** What is behind its line stays for others. */
  @Test
  void aPasswordIsTheFirstLineThatIsHandedIn() throws Exception {
    Terminal terminal = terminal("p ä ss\r\nhttps://example.org/\n");
    assertThat(LinkOption.read(said("password", "true"), terminal))
        .containsEntry("password", "p ä ss");
    assertThat(terminal.in().readAllBytes()).asString().isEqualTo("https://example.org/\n");
    assertThat(body("password", "null")).isEqualTo("{\"password\":null}");
  }

  @Test
  void aPasswordOnTheCommandLineIsRefusedAndNotRepeated() {
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> body("password", "sesame"))
        .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(Main.NOT_UNDERSTOOD))
        .satisfies(failure -> assertThat(failure.getMessage()).doesNotContain("sesame"));
  }

  @Test
  void aPasswordWithoutEndIsRefused() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() ->
            LinkOption.read(
                said("password", "true"), new Terminal(nowhere, nowhere, () -> false, endless)))
        .withMessageContaining("no end");
  }

  @Test
  void whatIsNoJsonIsNotUnderstood() {
    for (String[] said :
        new String[][] {
          {"cache-seconds", "a minute"},
          {"rules", "[" + "[".repeat(100_000)},
          {"rules", "{\"a\":1} x"},
          {"rules", ""},
          {"set", "=1"},
          {"set", "title"},
          {"set", "title=A"}
        }) {
      assertThatExceptionOfType(Failure.class)
          .isThrownBy(() -> body(said[0], said[1]))
          .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(Main.NOT_UNDERSTOOD));
    }
    assertThatExceptionOfType(Failure.class)
        .isThrownBy(() -> body("rules", "@" + dir.resolve("none")))
        .withMessageContaining("none cannot be read");
  }

  private static String body(String option, String value) throws Failure, IOException {
    return JsonTree.write(LinkOption.read(said(option, value), terminal("")));
  }

  private static Words said(String option, String value) {
    return new Words(List.of(), Map.of(option, List.of(value)));
  }

  private static Terminal terminal(String input) {
    PrintStream nowhere = new PrintStream(new ByteArrayOutputStream());
    return new Terminal(
        nowhere,
        nowhere,
        () -> false,
        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
  }
}
