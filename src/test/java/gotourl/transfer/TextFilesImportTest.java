package gotourl.transfer;

import static gotourl.support.Keys.key;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.About;
import gotourl.link.BaseUrl;
import gotourl.link.Domain;
import gotourl.link.DomainList;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.Link;
import gotourl.link.LinkStates;
import gotourl.link.LinkStore;
import gotourl.link.Listing;
import gotourl.link.Manner;
import gotourl.link.Origin;
import gotourl.link.ShortUrls;
import gotourl.link.TagName;
import gotourl.link.Tags;
import gotourl.link.Terms;
import gotourl.link.UrlPolicy;
import gotourl.support.MemoryCredentials;
import gotourl.support.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a store has of text files once they are brought in. */
class TextFilesImportTest {

  private static final UrlPolicy POLICY =
      new UrlPolicy(new UrlPolicy.Options(BaseUrl.parse("goto.example"), Set.of()));

  private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");

  private final MemoryStore store = new MemoryStore();
  private final List<String> left = new ArrayList<>();

  @Test
  void ourOwnCsvMakesTheSameLinksAgain() throws IOException {
    MemoryStore before = new MemoryStore();
    before.domains().make("other.example", false, Fallbacks.NONE).toCompletableFuture().join();
    Terms terms =
        Terms.NONE
            .withValidUntil(Optional.of(Instant.parse("2030-01-01T00:00:00.001Z")))
            .withRedirectStatus(308)
            .withMaxVisits(5);
    Tags tags = Tags.of(List.of(((TagName.Valid) TagName.parse("=a;b|c")).name()));
    About about = new About("=title", "'note\r\n-1", tags, 7);
    Origin origin =
        new Origin(Origin.NO_NUMBER, 3, Optional.of(NOW), Optional.of(NOW.plusSeconds(1)), 4);
    add(before, 0, "plain", Draft.to("https://example.com/"), Origin.at(NOW));
    add(before, 1, "=1+1", new Draft("https://example.com/f", terms, about, 0), origin);
    add(before, 0, "=1+1", new Draft("https://b/", Terms.NONE.withBinned(true), about, 0), origin);
    byte[] file = export(before);

    assertThat(bringIn(csv(file), new DomainChoice.Own()).added()).isEqualTo(3);
    assertThat(left).isEmpty();
    assertThat(links(store)).isEqualTo(links(before));
    assertThat(export(store)).asString(UTF_8).isEqualTo(new String(file, UTF_8));
    assertThat(bringIn(csv(file), new DomainChoice.Own()).same()).isEqualTo(3);
  }

  @Test
  void aDumpOfYourlsComesInOnceAndTellsWhatStaysOut() throws IOException {
    Report report = bringIn(yourls("phpmyadmin.sql"), main());

    assertThat(report).isEqualTo(new Report(2, 0, 0, 0, 1, 1));
    assertThat(left)
        .satisfiesExactly(
            row -> assertThat(row).startsWith("line 20: code \"add\": the server keeps this code"),
            row ->
                assertThat(row)
                    .startsWith("line 21: code \"yourls\" leads to \"https://yourls.org/\""));
    assertThat(link("yourls").about().importedVisits()).isEqualTo(5);
    assertThat(link("yourls").created()).isEqualTo("2024-02-01T12:00:00Z");
    assertThat(bringIn(yourls("phpmyadmin.sql"), main())).isEqualTo(new Report(0, 2, 0, 0, 1, 1));
  }

  @Test
  void aCsvOfShlinkComesInWithItsLongestCode() throws IOException {
    Report report = bringIn(csv(bytes("csv/shlink-web.csv")), main());

    assertThat(report).isEqualTo(new Report(3, 0, 0, 0, 0, 1));
    assertThat(left).singleElement().asString().startsWith("line 4: code \"add\" of \"s.test\"");
    assertThat(link("x".repeat(255)).target()).isEqualTo("https://example.com/long");
    assertThat(link("a/b/c").target()).isEqualTo("https://example.com/deep");
    assertThat(link("abc").about().tags().names()).hasToString("[one, two words]");
  }

  private Report bringIn(Source source, DomainChoice choice) throws IOException {
    left.clear();
    return new Transfer(store, new MemoryCredentials(), POLICY, time -> {})
        .importing("a file", ImportOptions.USUAL, this::note)
        .run(source, choice);
  }

  private void note(RowReport row) {
    if (row.outcome().isLeft()) {
      left.add(row.toString());
    }
  }

  private static DomainChoice main() {
    return new DomainChoice.Named(Domain.DEFAULT_NAME);
  }

  private static Source csv(byte[] file) {
    return new CsvSource(new ByteArrayInputStream(file), Reading.USUAL);
  }

  private static Source yourls(String name) throws IOException {
    return new YourlsDump(new ByteArrayInputStream(bytes("yourls/" + name)), Reading.USUAL);
  }

  private static byte[] bytes(String name) throws IOException {
    try (InputStream in = Files.newInputStream(Path.of("src/test/resources/import", name))) {
      return in.readAllBytes();
    }
  }

  private static byte[] export(MemoryStore store) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ShortUrls urls = new ShortUrls(BaseUrl.parse("goto.example"), store.domains());
    new CsvForm(out, urls, new LinkStates(NOW, store::visits), _ -> {})
        .write(
            new Departures() {
              @Override
              public DomainList domains() {
                return store.domains().now();
              }

              @Override
              public void forEach(Each each) throws IOException {
                for (Link link : links(store)) {
                  each.link(link, domains().of(link.key().domain()).orElseThrow());
                }
              }
            });
    return out.toByteArray();
  }

  private static List<Link> links(MemoryStore store) {
    Listing all = Listing.first(Listing.Order.OLDEST, Listing.LIMIT_MAX);
    return ((LinkStore.Page) store.list(all).join()).links();
  }

  private Link link(String code) {
    return store.find(key(code)).toCompletableFuture().join().orElseThrow();
  }

  private static void add(MemoryStore store, int domain, String code, Draft draft, Origin origin) {
    Domain of = store.domains().now().of(domain).orElseThrow().domain();
    assertThat(store.add(key(of, code), draft, Manner.from(origin)).toCompletableFuture().join())
        .isInstanceOf(LinkStore.Saved.class);
  }
}
