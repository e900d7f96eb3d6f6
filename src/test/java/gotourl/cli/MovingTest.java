package gotourl.cli;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.journal.SyncPolicy;
import gotourl.store.embedded.EmbeddedStore;
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
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code goto import} and {@code goto export} on data directories. */
class MovingTest {

  private static final String ROWS =
      """
      {"shortCode":"a","longUrl":"http://a/"}
      {"shortCode":"add","longUrl":"http://b/"}
      {"shortCode":"a","longUrl":"http://c/"}
      """;

  @TempDir Path dir;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private InputStream in = InputStream.nullInputStream();

  private int run(String... words) {
    out.reset();
    err.reset();
    Terminal terminal =
        new Terminal(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            () -> false,
            in);
    return Main.run(terminal, Map.of(), words);
  }

  private List<String> said() {
    return out.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> complained() {
    return err.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private Path rows() throws IOException {
    return Files.writeString(dir.resolve("rows.ndjson"), ROWS);
  }

  private String data(String name) {
    return dir.resolve(name).toString();
  }

  @Test
  void whatIsLeftOutIsNamedAndTheRestCounted() throws IOException {
    assertThat(run("import", rows().toString(), "-file", data("d"))).isEqualTo(Main.DONE);
    assertThat(said())
        .containsExactly(
            rows() + ": 1 links added, 0 already there, 1 taken by other targets, 1 refused");
    assertThat(complained())
        .hasSize(2)
        .anyMatch(line -> line.startsWith("line 2: code \"add\": "))
        .anyMatch(line -> line.startsWith("line 3: code \"a\" leads to \"http://a/\" already"));
  }

  @Test
  void aDryRunSaysSoAndShowsEachRow() throws Exception {
    assertThat(run("import", "-dry-run", "-rows", rows().toString(), "-file", data("d")))
        .isEqualTo(Main.DONE);
    assertThat(said())
        .containsExactly(
            "line 1: new: code \"a\" to \"http://a/\"",
            rows()
                + ": 1 links added, 0 already there, 1 taken by other targets, 1 refused;"
                + " nothing was changed");
    try (EmbeddedStore store = open("d")) {
      assertThat(store.size()).isZero();
    }
  }

  @Test
  void whatIsExportedComesInFromStandardInputAndIsTheSame() throws Exception {
    run("import", rows().toString(), "-file", data("d"));
    assertThat(run("export", data("x"), "-sensitive", "-file", data("d"))).isEqualTo(Main.DONE);
    byte[] export = Files.readAllBytes(dir.resolve("x"));
    assertThat(Files.exists(dir.resolve("x.part"))).isFalse();

    in = new ByteArrayInputStream(export);
    assertThat(run("import", "-", "-file", data("e"))).isEqualTo(Main.DONE);
    assertThat(said()).containsExactly("-: 1 links added, 0 already there, 0 refused");
    assertThat(run("export", "-", "-sensitive", "-file", data("e"))).isEqualTo(Main.DONE);
    assertThat(out.toByteArray()).isEqualTo(export);
  }

  @Test
  void aNameThatEndsInGzIsPackedAndWhatIsPackedIsRecognised() throws Exception {
    run("import", rows().toString(), "-file", data("d"));
    assertThat(run("export", data("x.gz"), "-file", data("d"))).isEqualTo(Main.DONE);
    try (InputStream packed = new GZIPInputStream(Files.newInputStream(dir.resolve("x.gz")))) {
      assertThat(new String(packed.readAllBytes(), StandardCharsets.UTF_8)).contains("\"a\"");
    }
    Files.move(dir.resolve("x.gz"), dir.resolve("anything"));
    assertThat(run("import", data("anything"), "-file", data("e"))).isEqualTo(Main.DONE);
    try (EmbeddedStore store = open("e")) {
      assertThat(store.find(key("a")).toCompletableFuture().join()).isPresent();
    }
  }

  @Test
  void anExportThatCannotBeWrittenLeavesNothing() throws Exception {
    run("import", rows().toString(), "-file", data("d"));
    assertThat(run("export", data("no/such/directory"), "-file", data("d"))).isEqualTo(Main.FAILED);
    assertThat(complained()).singleElement().asString().startsWith("goto: the export failed: ");
    assertThat(run("export", data("x"), "-file", data("none"))).isEqualTo(Main.FAILED);
    assertThat(Files.exists(dir.resolve("x"))).isFalse();
  }

  @Test
  void whatIsNotUnderstoodIsSaidWithTheWord() throws IOException {
    String rows = rows().toString();
    for (String[] bad :
        new String[][] {
          {"-from", "x"},
          {"-on-conflict", "x"},
          {"-domain", "a b"},
          {"-charset", "x"},
          {"-zone", "x"}
        }) {
      assertThat(run("import", rows, bad[0], bad[1], "-file", data("d")))
          .isEqualTo(Main.NOT_UNDERSTOOD);
      assertThat(complained())
          .singleElement()
          .asString()
          .startsWith("goto: " + bad[0] + ": \"" + bad[1] + "\" is n");
    }
    assertThat(Files.exists(dir.resolve("d"))).isFalse();
  }

  private EmbeddedStore open(String name) throws Exception {
    return EmbeddedStore.open(
        new EmbeddedStore.Options(dir.resolve(name), SyncPolicy.NEVER, 1_000, false));
  }
}
