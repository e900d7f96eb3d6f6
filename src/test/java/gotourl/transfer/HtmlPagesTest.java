package gotourl.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.BaseUrl;
import gotourl.link.Domain;
import gotourl.link.DomainList;
import gotourl.link.Fallbacks;
import gotourl.link.NamedDomain;
import gotourl.link.Terms;
import gotourl.link.UrlPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HtmlPagesTest {

  private static final String TARGET = "https://example.com/";

  private static final NamedDomain MAIN = NamedDomain.ofDefault(Domain.ofDefault(false));
  private static final NamedDomain OTHER =
      new NamedDomain(new Domain(3, false), "go.example", Fallbacks.NONE);

  @TempDir Path dir;

  private final List<String> unsaid = new ArrayList<>();
  private ListedLinks listed = new ListedLinks(new DomainList(MAIN, List.of()));

  private PodLinks pods() {
    UrlPolicy policy =
        new UrlPolicy(new UrlPolicy.Options(BaseUrl.parse("goto.example"), Set.of()));
    return new PodLinks(policy, Instant.EPOCH, 302, unsaid::add);
  }

  private Path written() throws IOException {
    Path root = dir.resolve("pages");
    try (DirectoryPages pages = DirectoryPages.in(root)) {
      new HtmlPages(pages, pods(), "goto.example").write(listed);
    }
    return root;
  }

  private static List<String> files(Path root) throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aLinkIsAPageThatLeadsOnWithoutAScript() throws IOException {
    listed.add("docs/a", "https://example.com/?a=1&b='2'\"#<x>");

    Path root = written();

    String page = Files.readString(root.resolve("docs/a/index.html"));
    String shown = "https://example.com/?a=1&amp;b=&#39;2&#39;&quot;#&lt;x&gt;";
    assertThat(page)
        .contains("<meta http-equiv=\"refresh\" content=\"0; url=" + shown + "\">")
        .contains("<link rel=\"canonical\" href=\"" + shown + "\">")
        .contains("<a href=\"" + shown + "\">" + shown + "</a>")
        .contains("<meta name=\"robots\" content=\"noindex\">")
        .contains("<meta charset=\"utf-8\">")
        .doesNotContain("script");
    assertThat(unsaid).isEmpty();
  }

  /** All that can stand between quotes or tags stays there. */
  @Test
  void noTargetEndsItsAttribute() {
    StringBuilder all = new StringBuilder(TARGET);
    for (char c = '!'; c < 0x7F; c++) {
      all.append(c);
    }
    String page = new String(HtmlPages.page(all.toString()), UTF_8);

    Matcher attributes = Pattern.compile("(?:href|content)=\"([^\"<>']*)\"").matcher(page);
    List<String> values = attributes.results().map(match -> unescaped(match.group(1))).toList();

    assertThat(values).contains(all.toString(), "0; url=" + all);
    assertThat(page.replaceAll("\"[^\"]*\"", "").replace("'", "")).doesNotContain("\"");
    assertThat(page.chars().filter(c -> c == '<').count()).isEqualTo(18);
  }

  private static String unescaped(String text) {
    return text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }

  @Test
  void furtherDomainsHaveDirectoriesOfTheirOwn() throws IOException {
    listed = new ListedLinks(new DomainList(MAIN, List.of(OTHER)));
    listed.add("a", TARGET);
    listed.add(OTHER, "a", TARGET, Terms.NONE);

    assertThat(files(written()))
        .containsExactly("go.example/a/index.html", "goto.example/a/index.html");
  }

  @Test
  void nothingIsWrittenOutside() throws IOException {
    for (String code :
        List.of(
            "../a",
            "a/../../b",
            "..",
            ".",
            "/etc/a",
            "a//b",
            "a/",
            "",
            "a\u0000b",
            "..\\a",
            "C:a",
            "x/..",
            "a\nb")) {
      listed.add(code, TARGET);
    }
    listed.add("...", TARGET);
    listed.add("..a/b..", TARGET);

    assertThat(files(written())).containsExactly(".../index.html", "..a/b../index.html");
    assertThat(files(dir)).hasSize(2).allMatch(file -> file.startsWith("pages/"));
    assertThat(unsaid)
        .hasSize(13)
        .allMatch(line -> line.endsWith("is left out: its code cannot be a directory"));
  }

  @Test
  void thePlaceItselfLeadsNobodyOut() throws IOException {
    Path root = dir.resolve("pages");
    try (DirectoryPages pages = DirectoryPages.in(root)) {
      Files.createSymbolicLink(root.resolve("link"), dir);
      byte[] page = {};
      assertThat(pages.put("../a/index.html", page)).isEqualTo(PagePlace.Put.NO_NAME);
      assertThat(pages.put("/tmp/a/index.html", page)).isEqualTo(PagePlace.Put.NO_NAME);
      assertThat(pages.put("a/./index.html", page)).isEqualTo(PagePlace.Put.NO_NAME);
      assertThat(pages.put("link/a/index.html", page)).isEqualTo(PagePlace.Put.TAKEN);
    }
    assertThat(files(dir)).isEmpty();
  }

  @Test
  void aCodeThatIsCalledAsAPageIsLeftOut() throws IOException {
    listed.add("a", TARGET);
    listed.add("a/index.html", TARGET);
    listed.add("index.html", TARGET);
    listed.add("Index.HTML/b", TARGET);

    assertThat(files(written())).containsExactly("a/index.html");
    assertThat(unsaid).hasSize(3);
  }

  @Test
  void codesThatDifferByCaseOnlyAreNamed() throws IOException {
    listed.add("abc", TARGET);
    listed.add("ABC", TARGET);
    listed.add("Éa", TARGET);
    listed.add("éA", TARGET);
    listed.add("x", TARGET);

    assertThat(files(written())).hasSize(5);
    assertThat(unsaid)
        .hasSize(4)
        .allMatch(line -> line.contains(": another code differs by case only"));
  }

  /** As on a disk that takes both for one. */
  @Test
  void aPlaceThatIsTakenIsNamed() throws IOException {
    listed.add("a", TARGET);
    listed.add("b", TARGET);
    PagePlace place =
        new PagePlace() {
          @Override
          public Put put(String path, byte[] page) {
            return path.startsWith("a/") ? Put.TAKEN : Put.NO_NAME;
          }

          @Override
          public void finish() {}
        };

    assertThat(new HtmlPages(place, pods(), "goto.example").write(listed)).isZero();
    assertThat(unsaid)
        .containsExactly(
            "code \"a\" is left out: this disk takes its code for another one",
            "code \"b\" is left out: this machine has no name for it; with LC_ALL=C.UTF-8 it may");
  }

  @Test
  void onlyANewOrAnEmptyDirectoryIsTaken() throws IOException {
    Files.createDirectory(dir.resolve("pages"));
    listed.add("a", TARGET);
    Path root = written();
    assertThat(files(root)).hasSize(1);

    assertThatThrownBy(this::written)
        .isInstanceOf(TransferException.class)
        .hasMessageContaining("is not empty");
    assertThat(files(root)).hasSize(1);
    assertThatThrownBy(() -> DirectoryPages.in(root.resolve("a/index.html")))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining("is not a directory");
  }

  @Test
  void whatIsNotFinishedIsTakenAway() throws IOException {
    Path root = dir.resolve("pages");
    Path outside = Files.writeString(dir.resolve("outside"), "x");
    try (DirectoryPages pages = DirectoryPages.in(root)) {
      assertThat(pages.put("a/b/index.html", new byte[10])).isEqualTo(PagePlace.Put.DONE);
      Files.createSymbolicLink(root.resolve("a/link"), dir);
    }
    assertThat(root).isEmptyDirectory();
    assertThat(outside).hasContent("x");
  }

  @Test
  void aZipHasTheSamePages() throws IOException {
    listed.add("docs/ü", TARGET);
    listed.add("b", "https://example.org/");
    ByteArrayOutputStream out = new ByteArrayOutputStream();

    new HtmlPages(new ZipPages(out, Instant.parse("2024-06-01T00:00:00Z")), pods(), "goto.example")
        .write(listed);

    Map<String, String> pages = new TreeMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        pages.put(entry.getName(), new String(zip.readAllBytes(), UTF_8));
      }
    }
    assertThat(pages)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "docs/ü/index.html", new String(HtmlPages.page(TARGET), UTF_8),
                "b/index.html", new String(HtmlPages.page("https://example.org/"), UTF_8)));
  }
}
