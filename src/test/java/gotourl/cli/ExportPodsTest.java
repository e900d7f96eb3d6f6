package gotourl.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code goto export -to} in the forms that need no server. */
class ExportPodsTest {

  private static final String ROWS =
      """
      {"shortCode":"a","longUrl":"https://example.com/a"}
      {"shortCode":"b","longUrl":"https://example.com/b","redirectStatus":308}
      {"shortCode":"off","longUrl":"https://example.com/c","enabled":false}
      """;

  private static final String NAMED = "code \"off\" is left out: it is disabled";

  @TempDir Path dir;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... words) {
    out.reset();
    err.reset();
    Terminal terminal =
        new Terminal(new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
    return Main.run(terminal, Map.of(), words);
  }

  private List<String> complained() {
    return err.toString(UTF_8).lines().toList();
  }

  private void bringIn() throws IOException {
    Path rows = Files.writeString(dir.resolve("rows.ndjson"), ROWS);
    assertThat(run("import", rows.toString(), "-file", at("d"))).isEqualTo(Main.DONE);
  }

  private String at(String name) {
    return dir.resolve(name).toString();
  }

  private int export(String form, String name, String... more) {
    List<String> words =
        new ArrayList<>(
            List.of("export", "-to", form, name, "-file", at("d"), "-host", "https://go.example"));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  @Test
  void linksWithoutAStatusHaveThatOfTheFlag() throws IOException {
    bringIn();
    assertThat(export("netlify", at("_redirects"), "-redirect", "301")).isEqualTo(Main.DONE);

    assertThat(dir.resolve("_redirects"))
        .content()
        .endsWith("\n/a https://example.com/a 301\n/b https://example.com/b 308\n");
    assertThat(complained())
        .containsExactly(
            "code \"b\": Netlify may not know the status 308",
            NAMED,
            at("_redirects") + ": 2 links");
  }

  @Test
  void anNginxMapIsForTheHostOfTheFlag() throws IOException {
    bringIn();
    assertThat(export("nginx-map", "-")).isEqualTo(Main.DONE);

    assertThat(out.toString(UTF_8))
        .contains("  \"/a\" \"/a 302https://example.com/a\";\n")
        .contains("  server_name \"go.example\";\n")
        .doesNotContain("/off");
    assertThat(complained()).containsExactly(NAMED, "-: 2 links");
  }

  @Test
  void pagesAreFilesInANewDirectory() throws IOException {
    bringIn();
    assertThat(export("html-dir", at("pages"))).isEqualTo(Main.DONE);

    assertThat(dir.resolve("pages/a/index.html")).content().contains("https://example.com/a");
    assertThat(dir.resolve("pages/b/index.html")).exists();
    assertThat(dir.resolve("pages/off")).doesNotExist();
    assertThat(complained()).containsExactly(NAMED, at("pages") + ": 2 links");

    assertThat(export("html-dir", at("pages"))).isEqualTo(Main.FAILED);
    assertThat(complained())
        .containsExactly(
            "goto: the export failed: "
                + at("pages")
                + " is not empty; pages are written into a new or an empty directory");
  }

  @Test
  void pagesAreAZipByName() throws IOException {
    bringIn();
    assertThat(export("html-dir", at("pages.zip"))).isEqualTo(Main.DONE);

    assertThat(entries(dir.resolve("pages.zip"))).containsExactly("a/index.html", "b/index.html");
  }

  @Test
  void onlyTheFormForServersHasWhatIsSensitive() throws IOException {
    bringIn();
    assertThat(export("html-dir", at("pages"), "-sensitive")).isEqualTo(Main.NOT_UNDERSTOOD);
    assertThat(dir.resolve("pages")).doesNotExist();
  }

  @Test
  void aRunningServerGivesThemAndNamesWhatIsLeftOut() throws Exception {
    try (ServerAtHand server = new ServerAtHand(dir)) {
      server.run("add", "https://example.com/a", "-code", "a");
      server.run("add", "https://example.com/p", "-code", "p", "-max-visits", "3");
      for (String form : List.of("nginx-map", "netlify")) {
        ServerAtHand.Said said = server.run("export", "-to", form, at(form));
        assertThat(said.code()).isZero();
        assertThat(said.err())
            .anyMatch(line -> line.startsWith("code \"p\" is left out: its visits are counted"));
        assertThat(Files.readString(dir.resolve(form))).contains("/a").doesNotContain("/p");
      }
      assertThat(server.run("export", "-to", "html-dir", at("p.zip")).code()).isZero();
      assertThat(entries(dir.resolve("p.zip"))).containsExactly("a/index.html");
      assertThat(server.run("export", "-to", "html-dir", at("pages")).code())
          .isEqualTo(Main.NOT_UNDERSTOOD);
      assertThat(dir.resolve("pages")).doesNotExist();
    }
  }

  private static List<String> entries(Path file) throws IOException {
    List<String> names = new ArrayList<>();
    try (InputStream in = Files.newInputStream(file);
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        names.add(entry.getName());
      }
    }
    return names;
  }
}
