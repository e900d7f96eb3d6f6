package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.Key.Valid;
import gotourl.link.Redirector.Charge;
import gotourl.link.Redirector.Decision;
import gotourl.link.Redirector.Follow;
import gotourl.link.Redirector.FollowOnTerms;
import gotourl.link.Redirector.Unknown;
import gotourl.visitor.Visitor;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RedirectorTest {

  private static final String TARGET = "https://example.com/a?b#c";
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private final Redirector redirector =
      new Redirector(
          new UrlPolicy(new UrlPolicy.Options(BaseUrl.parse("localhost:3000"), Set.of())),
          InstantSource.fixed(NOW));

  @Test
  void aPlainLinkLeadsToItsTarget() {
    assertThat(decide(TARGET, Terms.NONE)).isEqualTo(new Follow(TARGET));
  }

  @Test
  void aTargetThatThePolicyForbidsByNowIsUnknown() {
    for (String target :
        new String[] {
          "mailto:a@example.com", "javascript:alert(1)", "http://example.com/\r\nX: y"
        }) {
      assertThat(decide(target, Terms.NONE)).isEqualTo(Unknown.UNKNOWN);
      assertThat(decide(target, terms(null, null, 301, 60))).isEqualTo(Unknown.UNKNOWN);
    }
  }

  @Test
  void aDisabledLinkIsUnknown() {
    assertThat(decide(TARGET, flags(false, false))).isEqualTo(Unknown.UNKNOWN);
  }

  @Test
  void aLinkInTheBinIsUnknown() {
    assertThat(decide(TARGET, flags(true, true))).isEqualTo(Unknown.UNKNOWN);
  }

  @Test
  void aLinkIsUnknownUntilItIsValid() {
    assertThat(decide(TARGET, terms(NOW.plusMillis(1), null, 0, 0))).isEqualTo(Unknown.UNKNOWN);
    assertThat(decide(TARGET, terms(NOW, null, 0, 0)))
        .isEqualTo(new FollowOnTerms(TARGET, 0, 0, false));
  }

  @Test
  void aLinkIsUnknownFromTheMomentItExpires() {
    assertThat(decide(TARGET, terms(null, NOW, 0, 0))).isEqualTo(Unknown.UNKNOWN);
    assertThat(decide(TARGET, terms(null, NOW.plusMillis(1), 0, 0)))
        .isEqualTo(new FollowOnTerms(TARGET, 0, 0, false));
  }

  @Test
  void aLinkHasAStatusAndAnAgeOfItsOwn() {
    assertThat(decide(TARGET, terms(null, null, 308, 60)))
        .isEqualTo(new FollowOnTerms(TARGET, 308, 60, false));
  }

  @Test
  void noAnswerIsKeptForLongerThanTheLinkIsValid() {
    assertThat(decide(TARGET, terms(null, NOW.plusMillis(9_999), 301, 60)))
        .isEqualTo(new FollowOnTerms(TARGET, 301, 9, false));
    assertThat(decide(TARGET, terms(null, Terms.TIME_MAX, 301, 60)))
        .isEqualTo(new FollowOnTerms(TARGET, 301, 60, false));
  }

  @Test
  void aLinkWithALimitAsksForAVisitAndIsNeverKept() {
    assertThat(decide(TARGET, terms(null, null, 301, 60).withMaxVisits(7)))
        .isEqualTo(new Charge(new FollowOnTerms(TARGET, 301, 0, false)));
    assertThat(decide(TARGET, terms(null, NOW, 0, 0).withMaxVisits(7))).isEqualTo(Unknown.UNKNOWN);
    assertThat(decide("javascript:alert(1)", Terms.NONE.withMaxVisits(7)))
        .isEqualTo(Unknown.UNKNOWN);
  }

  @Test
  void onlyAPlainLinkIsDecidedTheShortWay() {
    assertThat(redirector.decidePlain(link(TARGET, Terms.NONE))).contains(new Follow(TARGET));
    assertThat(redirector.decidePlain(link("javascript:alert(1)", Terms.NONE))).isEmpty();
    assertThat(redirector.decidePlain(link(TARGET, terms(null, null, 301, 0)))).isEmpty();
  }

  @Test
  void aQueryGoesAlongOnlyIfTheLinkSaysSo() {
    Terms forwards = Terms.NONE.withForwardsQuery(true);
    assertThat(redirector.decide(link(TARGET, forwards), asking("c=d")))
        .isEqualTo(new FollowOnTerms("https://example.com/a?b&c=d#c", 0, 0, false));
    assertThat(redirector.decide(link(TARGET, forwards), asking("")))
        .isEqualTo(new FollowOnTerms(TARGET, 0, 0, false));
    assertThat(redirector.decide(link(TARGET, Terms.NONE), asking("c=d")))
        .isEqualTo(new Follow(TARGET));
  }

  @Test
  void aQueryThatIsTooLongStaysBehind() {
    String query = "c=" + "d".repeat(UrlPolicy.TARGET_LENGTH_MAX);
    assertThat(redirector.decide(link(TARGET, Terms.NONE.withForwardsQuery(true)), asking(query)))
        .isEqualTo(new FollowOnTerms(TARGET, 0, 0, false));
  }

  private Decision decide(String target, Terms terms) {
    return redirector.decide(link(target, terms), asking(""));
  }

  /** Whoever asks without rules is not looked at. */
  private static Inquiry asking(String query) {
    return new Inquiry() {
      @Override
      public String query() {
        return query;
      }

      @Override
      public Visitor visitor() {
        throw new AssertionError("nobody asked for him");
      }
    };
  }

  private static Link link(String target, Terms terms) {
    return switch (Key.parse(Domain.ofDefault(false), "abc")) {
      case Valid(Key key) ->
          new Link(
              0,
              1,
              key,
              new Draft(target, terms, About.NOTHING, Draft.NOBODY),
              Instant.EPOCH,
              Instant.EPOCH);
      case Key.Invalid invalid -> throw new AssertionError(invalid.fault());
    };
  }

  private static Terms flags(boolean enabled, boolean binned) {
    return Terms.NONE.withEnabled(enabled).withBinned(binned);
  }

  private static Terms terms(
      @Nullable Instant since, @Nullable Instant until, int status, int cacheSeconds) {
    return Terms.NONE
        .withValidSince(Optional.ofNullable(since))
        .withValidUntil(Optional.ofNullable(until))
        .withRedirectStatus(status)
        .withCacheSeconds(cacheSeconds);
  }
}
