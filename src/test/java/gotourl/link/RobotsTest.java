package gotourl.link;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.MemoryStore;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RobotsTest {

  private static final String TO_NONE =
      "User-agent: *\nDisallow: /add\nDisallow: /-/\nDisallow: /\n";
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final Terms CRAWLABLE = Terms.NONE.withCrawlable(true);

  private final MemoryStore store = new MemoryStore();
  private final UrlPolicy policy =
      new UrlPolicy(new UrlPolicy.Options(BaseUrl.parse("goto.example"), Set.of()));
  private final Robots robots = new Robots(store, new Redirector(policy, InstantSource.fixed(NOW)));

  @Test
  void withoutAnInvitationTheyAreToLeaveEverythingAlone() {
    link("go", Terms.NONE);
    assertThat(robots.mayInvite(0)).isFalse();
    assertThat(Robots.toNone()).isEqualTo(TO_NONE);
    assertThat(robots.text(0)).isEqualTo(TO_NONE);
  }

  @Test
  void eachLinkThatInvitesThemHasALineNewestFirst() {
    link("plain", Terms.NONE);
    link("a", CRAWLABLE);
    link("docs/b", CRAWLABLE);
    assertThat(robots.mayInvite(0)).isTrue();
    assertThat(robots.text(0))
        .isEqualTo(
            """
            User-agent: *
            Allow: /docs/b$
            Allow: /a$
            Disallow: /add
            Disallow: /-/
            Disallow: /
            """);
  }

  @Test
  void aCodeIsEncodedAsInItsUrlAndIsNoPattern() {
    link("a*b$", CRAWLABLE);
    link("caf\u00e9/\ud83d\ude00", CRAWLABLE);
    link("-_.~!&'()*,;=x", CRAWLABLE);
    assertThat(allowed())
        .containsExactly("/-_.~!&'()%2A,;=x$", "/caf%C3%A9/%F0%9F%98%80$", "/a%2Ab%24$");
  }

  @Test
  void aLinkThatLeadsNowhereIsNotNamed() {
    link("disabled", CRAWLABLE.withEnabled(false));
    link("binned", CRAWLABLE.withBinned(true));
    link("expired", CRAWLABLE.withValidUntil(Optional.of(NOW)));
    link("early", CRAWLABLE.withValidSince(Optional.of(NOW.plusMillis(1))));
    link("in-force", CRAWLABLE.withValidSince(Optional.of(NOW)).withMaxVisits(1));
    link("used-up", CRAWLABLE.withMaxVisits(1));
    store.spend(key("used-up"), 5).toCompletableFuture().join();
    var _ = store.add(key("refused"), draft("javascript:alert(1)", CRAWLABLE));
    assertThat(allowed()).containsExactly("/in-force$");
  }

  @Test
  void eachDomainNamesItsOwn() {
    Domain other =
        ((Domains.Saved)
                store
                    .domains()
                    .make("d.example", false, Fallbacks.NONE)
                    .toCompletableFuture()
                    .join())
            .domain()
            .domain();
    link("here", CRAWLABLE);
    var _ = store.add(key(other, "there"), draft("https://example.org/", CRAWLABLE));
    assertThat(robots.text(0)).contains("/here$").doesNotContain("there");
    assertThat(robots.text(other.number())).contains("/there$").doesNotContain("/here$");
    assertThat(robots.mayInvite(other.number() + 1)).isFalse();
  }

  @Test
  void itEndsAtAWholeLineWithinWhatEveryCrawlerReads() {
    String code = "x".repeat(200);
    int count = Robots.BYTES_MAX / code.length() + 10;
    for (int i = 0; i < count; i++) {
      link(code + i, CRAWLABLE);
    }
    String text = robots.text(0);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    assertThat(bytes).isBetween(Robots.BYTES_MAX - code.length() - 20, Robots.BYTES_MAX);
    assertThat(text).endsWith("$\nDisallow: /add\nDisallow: /-/\nDisallow: /\n");
    List<String> named = allowed();
    assertThat(named).hasSizeLessThan(count).startsWith("/" + code + (count - 1) + "$");
    assertThat(named).allMatch(line -> line.matches("/x{200}\\d+\\$"));
  }

  private List<String> allowed() {
    List<String> paths = new ArrayList<>();
    for (String line : robots.text(0).lines().toList()) {
      if (line.startsWith("Allow: ")) {
        paths.add(line.substring("Allow: ".length()));
      }
    }
    return paths;
  }

  private void link(String code, Terms terms) {
    assertThat(store.add(key(code), draft("https://example.org/", terms)).toCompletableFuture())
        .isCompletedWithValueMatching(LinkStore.Saved.class::isInstance);
  }

  private static Draft draft(String target, Terms terms) {
    return new Draft(target, terms, About.NOTHING, Draft.NOBODY);
  }
}
