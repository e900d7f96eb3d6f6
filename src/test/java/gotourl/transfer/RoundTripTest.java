package gotourl.transfer;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Grant;
import gotourl.access.Kept;
import gotourl.access.Limits;
import gotourl.access.Scope;
import gotourl.access.SecretHash;
import gotourl.link.About;
import gotourl.link.BaseUrl;
import gotourl.link.ConditionText;
import gotourl.link.Domain;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkFilter;
import gotourl.link.LinkStore;
import gotourl.link.Manner;
import gotourl.link.NamedDomain;
import gotourl.link.Origin;
import gotourl.link.PasswordHash;
import gotourl.link.RuleText;
import gotourl.link.Rules;
import gotourl.link.TagName;
import gotourl.link.Tags;
import gotourl.link.Terms;
import gotourl.link.UrlPolicy;
import gotourl.support.MemoryCredentials;
import gotourl.support.MemoryStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What leaves comes in again as it was, to the byte. */
class RoundTripTest {

  private static final UrlPolicy POLICY =
      new UrlPolicy(new UrlPolicy.Options(new BaseUrl("http", "localhost:3000"), Set.of()));

  private static final Instant THEN = Instant.parse("2012-03-04T05:06:07.089Z");

  private static final PasswordHash PASSWORD =
      new PasswordHash("pbkdf2-sha256$210000$" + "A".repeat(22) + "$" + "B".repeat(43));

  private final List<String> left = new ArrayList<>();

  /** A server with its credentials. */
  private static final class Server {
    final MemoryStore store = new MemoryStore();
    final MemoryCredentials credentials = new MemoryCredentials();
    final Transfer transfer = new Transfer(store, credentials, POLICY, time -> {});

    byte[] export(boolean isSensitive) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        transfer.exporting(LinkFilter.ALL).everything(out, isSensitive);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
      return out.toByteArray();
    }
  }

  private Report bringIn(Server server, byte[] export) throws IOException {
    return server
        .transfer
        .importing("export", ImportOptions.USUAL, this::note)
        .run(new ByteArrayInputStream(export));
  }

  private void note(RowReport row) {
    if (row.outcome().isLeft()) {
      left.add(row.toString());
    }
  }

  private static TagName tag(String name) {
    return ((TagName.Valid) TagName.parse(name)).name();
  }

  /** With one of everything that there is. */
  private static Server full() {
    Server server = new Server();
    MemoryStore store = server.store;
    server.credentials.replaceOperators(
        new Grant("admin", Set.of(Scope.ADMIN), Limits.NONE, null), hash(1));
    server.credentials.add(
        new Grant(
            "shop \"é\"",
            Set.of(Scope.READ, Scope.CREATE),
            new Limits(Set.of("go.example"), Set.of("b", "a"), 300),
            Instant.parse("2030-01-01T00:00:00Z")),
        hash(2));
    server.credentials.add(new Grant("gone", Set.of(Scope.READ), Limits.NONE, null), hash(3));
    server.credentials.revoke(3);
    NamedDomain domain =
        ((gotourl.link.Domains.Saved)
                store
                    .domains()
                    .make(
                        "go.example",
                        true,
                        new Fallbacks(
                            Optional.of("https://example.com/"),
                            Optional.empty(),
                            Optional.of("https://example.com/expired"),
                            true))
                    .toCompletableFuture()
                    .join())
            .domain();
    store
        .domains()
        .change(
            Domain.DEFAULT_NUMBER, _ -> Fallbacks.NONE.withUnknown(Optional.of("https://u.org/")))
        .toCompletableFuture()
        .join();
    store.tags().make(tag("nobody's"));
    store.claim(7, 0, 64);
    add(store, key("plain"), Draft.to("https://example.com/"), Origin.HERE);
    add(
        store,
        key(domain.domain(), "Ümläut/😀"),
        new Draft("https://example.com/%F0?q=%22%27#x", terms(), about(), 2),
        new Origin(9, 4, Optional.of(THEN), Optional.of(THEN.plusMillis(1)), 3));
    add(
        store,
        key("binned"),
        new Draft("http://a/", Terms.NONE.withBinned(true).withEnabled(false), About.NOTHING, 0),
        Origin.at(THEN));
    add(store, key("gone"), Draft.to("http://gone/"), Origin.HERE);
    store.remove(key("gone"), LinkStore.ANY_VERSION).toCompletableFuture().join();
    return server;
  }

  private static void add(MemoryStore store, Key key, Draft draft, Origin origin) {
    assertThat(store.add(key, draft, Manner.from(origin)).toCompletableFuture().join())
        .isInstanceOf(LinkStore.Saved.class);
  }

  private static Terms terms() {
    Rules rules =
        ((Rules.Valid)
                Rules.read(
                    List.of(
                        new RuleText(
                            "https://example.com/de",
                            List.of(
                                new ConditionText("language", null, "de"),
                                new ConditionText("query", "a", null))))))
            .rules();
    return Terms.NONE
        .withValidSince(Optional.of(THEN))
        .withValidUntil(Optional.of(THEN.plusSeconds(5)))
        .withForwardsQuery(true)
        .withRedirectStatus(308)
        .withCacheSeconds(60)
        .withCrawlable(true)
        .withMaxVisits(10)
        .withPassword(Optional.of(PASSWORD))
        .withRules(rules);
  }

  private static About about() {
    return new About(
        "=title, \"quoted\"",
        "two\nlines\u2028 and \u0001",
        Tags.of(List.of(tag("News"), tag("a b"))),
        12_345);
  }

  private static SecretHash hash(int fill) {
    byte[] bytes = new byte[SecretHash.BYTES];
    java.util.Arrays.fill(bytes, (byte) fill);
    return SecretHash.of(bytes);
  }

  @Test
  void whatIsSensitiveMakesTheSameServerAgain() throws IOException {
    Server first = full();
    byte[] export = first.export(true);
    Server second = new Server();
    second.credentials.replaceOperators(
        new Grant("admin", Set.of(Scope.ADMIN), Limits.NONE, null), hash(9));

    assertThat(bringIn(second, export)).isEqualTo(new Report(3, 0, 0, 0, 0, 0));

    assertThat(left).isEmpty();
    assertThat(new String(second.export(true), StandardCharsets.UTF_8))
        .isEqualTo(new String(export, StandardCharsets.UTF_8));
    assertThat(second.store.secret()).isEqualTo(first.store.secret());
    assertThat(second.store.nextNumber()).isEqualTo(first.store.nextNumber());
    assertThat(second.store.visits(9)).isEqualTo(3);
    assertThat(second.credentials.nextNumber()).isEqualTo(4);
    assertThat(second.credentials.find(hash(2)).map(Kept::expires))
        .contains(Instant.parse("2030-01-01T00:00:00Z"));
    assertThat(second.credentials.find(hash(9))).as("the new server's own").isPresent();
  }

  @Test
  void whatIsNotSensitiveComesBackTheSame() throws IOException {
    Server first = full();
    first.store.remove(
        key(first.store.domains().now().named("go.example").orElseThrow().domain(), "ümläut/😀"),
        LinkStore.ANY_VERSION);
    byte[] export = first.export(false);
    Server second = new Server();

    bringIn(second, export);

    assertThat(left).isEmpty();
    assertThat(new String(second.export(false), StandardCharsets.UTF_8))
        .isEqualTo(new String(export, StandardCharsets.UTF_8));
    assertThat(new String(export, StandardCharsets.UTF_8))
        .doesNotContain("hash")
        .doesNotContain("secret");
  }

  @Test
  void aLinkWhosePasswordIsNotInTheExportStaysOutside() throws IOException {
    Server second = new Server();

    Report report = bringIn(second, full().export(false));

    assertThat(report.refused()).isEqualTo(1);
    assertThat(left)
        .singleElement()
        .asString()
        .contains("\"ümläut/😀\" is locked by a password that is not in the export");
    assertThat(second.store.size()).isEqualTo(2);
  }

  @Test
  void theSameExportTwiceChangesNothing() throws IOException {
    byte[] export = full().export(true);
    Server second = new Server();
    bringIn(second, export);
    byte[] before = second.export(true);

    assertThat(bringIn(second, export)).isEqualTo(new Report(0, 3, 0, 0, 0, 0));

    assertThat(second.export(true)).isEqualTo(before);
    assertThat(left).isEmpty();
  }

  /** As after a kill in the middle: whatever of it was saved, the same again makes it whole. */
  @Test
  void anExportCutAnywhereIsMadeWholeByTheSameAgain() throws IOException {
    byte[] export = full().export(true);
    for (int cut = 0; cut < export.length; cut++) {
      Server second = new Server();
      bringIn(second, java.util.Arrays.copyOf(export, cut));
      bringIn(second, export);
      assertThat(second.export(true)).as("cut at %d", cut).isEqualTo(export);
    }
  }

  @Test
  void aTornExportIsNamed() throws IOException {
    byte[] export = full().export(true);
    String whole = new String(export, StandardCharsets.UTF_8);
    String torn = whole.substring(0, whole.indexOf("{\"type\":\"end\""));

    bringIn(new Server(), torn.getBytes(StandardCharsets.UTF_8));

    assertThat(left).singleElement().asString().contains("the export is torn");
  }

  @Test
  void aLineThatIsMissingInTheMiddleIsNoticed() throws IOException {
    String whole = new String(full().export(true), StandardCharsets.UTF_8);
    String without =
        whole
            .lines()
            .filter(line -> !line.contains("\"plain\""))
            .collect(java.util.stream.Collectors.joining("\n"));

    bringIn(new Server(), without.getBytes(StandardCharsets.UTF_8));

    assertThat(left)
        .singleElement()
        .asString()
        .contains("there were 3 links in the export, and 2 stand before its last line");
  }

  @Test
  void aRevokedSecretDoesNotComeBack() throws IOException {
    byte[] export = full().export(true);
    Server second = new Server();
    bringIn(second, export);
    second.credentials.revoke(2);

    bringIn(second, export);

    assertThat(second.credentials.find(hash(2))).isEmpty();
    assertThat(left).singleElement().asString().contains("its number 2 was given here before");
  }

  @Test
  void aServerThatHasGivenOutCodesKeepsItsSecretAndSaysSo() throws IOException {
    Server second = new Server();
    second.store.claim(7, 0, 1);
    byte[] other = second.store.secret();

    String export = new String(full().export(true), StandardCharsets.UTF_8);
    String changed = export.replaceFirst("\"secret\":\"....", "\"secret\":\"AAAA");
    bringIn(second, changed.getBytes(StandardCharsets.UTF_8));

    assertThat(second.store.secret()).isEqualTo(other);
    assertThat(left).singleElement().asString().contains("codes were given out here");
    assertThat(second.store.size()).isEqualTo(3);
  }

  @Test
  void aServerThatTellsCasesApartTakesNoneOfOneThatDoesNot() {
    String export = "{\"type\":\"export\",\"format\":1,\"caseSensitive\":false}\n";
    org.assertj.core.api.Assertions.assertThatThrownBy(
            () -> bringIn(new Server(), export.getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(TransferException.class)
        .hasMessageContaining("-case-insensitive");
  }

  @Test
  void aMemberThatIsNotKnownMakesItsRowNone() throws IOException {
    Server second = new Server();
    bringIn(
        second,
        "{\"shortCode\":\"a\",\"longUrl\":\"http://a/\",\"colour\":\"red\"}\n{\"shortCode\":\"b\",\"longUrl\":\"http://b/\"}"
            .getBytes(StandardCharsets.UTF_8));
    assertThat(left).containsExactly("line 1: a member \"colour\" that is not known");
    assertThat(second.store.size()).isEqualTo(1);
  }

  @Test
  void linesWithoutATypeAreLinks() throws IOException {
    Server second = new Server();
    Report report =
        bringIn(
            second,
            "\n {\"shortCode\":\"a\",\"longUrl\":\"http://a/\",\"tags\":[\"x\"]} \r\n"
                .getBytes(StandardCharsets.UTF_8));
    assertThat(report.added()).isEqualTo(1);
    Link link = second.store.find(key("a")).toCompletableFuture().join().orElseThrow();
    assertThat(link.about().tags().names()).containsExactly(tag("x"));
  }
}
