package gotourl.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.BaseUrl;
import gotourl.link.Fallbacks;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.NamedDomain;
import gotourl.link.ShortUrls;
import gotourl.link.Terms;
import gotourl.link.UrlPolicy;
import gotourl.support.MemoryStore;
import gotourl.support.Seed;
import gotourl.transfer.RedirectsFile.Rule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NetlifyRedirectsTest {

  private static final UrlPolicy POLICY =
      new UrlPolicy(
          new UrlPolicy.Options(BaseUrl.parse("https://goto.example:8443"), Set.of("mailto")));

  private static final String CODES = "aZ0-_.~!$&'()*,;=+/éß😀";
  private static final String TARGETS = "aZ0-_.~!$&'()*,;=+/é😀:#? \"<>`{}|\\^%@[]";

  private final MemoryStore store = new MemoryStore();
  private final List<String> unsaid = new ArrayList<>();
  private final ListedLinks listed;
  private final NamedDomain other;

  NetlifyRedirectsTest() {
    var _ = store.domains().make("go.example", false, Fallbacks.NONE).toCompletableFuture().join();
    listed = new ListedLinks(store.domains().now());
    other = store.domains().now().named("go.example").orElseThrow();
  }

  private List<Rule> written() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ShortUrls urls = new ShortUrls(BaseUrl.parse("https://goto.example:8443"), store.domains());
    PodLinks pods = new PodLinks(POLICY, Instant.EPOCH, 302, unsaid::add);
    long count = new NetlifyRedirects(out, pods, urls, unsaid::add).write(listed);
    List<Rule> rules = RedirectsFile.read(out.toString(UTF_8));
    assertThat(rules).hasSize((int) count);
    return rules;
  }

  @Test
  void aLinkIsAPathAUrlAndAStatus() throws IOException {
    listed.add("a/ü", "https://example.com/#x");
    listed.add(other, "b", "https://example.com/b", Terms.NONE.withRedirectStatus(301));

    assertThat(written())
        .containsExactly(
            new Rule("/a/%C3%BC", "https://example.com/#x", 302),
            new Rule("https://go.example:8443/b", "https://example.com/b", 301));
    assertThat(unsaid)
        .containsExactly("code \"b\" of go.example: Cloudflare Pages knows no other domains");
  }

  @Test
  void whatTheFormHasAnotherMeaningForIsLeftOutAndNamed() throws IOException {
    listed.add("a*", "https://example.com/");
    listed.add("b", "https://example.com/:splat");
    listed.add("c", "mailto:a@example.com");
    listed.add("d/:x", "https://example.com/");
    listed.add("e f", "https://example.com/");

    assertThat(written()).isEmpty();
    assertThat(unsaid).hasSize(5).allMatch(line -> line.contains(" is left out: "));
  }

  @Test
  void whatOneHostDoesNotKnowIsNamed() throws IOException {
    listed.add("a", "https://example.com/", Terms.NONE.withRedirectStatus(308));
    listed.add("b", "https://example.com/" + "b".repeat(1_000));
    listed.add("c", "https://example.com/?c", Terms.NONE.withForwardsQuery(true));

    assertThat(written()).hasSize(3);
    assertThat(unsaid)
        .containsExactly(
            "code \"a\": Netlify may not know the status 308",
            "code \"b\": Cloudflare Pages takes no line as long",
            "code \"c\": the query of a request may not go along");
  }

  @Test
  void moreLinesThanCloudflareTakesAreSaid() throws IOException {
    for (int i = 0; i <= NetlifyRedirects.CLOUDFLARE_LINES_MAX; i++) {
      listed.add("c" + i, "https://example.com/");
    }
    assertThat(written()).hasSize(2_001);
    assertThat(unsaid)
        .containsExactly("the file has 2001 lines, of which Cloudflare Pages takes the first 2000");
  }

  /** What is read is what was meant, link by link, whatever the link is. */
  @Test
  void aStrictReaderFindsEachLinkThatIsNotNamed() throws IOException {
    Random random = new Random(Seed.next("NetlifyRedirectsTest"));
    for (int i = 0; i < 20_000; i++) {
      String code = text(random, CODES, 1 + random.nextInt(8));
      String target = "https://example.com/" + text(random, TARGETS, random.nextInt(20));
      if (Key.parse(store.domain(), code) instanceof Key.Valid(Key key)
          && POLICY.check(target) instanceof UrlPolicy.Accepted(String accepted)) {
        listed.add(key.code(), accepted);
      }
    }
    List<Rule> rules = written();
    List<Link> left = new ArrayList<>();
    int at = 0;
    for (Link link : listed.links) {
      Optional<Rule> next = at < rules.size() ? Optional.of(rules.get(at)) : Optional.empty();
      if (next.filter(rule -> code(rule).equals(link.key().code())).isPresent()) {
        assertThat(next.get().to()).isEqualTo(link.target());
        at++;
      } else {
        left.add(link);
      }
    }
    assertThat(at).isEqualTo(rules.size()).isGreaterThan(5_000);
    assertThat(unsaid.stream().filter(line -> line.contains(" is left out: "))).hasSameSizeAs(left);
    assertThat(left).allMatch(link -> link.key().code().contains("*"));
  }

  private static String code(Rule rule) {
    return URLDecoder.decode(rule.from().substring(1).replace("+", "%2B"), UTF_8);
  }

  private static String text(Random random, String of, int length) {
    int[] points = of.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }
}
