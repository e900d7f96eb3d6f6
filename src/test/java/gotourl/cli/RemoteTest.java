package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.cli.ServerAtHand.Said;
import gotourl.qr.ErrorCorrection;
import gotourl.qr.QrCode;
import gotourl.qr.Scanner;
import gotourl.qr.TerminalText;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The life of links and secrets, from a command line. */
class RemoteTest {

  private static final String URL = "https://example.org/a";

  @TempDir Path dir;

  private ServerAtHand server;

  @BeforeEach
  void start() throws Failure {
    server = new ServerAtHand(dir);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aLinkIsAddedWithWhateverItCanHave() throws Failure {
    assertThat(
            server
                .run(
                    "add",
                    URL,
                    "-code=docs",
                    "-title",
                    "Ä \"title\"",
                    "-note",
                    "two\nlines",
                    "-valid-since",
                    "2020-01-01T00:00:00Z",
                    "-valid-until=9000-01-01T00:00:00Z",
                    "-forward-query",
                    "-redirect-status=301",
                    "-cache-seconds",
                    "60",
                    "-enabled=false",
                    "-set",
                    "title=\"Another\"")
                .line())
        .isEqualTo("http://go.example/docs");
    assertThat(link("docs"))
        .containsEntry("longUrl", URL)
        .containsEntry("title", "Another")
        .containsEntry("note", "two\nlines")
        .containsEntry("validSince", "2020-01-01T00:00:00Z")
        .containsEntry("validUntil", "9000-01-01T00:00:00Z")
        .containsEntry("forwardQuery", true)
        .containsEntry("redirectStatus", new JsonTree.Numeral("301"))
        .containsEntry("cacheSeconds", new JsonTree.Numeral("60"))
        .containsEntry("enabled", false);
    assertThat(server.run("add", URL, "-code-length", "4", "-code-prefix=x").line())
        .matches("http://go\\.example/x\\w{4}");
  }

  /** Whatever the API lets a client say can be said here: each field is a line of the table. */
  @Test
  void everyFieldThatAClientSetsHasAFlag() throws Exception {
    Object file = JsonTree.read(openApi());
    for (Map.Entry<String, LinkOption.When> body :
        Map.of("NewLink", LinkOption.When.ADD, "LinkChange", LinkOption.When.EDIT).entrySet()) {
      List<String> fields =
          new ArrayList<>(
              object(file, "components", "schemas", body.getKey(), "properties").keySet());
      if (body.getValue() == LinkOption.When.ADD) {
        fields.remove("longUrl"); // is the argument
      }
      assertThat(
              Stream.of(LinkOption.values())
                  .filter(option -> option.isFor(body.getValue()))
                  .map(LinkOption::field))
          .as("fields of %s that have a line in LinkOption", body.getKey())
          .containsAll(fields);
    }
  }

  private String openApi() throws IOException {
    try (InputStream in =
        URI.create(server.url() + "/-/api/v1/openapi.json").toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void withoutASecretALinkIsAddedAsTheFormDoesAndItsTargetShown() {
    String shortUrl = server.runWithoutSecret("add", URL).line();
    assertThat(shortUrl).startsWith("http://go.example/");
    String code = shortUrl.substring(shortUrl.lastIndexOf('/') + 1);
    assertThat(server.runWithoutSecret("get", code).line()).isEqualTo(URL);
  }

  @Test
  void whatTakesASecretSaysSo() {
    for (String[] words :
        new String[][] {
          {"add", URL, "-code=x"}, {"get", "x", "-json"}, {"list"}, {"rm", "x"}, {"secrets"}
        }) {
      Said said = server.runWithoutSecret(words);
      assertThat(said.code()).isEqualTo(Main.FAILED);
      assertThat(said.err())
          .singleElement()
          .asString()
          .contains("takes a secret", "GOTO_SECRET_FILE");
    }
  }

  @Test
  void whatIsRefusedIsToldWithEveryField() {
    Said said = server.run("add", "javascript:alert(1)", "-redirect-status=99", "-set=version=7");
    assertThat(said.code()).isEqualTo(Main.FAILED);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().getFirst())
        .isEqualTo(
            "goto: Fields are missing, unknown or of the wrong type: 3 things are wrong; errors"
                + " names them.");
    assertThat(said.err().subList(1, 4))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("  longUrl is refused: An address cannot begin"),
            line ->
                assertThat(line).isEqualTo("  redirectStatus must be 301, 302, 303, 307 or 308"),
            line -> assertThat(line).isEqualTo("  version is set by the server"));
    assertThat(server.run("add", URL, "-code", "add").err())
        .singleElement()
        .asString()
        .startsWith("goto: Fields have values that they cannot have: shortCode is refused: ");
  }

  @Test
  void anEditChangesWhatIsNamedAndNullClears() throws Failure {
    server.run("add", URL, "-code=docs", "-title=A", "-note=B", "-cache-seconds=9");
    Said said = server.run("edit", "docs", "-url=https://example.org/b", "-title", "null");
    assertThat(said.code()).isZero();
    assertThat(said.out()).anyMatch(line -> line.matches("longUrl +https://example.org/b"));
    assertThat(link("docs"))
        .containsEntry("title", null)
        .containsEntry("note", "B")
        .containsEntry("cacheSeconds", new JsonTree.Numeral("9"))
        .containsEntry("version", new JsonTree.Numeral("2"));
  }

  @Test
  void aChangeOfAnotherVersionIsNotMade() throws Failure {
    server.run("add", URL, "-code=docs");
    server.run("edit", "docs", "-title=A");
    for (String[] words :
        new String[][] {
          {"edit", "docs", "-title=B", "-if-version=1"},
          {"rm", "docs", "-if-version=1"},
          {"restore", "docs", "1", "-if-version=1"}
        }) {
      Said said = server.run(words);
      assertThat(said.code()).isEqualTo(Main.FAILED);
      assertThat(said.err()).singleElement().asString().contains("at version 2 by now");
    }
    assertThat(link("docs")).containsEntry("title", "A");
    assertThat(server.run("edit", "docs", "-title=B", "-if-version=2").code()).isZero();
  }

  @Test
  void whatHasNoMeaningIsNotUnderstood() {
    for (String[] words :
        new String[][] {
          {"edit", "docs"},
          {"edit", "docs", "-set", "title"},
          {"edit", "docs", "-set", "title=Docs"},
          {"edit", "docs", "-enabled=perhaps"},
          {"edit", "docs", "-title=A", "-if-version=x"},
          {"list", "-limit=0"},
          {"list", "-json=x"},
          {"qr", "docs", "-size=100"},
          {"restore"},
          {"secrets", "revoke"},
          {"secrets", "list", "x"},
          {"list", "-secret=x"}
        }) {
      assertThat(server.run(words).code()).as(String.join(" ", words)).isEqualTo(2);
    }
  }

  @Test
  void aLinkGoesIntoTheBinAndOutOfItAndAwayForGood() throws Failure {
    server.run("add", URL, "-code=a/b");
    assertThat(server.run("rm", "a/b").line())
        .isEqualTo("a/b is in the bin; \"goto restore a/b\" takes it out");
    assertThat(link("a/b")).containsEntry("state", "binned");
    assertThat(server.run("list").out()).isEmpty();
    assertThat(server.run("list", "-state=binned").out()).hasSize(1);
    assertThat(server.run("restore", "a/b").code()).isZero();
    assertThat(link("a/b")).containsEntry("state", "active");
    assertThat(server.run("rm", "a/b", "-release").line()).isEqualTo("released a/b");
    Said said = server.run("get", "a/b");
    assertThat(said.code()).isEqualTo(Main.FAILED);
    assertThat(said.err()).containsExactly("goto: There is nothing here: There is no such link.");
    server.run("add", URL, "-code=a/b");
    assertThat(server.run("rm", "a/b", "-purge").line()).isEqualTo("purged a/b");
    assertThat(server.run("history", "a/b").code()).isEqualTo(Main.FAILED);
  }

  @Test
  void theHistorySaysWhatChangedAndAVersionIsTakenBack() throws Failure {
    server.run("add", URL, "-code=docs", "-title=A");
    server.run("edit", "docs", "-title=null", "-url=https://example.org/b");
    List<String> history = server.run("history", "docs").out();
    assertThat(history.getFirst()).startsWith("version 2, ").endsWith(", secret 1");
    assertThat(history.subList(1, 3))
        .containsExactly("   longUrl  https://example.org/b", "   title    -");
    assertThat(history.get(3)).startsWith("version 1, ");
    assertThat(history.subList(4, history.size()))
        .anyMatch(line -> line.matches(" +title +A"))
        .anyMatch(line -> line.matches(" +longUrl +" + URL));
    assertThat(server.run("restore", "docs", "1").code()).isZero();
    assertThat(link("docs")).containsEntry("title", "A").containsEntry("longUrl", URL);
  }

  @Test
  void linksAreListedPageByPage() throws Failure {
    for (int i = 0; i < 5; i++) {
      server.run("add", URL + i, "-code=code" + i, "-title=Title " + i);
    }
    assertThat(server.run("list", "-order=oldest").out())
        .hasSize(5)
        .first()
        .asString()
        .matches("code0  \\d{4}-\\d\\d-\\d\\d  active  " + URL + "0  Title 0");
    Said some = server.run("list", "-limit", "2");
    assertThat(some.out()).hasSize(2).first().asString().startsWith("code4 ");
    assertThat(some.err()).containsExactly("there are more: -limit COUNT, or -limit all");
    assertThat(server.run("list", "-search", "CODE3").out()).hasSize(1);
    assertThat(server.run("list", "-created-before=2020-01-01T00:00:00Z").out()).isEmpty();
    String page = server.run("list", "-limit=2", "-json").line();
    String next = JsonTree.shown(object(page).get("next"));
    assertThat(server.run("list", "-cursor", next, "-limit=all").out()).hasSize(3);
  }

  /** More than one page of the server's, and more than one call's worth of lines. */
  @Test
  void aListGoesOnWhereAPageEnds() {
    Said added = server.hand("https://example.org/\n".repeat(2_500), "add", "-");
    assertThat(added.code()).isZero();
    assertThat(added.out()).hasSize(2_500).doesNotHaveDuplicates();
    assertThat(server.run("list", "-limit=all").out()).hasSize(2_500);
    assertThat(server.run("list", "-limit=all", "-json").out()).hasSize(3);
    assertThat(server.run("list", "-limit=1500").out()).hasSize(1_500);
  }

  @Test
  void everyLineOfStandardInputBecomesALinkOrIsToldWithItsNumber() throws Failure {
    String lines =
        """
        https://example.org/a

        {"longUrl": "https://example.org/b", "shortCode": "b", "title": "Of its own"}
        javascript:alert(1)
        {"longUrl": "https://example.org/c"
        https://example.org/ä
        """;
    Said said = server.hand(lines, "add", "-", "-title", "For all");
    assertThat(said.code()).isEqualTo(Main.FAILED);
    assertThat(said.out()).hasSize(3).contains("http://go.example/b");
    assertThat(said.err())
        .satisfiesExactly(
            line ->
                assertThat(line).startsWith("line 4: Fields have values that they cannot have: "),
            line -> assertThat(line).startsWith("line 5: "),
            line -> assertThat(line).isEqualTo("goto: 3 links added, 2 not"));
    assertThat(link("b")).containsEntry("title", "Of its own");
    String first = said.out().getFirst().replace("http://go.example/", "");
    assertThat(link(first)).containsEntry("title", "For all").containsEntry("longUrl", URL);
    Said json = server.hand("\n\nhttps://example.org/d\n", "add", "-", "-json");
    assertThat(object(json.line())).containsEntry("row", new JsonTree.Numeral("3"));
    assertThat(server.runWithoutSecret("add", "-").err().getLast()).contains("takes a secret");
  }

  @Test
  void tagsAreListedRenamedAndRemoved() throws Failure {
    server.run("add", URL, "-code=a", "-tags", "Shop,spring sale");
    server.run("add", URL, "-code=b", "-tags=shop");
    assertThat(server.run("tags").out()).containsExactly("Shop         2", "spring sale  1");
    assertThat(server.run("list", "-tag=shop", "-tag=spring sale").out())
        .as("any of them is enough, as the server has it")
        .hasSize(2);
    assertThat(server.run("list", "-tag=shop", "-tag=spring sale", "-tags-mode=all").out())
        .singleElement()
        .asString()
        .startsWith("a ");
    assertThat(server.run("tags", "rename", "shop", "a/b c").line()).isEqualTo("shop is a/b c");
    assertThat(link("b")).containsEntry("tags", List.of("a/b c"));
    assertThat(server.run("tags", "rename", "a/b c", "spring sale").code()).isEqualTo(Main.FAILED);
    assertThat(server.run("tags", "rm", "a/b c").line()).isEqualTo("took a/b c from all links");
    assertThat(link("b")).containsEntry("tags", List.of());
    assertThat(object(server.run("tags", "list", "-json").line())).containsKey("tags");
    for (String words : List.of("rename x", "rename", "rm", "list x", "other")) {
      String[] all =
          Stream.concat(Stream.of("tags"), Stream.of(words.split(" "))).toArray(String[]::new);
      assertThat(server.run(all).code()).as(words).isEqualTo(Main.NOT_UNDERSTOOD);
    }
  }

  @Test
  void aQrCodeIsDrawnOnTheTerminalAndToFiles() throws Exception {
    server.run("add", URL, "-code=docs");
    QrCode code = QrCode.of("http://go.example/docs", ErrorCorrection.LOW).orElseThrow();
    List<String> dark = new ArrayList<>(TerminalText.draw(code, TerminalText.Ground.DARK));
    dark.add("http://go.example/docs");
    assertThat(server.run("qr", "docs").out()).isEqualTo(dark);
    assertThat(server.run("qr", "docs", "-light").out())
        .startsWith(TerminalText.draw(code, TerminalText.Ground.LIGHT).toArray(String[]::new));
    Path png = dir.resolve("docs.png");
    Path svg = dir.resolve("docs.svg");
    Said written =
        server.run("qr", "docs", "-png", png.toString(), "-svg=" + svg, "-size=512", "-margin=2");
    assertThat(written.out()).containsExactly("written to " + svg, "written to " + png);
    assertThat(Scanner.read(Files.readAllBytes(png))).isEqualTo("http://go.example/docs");
    assertThat(Scanner.image(Files.readAllBytes(png)).getWidth()).isEqualTo(512);
    assertThat(svg).content().startsWith("<svg ").contains("width=\"512\"");
    Said refused = server.run("qr", "docs", "-png", png.toString(), "-size=1");
    assertThat(refused.code()).isEqualTo(Main.FAILED);
    assertThat(refused.err()).singleElement().asString().contains("size must be a number from 64");
  }

  @Test
  void secretsAreMadeListedAndRevoked() {
    Said made =
        server.run(
            "secrets",
            "new",
            "the shop",
            "-scopes=create,read",
            "-creations-per-hour=5",
            "-expires-at=9000-01-01T00:00:00Z");
    assertThat(made.code()).isZero();
    String secret = made.out().getFirst();
    assertThat(made.err()).containsExactly("secret 2, the shop: shown this once");
    assertThat(server.runAs(secret, "add", URL, "-code=docs").code()).isZero();
    assertThat(server.runAs(secret, "rm", "docs").err())
        .singleElement()
        .asString()
        .contains("scopes");
    List<String> list = server.run("secrets").out();
    assertThat(list.getFirst()).startsWith("number  name ");
    assertThat(list.getLast())
        .startsWith("2       the shop  create, read  5 ")
        .endsWith("9000-01-01");
    assertThat(server.run("secrets", "revoke", "2").line()).isEqualTo("revoked secret 2");
    Said revoked = server.runAs(secret, "list");
    assertThat(revoked.code()).isEqualTo(Main.FAILED);
    assertThat(revoked.err())
        .singleElement()
        .asString()
        .startsWith("goto: A secret is needed: Nobody bears this secret, or no longer.")
        .contains("GOTO_SECRET");
    String limited =
        server.run("secrets", "new", "one tag", "-scopes=read", "-tags=shop").out().getFirst();
    assertThat(server.runAs(limited, "list").out()).isEmpty();
    assertThat(server.run("secrets", "new", "x").err().getLast()).contains("scopes is missing");
  }

  /** Byte for byte, but for controls of Unicode, whose escapes mean the same. */
  @Test
  void jsonIsWhatTheServerSaid() throws Failure {
    Said said = server.run("add", URL, "-code=docs", "-json", "-title=a\u202Eb");
    assertThat(object(said.line()))
        .containsEntry("shortCode", "docs")
        .containsEntry("title", "a\u202Eb");
    assertThat(said.line()).startsWith("{\"shortCode\":\"docs\",").contains("a\\u202eb");
    assertThat(server.run("get", "docs", "-json").line()).isEqualTo(said.line());
    assertThat(object(server.run("history", "docs", "--json").line())).containsKey("versions");
    assertThat(object(server.run("secrets", "-json").line())).containsKey("secrets");
    assertThat(server.run("rm", "docs", "-json").out()).isEmpty();
  }

  @Test
  void whatAServerSaysCannotForgeALine() {
    server.run("add", URL, "-code=docs", "-note=a\ngoto: all is well\u001b[2J");
    assertThat(server.run("get", "docs").out())
        .anyMatch(line -> line.matches("note +a\\\\u000agoto: all is well\\\\u001b\\[2J"))
        .noneMatch(line -> line.startsWith("goto: "));
  }

  private Map<String, @Nullable Object> link(String code) throws Failure {
    return object(server.run("get", code, "-json").line());
  }

  private static Map<String, @Nullable Object> object(String json) throws Failure {
    return object(JsonTree.read(json));
  }

  /** The object at the end of a path into another. */
  private static Map<String, @Nullable Object> object(@Nullable Object json, String... path) {
    Map<String, @Nullable Object> at = JsonTree.members((Map<?, ?>) Objects.requireNonNull(json));
    for (String name : path) {
      at = JsonTree.members((Map<?, ?>) Objects.requireNonNull(at.get(name)));
    }
    return at;
  }
}
