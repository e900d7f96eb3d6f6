package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import gotourl.link.Condition.OfShare;
import gotourl.link.Explanation.OfCondition;
import gotourl.link.Rules.Valid;
import gotourl.visitor.ShareSalt;
import gotourl.visitor.Visitor;
import gotourl.visitor.Visitors;
import java.net.InetAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulesTest {

  private static final String IPHONE =
      "Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like"
          + " Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
  private static final String LINUX =
      "Mozilla/5.0 (X11; Linux x86_64; rv:144.0) Gecko/20100101 Firefox/144.0";
  private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

  private final Visitors visitors =
      new Visitors(address -> address == null ? null : "DE", ShareSalt.random());
  private final Visitor german =
      visitors.of(IPHONE, "de-CH,de;q=0.9,en;q=0.5", InetAddress.ofLiteral("192.0.2.7"), "a=1&b");
  private final Visitor french =
      visitors.of(LINUX, "fr,de;q=0", InetAddress.ofLiteral("2001:db8::7"), "");

  @Test
  void withoutRulesTheLinkDecides() {
    assertThat(Rules.NONE.isEmpty()).isTrue();
    assertThat(Rules.NONE.first(occasion(german))).isEmpty();
    assertThat(Rules.NONE.texts()).isEmpty();
  }

  @Test
  void theFirstRuleThatHoldsDecides() {
    Rules rules =
        rules(
            rule("https://a.example/", on("device", "android")),
            rule("https://b.example/", on("language", "de")),
            rule("https://c.example/", on("device", "mobile")));
    assertThat(target(rules, german)).contains("https://b.example/");
    assertThat(target(rules, french)).isEmpty();
  }

  @Test
  void allConditionsOfARuleMustHold() {
    Rules both = rules(rule("https://a.example/", on("device", "ios"), on("language", "en")));
    assertThat(target(both, german)).contains("https://a.example/");
    Rules oneNot =
        rules(
            rule("https://a.example/", on("device", "ios"), on("language", "fr")),
            rule("https://b.example/", on("language", "it"), on("device", "ios")));
    assertThat(target(oneNot, german)).isEmpty();
  }

  @Test
  void oneValueOfAListIsEnough() {
    assertHolds(german, on("device", "windows, mobile"), on("browser", "edge,safari"));
    assertHolds(german, on("language", "fr,de"), on("country", "at, de ,CH"));
    assertHolds(german, on("address", "10.0.0.0/8,192.0.2.0/24"));
    assertFails(german, on("device", "desktop,android"));
    assertFails(german, on("browser", "edge,chrome"));
    assertFails(german, on("language", "fr,de-AT"));
    assertFails(german, on("country", "AT,CH"));
    assertFails(german, on("address", "10.0.0.0/8,::/0"));
  }

  @Test
  void aDeviceOrBrowserIsWhatTheUserAgentSays() {
    assertHolds(french, on("device", "linux"), on("device", "desktop"), on("browser", "firefox"));
    assertFails(french, on("device", "mobile"));
    assertFails(french, on("browser", "safari"));
    assertHolds(visitors.of("", "", null, ""), on("browser", "other"));
  }

  @Test
  void aLanguageIsAcceptedWithAWeightAboveZero() {
    assertHolds(german, on("language", "de-CH"), on("language", "en"));
    assertFails(french, on("language", "de"));
  }

  @Test
  void aParameterMustBeThereAndMayHaveToHaveAValue() {
    assertHolds(german, parameter("a", null), parameter("a", "1"), parameter("b", ""));
    assertHolds(german, parameter("b", null));
    assertFails(german, parameter("a", ""));
    assertFails(german, parameter("a", "2"));
    assertFails(german, parameter("c", null));
    assertFails(french, parameter("a", null));
  }

  @Test
  void withoutAnAddressNothingHoldsThatIsAboutOne() {
    Visitor nowhere = visitors.of(IPHONE, "de", null, "");
    assertFails(nowhere, on("country", "DE"));
    assertFails(nowhere, on("address", "0.0.0.0/0,::/0"));
  }

  @Test
  void aDateHasItsBeginningAndNotItsEnd() {
    Condition day = condition(on("date", "2026-11-26T12:00:00Z/2026-11-27T12:00:00Z"));
    assertThat(day.holds(at(NOON.minusNanos(1)), 0)).isFalse();
    assertThat(day.holds(at(NOON), 0)).isTrue();
    assertThat(day.holds(at(NOON.plusSeconds(86_399)), 0)).isTrue();
    assertThat(day.holds(at(NOON.plusSeconds(86_400)), 0)).isFalse();
    Condition since = condition(on("date", "2026-11-26T13:00:00+01:00/.."));
    assertThat(since.holds(at(NOON.minusNanos(1)), 0)).isFalse();
    assertThat(since.holds(at(Instant.MAX.minusNanos(1)), 0)).isTrue();
    Condition before = condition(on("date", "../2026-11-26T12:00:00Z"));
    assertThat(before.holds(at(Instant.MIN), 0)).isTrue();
    assertThat(before.holds(at(NOON), 0)).isFalse();
  }

  @Test
  void aShareIsThatPartOfTheVisitorsAndEachStays() {
    Rules rules =
        rules(
            rule("https://a.example/", on("share", "20")),
            rule("https://b.example/", on("share", "50")));
    int[] led = new int[3];
    int count = 20_000;
    for (int i = 0; i < count; i++) {
      InetAddress address = InetAddress.ofLiteral("10." + (i >> 8) + "." + (i & 0xFF) + ".1");
      Optional<String> target = target(rules, visitors.of(IPHONE, "", address, ""));
      assertThat(target(rules, visitors.of(IPHONE, "de", address, "x"))).isEqualTo(target);
      led[target.map(t -> t.startsWith("https://a") ? 0 : 1).orElse(2)]++;
    }
    // Six standard deviations at most.
    assertThat((double) led[0] / count).isCloseTo(0.2, within(0.0213));
    assertThat((double) led[1] / count).isCloseTo(0.4, within(0.0213));
  }

  @Test
  void whoDrawsTheFirstNumberBeyondAShareIsNotInIt() {
    int draw = german.draw(7, 0);
    assertThat(new OfShare(draw).holds(occasion(german), 0)).isFalse();
    assertThat(new OfShare(draw + 1).holds(occasion(german), 0)).isTrue();
  }

  @Test
  void nobodyIsAmongNoneAndEverybodyAmongAll() {
    for (int i = 0; i < 1_000; i++) {
      InetAddress address = InetAddress.ofLiteral("10.0." + (i >> 8) + "." + (i & 0xFF));
      Visitor visitor = visitors.of("", "", address, "");
      assertFails(visitor, on("share", "0"));
      assertHolds(visitor, on("share", "100"));
    }
  }

  @Test
  void anExplanationAgreesWithTheDecisionAndSaysWhatEachConditionWentBy() {
    Rules rules =
        rules(
            rule("https://a.example/", on("device", "android"), on("browser", "safari")),
            rule("https://b.example/", on("language", "de"), on("country", "DE")),
            rule("https://c.example/", on("date", "../2026-01-01T00:00:00Z")),
            rule("https://d.example/", on("browser", "safari")));
    Explanation explanation = rules.explain(occasion(german));
    assertThat(explanation.decisive()).hasValue(1);
    assertThat(explanation.rules().stream().map(Explanation.OfRule::target))
        .containsExactly(
            "https://a.example/", "https://b.example/", "https://c.example/", "https://d.example/");
    assertThat(explanation.rules().stream().map(Explanation.OfRule::holds))
        .containsExactly(false, true, false, true);
    assertThat(explanation.rules().stream().flatMap(rule -> rule.conditions().stream()))
        .containsExactly(
            new OfCondition(on("device", "android"), false, "the device is ios"),
            new OfCondition(on("browser", "safari"), true, "the browser is safari"),
            new OfCondition(on("language", "de"), true, "of these languages one is accepted"),
            new OfCondition(on("country", "DE"), true, "the country is DE"),
            new OfCondition(
                on("date", "../2026-01-01T00:00:00Z"), false, "it is 2026-11-26T12:00:00Z"),
            new OfCondition(on("browser", "safari"), true, "the browser is safari"));
    assertThat(rules.explain(occasion(french)).decisive()).isEmpty();
  }

  @Test
  void anExplanationNamesNoAddress() {
    Rules rules =
        rules(
            rule(
                "https://a.example/",
                on("address", "192.0.2.0/24"),
                on("share", "50"),
                parameter("a", null)),
            rule("https://b.example/", on("address", "10.0.0.0/8"), on("language", "it")));
    Explanation explanation = rules.explain(occasion(german));
    assertThat(explanation.toString()).doesNotContain("192.0.2.7");
    List<String> facts = new ArrayList<>();
    explanation.rules().forEach(rule -> rule.conditions().forEach(c -> facts.add(c.fact())));
    assertThat(facts.get(0)).isEqualTo("the address is in one of these");
    assertThat(facts.get(1)).matches("the visitor drew [0-9]{1,2}(\\.[0-9]{1,2})?");
    assertThat(facts.get(2)).isEqualTo("the query has it");
    assertThat(facts.get(3)).isEqualTo("the address is in none of these");
    assertThat(facts.get(4)).isEqualTo("of these languages none is accepted");
  }

  @Test
  void rulesAreBoundedAndNeverWithoutAnyCondition() {
    Rule rule = new Rule("https://a.example/", List.of(condition(on("device", "ios"))));
    assertThat(new Rules(Collections.nCopies(Rules.RULES_MAX, rule)).rules())
        .hasSize(Rules.RULES_MAX);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rules(Collections.nCopies(Rules.RULES_MAX + 1, rule)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Rule("https://a.example/", List.of()));
  }

  private void assertHolds(Visitor visitor, ConditionText... texts) {
    for (ConditionText text : texts) {
      assertThat(condition(text).holds(occasion(visitor), 0)).as("%s", text).isTrue();
    }
  }

  private void assertFails(Visitor visitor, ConditionText text) {
    assertThat(condition(text).holds(occasion(visitor), 0)).as("%s", text).isFalse();
  }

  private Occasion at(Instant at) {
    return new Occasion(german, 7, at);
  }

  private static Occasion occasion(Visitor visitor) {
    return new Occasion(visitor, 7, NOON);
  }

  private static Optional<String> target(Rules rules, Visitor visitor) {
    return rules.first(occasion(visitor)).map(Rule::target);
  }

  private static Condition condition(ConditionText text) {
    return rules(rule("https://a.example/", text)).rules().getFirst().conditions().getFirst();
  }

  private static Rules rules(RuleText... texts) {
    return switch (Rules.read(List.of(texts))) {
      case Valid(Rules rules) -> rules;
      case Rules.Invalid invalid -> throw new AssertionError(invalid.faults());
    };
  }

  private static RuleText rule(String target, ConditionText... conditions) {
    return new RuleText(target, List.of(conditions));
  }

  private static ConditionText on(String type, String value) {
    return new ConditionText(type, null, value);
  }

  private static ConditionText parameter(String name, @Nullable String value) {
    return new ConditionText("query", name, value);
  }
}
