package gotourl.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.BaseUrl;
import gotourl.link.ConditionText;
import gotourl.link.Domain;
import gotourl.link.DomainList;
import gotourl.link.Fallbacks;
import gotourl.link.NamedDomain;
import gotourl.link.PasswordHash;
import gotourl.link.RuleText;
import gotourl.link.Rules;
import gotourl.link.Terms;
import gotourl.link.UrlPolicy;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PodLinksTest {

  private static final Instant NOW = Instant.parse("2024-06-01T00:00:00Z");
  private static final Instant LATER = Instant.parse("2030-01-01T00:00:00Z");
  private static final String TARGET = "https://example.com/";

  private static final NamedDomain MAIN = NamedDomain.ofDefault(Domain.ofDefault(false));
  private static final NamedDomain OTHER =
      new NamedDomain(new Domain(3, false), "go.example", Fallbacks.NONE);

  private final ListedLinks listed = new ListedLinks(new DomainList(MAIN, List.of(OTHER)));
  private final List<String> unsaid = new ArrayList<>();

  private final PodLinks pods =
      new PodLinks(
          new UrlPolicy(new UrlPolicy.Options(BaseUrl.parse("goto.example"), Set.of())),
          NOW,
          307,
          unsaid::add);

  private List<PodLink> judged() throws IOException {
    List<PodLink> judged = new ArrayList<>();
    listed.forEach((link, domain) -> pods.judge(link, domain).ifPresent(judged::add));
    return judged;
  }

  @Test
  void aPlainLinkRedirectsAsTheServerDoes() throws IOException {
    listed.add("a", TARGET);

    assertThat(judged()).containsExactly(new PodLink(MAIN, "a", TARGET, 307, false, List.of()));
    assertThat(unsaid).isEmpty();
  }

  @Test
  void whatNeedsAServerIsLeftOutAndNamed() throws IOException {
    listed.add("p", TARGET, Terms.NONE.withPassword(Optional.of(password())));
    listed.add("m", TARGET, Terms.NONE.withMaxVisits(3));
    listed.add("d", TARGET, Terms.NONE.withEnabled(false));
    listed.add("b", TARGET, Terms.NONE.withBinned(true));
    listed.add("e", TARGET, Terms.NONE.withValidUntil(Optional.of(NOW)));
    listed.add("s", TARGET, Terms.NONE.withValidSince(Optional.of(LATER)));
    listed.add(OTHER, "t", "javascript:alert(1)", Terms.NONE);

    assertThat(judged()).isEmpty();
    assertThat(unsaid)
        .containsExactly(
            "code \"p\" is left out: it has a password",
            "code \"m\" is left out: its visits are counted, and nobody would count them",
            "code \"d\" is left out: it is disabled",
            "code \"b\" is left out: it is in the bin",
            "code \"e\" is left out: it is not valid any more",
            "code \"s\" is left out: it is not valid yet",
            "code \"t\" of go.example is left out: where it leads may be no target, or no longer");
  }

  @Test
  void whatIsSaidLessExactlyIsNamedInOneLine() throws IOException {
    listed.add(
        "a",
        TARGET,
        Terms.NONE
            .withRedirectStatus(301)
            .withForwardsQuery(true)
            .withValidSince(Optional.of(NOW))
            .withValidUntil(Optional.of(LATER))
            .withCacheSeconds(60)
            .withRules(rules()));
    List<PodLink> judged = judged();
    assertThat(judged).hasSize(1);
    assertThat(judged.getFirst().status()).isEqualTo(301);
    assertThat(judged.getFirst().forwardsQuery()).isTrue();
    assertThat(unsaid).isEmpty();

    pods.take(judged.getFirst(), List.of("and more"));

    assertThat(unsaid)
        .containsExactly(
            "code \"a\": its rules are not in it, only where it leads otherwise;"
                + " it does not end at 2030-01-01T00:00:00Z;"
                + " how long it may be kept by caches is not in it; and more");
    assertThat(pods.count()).isEqualTo(1);
  }

  @Test
  void aDomainThatLeadsElsewhereIsNamed() {
    Fallbacks fallbacks =
        new Fallbacks(
            Optional.of("https://example.com/"), Optional.empty(), Optional.empty(), false);

    pods.tellOf(new DomainList(MAIN, List.of(OTHER, OTHER.withFallbacks(fallbacks))));

    assertThat(unsaid)
        .containsExactly(
            "domain go.example: where its address alone, unknown and expired codes lead is left"
                + " out");
  }

  private static PasswordHash password() {
    return new PasswordHash("pbkdf2-sha256$1$" + "a".repeat(22) + '$' + "b".repeat(43));
  }

  private static Rules rules() {
    RuleText rule =
        new RuleText("https://example.org/", List.of(new ConditionText("device", null, "android")));
    return ((Rules.Valid) Rules.read(List.of(rule))).rules();
  }
}
