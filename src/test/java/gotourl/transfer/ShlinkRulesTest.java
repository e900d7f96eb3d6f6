package gotourl.transfer;

import static gotourl.support.PretendApi.quoted;
import static gotourl.transfer.ShlinkReading.BEGINNING;
import static gotourl.transfer.ShlinkReading.orNull;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.ConditionText;
import gotourl.link.RuleText;
import gotourl.support.PretendApi;
import gotourl.support.PretendApi.Fault;
import gotourl.support.PretendShlink.Link;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShlinkRulesTest {

  private final ShlinkReading reading = new ShlinkReading("ShlinkRulesTest");

  @AfterEach
  void stop() {
    reading.close();
  }

  @Test
  void targetsOfDevicesBecomeRules() throws IOException {
    reading.shlink.add(
        Link.of("a", "https://example.org", BEGINNING)
            .without("hasRedirectRules")
            .with("visitsCount", "0")
            .with(
                "deviceLongUrls",
                "{\"android\":\"https://a.example\",\"ios\":null,\"desktop\":\"https://d.example\"}"));

    assertThat(Rows.links(reading.rows()).getFirst().rules())
        .containsExactly(
            new RuleText("https://a.example", List.of(condition("device", null, "android"))),
            new RuleText("https://d.example", List.of(condition("device", null, "desktop"))));
  }

  @Test
  void rulesComeAlongInTheirOrder() throws IOException {
    reading.shlink.add(ruled("a/b ü"));
    reading.shlink.rules(
        "a/b%20%C3%BC",
        "[{\"longUrl\":\"https://example.com/android-en-us\",\"priority\":1,\"conditions\":["
            + conditionJson("device", null, "android")
            + ","
            + conditionJson("language", null, "en_US")
            + "]},{\"longUrl\":\"https://example.com/q\",\"priority\":2,\"conditions\":["
            + conditionJson("query-param", "foo", "b,ar")
            + ","
            + conditionJson("any-value-query-param", "any", null)
            + ","
            + conditionJson("valueless-query-param", "none", null)
            + ","
            + conditionJson("ip-address", null, "192.168.*.*")
            + ","
            + conditionJson("ip-address", null, "10.1.2.3/9")
            + ","
            + conditionJson("geolocation-country-code", null, "ES")
            + "]},{\"longUrl\":\"https://example.com/d\",\"priority\":3,\"conditions\":["
            + conditionJson("before-date", null, "2027-01-01T00:00:00+01:00")
            + ","
            + conditionJson("after-date", null, "2026-01-01T00:00:00+00:00")
            + "]}]");

    assertThat(Rows.links(reading.rows()).getFirst().rules())
        .containsExactly(
            new RuleText(
                "https://example.com/android-en-us",
                List.of(
                    condition("device", null, "android"), condition("language", null, "en-US"))),
            new RuleText(
                "https://example.com/q",
                List.of(
                    condition("query", "foo", "b,ar"),
                    condition("query", "any", null),
                    condition("query", "none", ""),
                    condition("address", null, "192.168.0.0/16"),
                    condition("address", null, "10.0.0.0/9"),
                    condition("country", null, "ES"))),
            new RuleText(
                "https://example.com/d",
                List.of(
                    condition("date", null, "../2026-12-31T23:00:00Z"),
                    condition("date", null, "2026-01-01T00:00:00Z/.."))));
  }

  @Test
  void theRulesOfALinkAreThoseOfItsDomain() throws IOException {
    reading.shlink.add(ruled("x"));
    reading.shlink.add(ruled("x").at("other.example"));
    reading.shlink.rules("x", rule("https://one.example", conditionJson("device", null, "ios")));
    reading.shlink.rules(
        "x?domain=other.example",
        rule("https://two.example", conditionJson("device", null, "ios")));

    assertThat(Rows.links(reading.rows()))
        .extracting(link -> link.domain() + " " + link.rules().getFirst().target())
        .containsExactlyInAnyOrder(" https://one.example", "other.example https://two.example");
  }

  @Test
  void whereVersionsBefore43SayNothingOfRulesEachLinkIsAskedAbout() throws IOException {
    reading.shlink.add(Link.of("x", "https://example.org", BEGINNING).without("hasRedirectRules"));
    reading.shlink.rules("x", rule("https://one.example", conditionJson("device", null, "ios")));

    assertThat(Rows.links(reading.rows()).getFirst().rules()).hasSize(1);
  }

  @Test
  void aConditionThatIsNotKnownKeepsItsLinkFromComing() throws IOException {
    for (String condition :
        List.of(
            conditionJson("geolocation-city-name", null, "Madrid"),
            conditionJson("phase-of-the-moon", null, "full"),
            conditionJson("ip-address", null, "10.*.0.1"),
            conditionJson("language", null, "de,en"),
            conditionJson("before-date", null, "tomorrow"),
            conditionJson("any-value-query-param", null, "foo"))) {
      String code = "c" + reading.shlink.links().size();
      reading.shlink.add(ruled(code));
      reading.shlink.rules(
          code,
          rule("https://one.example", conditionJson("device", null, "ios") + "," + condition));
    }

    List<Row> rows = reading.rows();

    assertThat(Rows.links(rows)).isEmpty();
    assertThat(Rows.unreadable(rows).stream().map(line -> line.replaceFirst("link \\d+: ", "")))
        .containsExactlyInAnyOrder(
            "code \"c0\": a rule of it goes by \"geolocation-city-name\", which no rule here can",
            "code \"c1\": a rule of it goes by \"phase-of-the-moon\", which no rule here can",
            "code \"c2\": a rule of it goes by the addresses \"10.*.0.1\", which are no block",
            "code \"c3\": a rule of it asks for \"de,en\", which would be several values here",
            "code \"c4\": \"tomorrow\" is no time that is known here",
            "code \"c5\": a rule of it goes by a parameter without a name");
  }

  @Test
  void aLinkWhoseRulesAreGoneIsNamed() throws IOException {
    reading.shlink.add(ruled("x").at("other.example"));

    assertThat(Rows.unreadable(reading.rows()))
        .containsExactly(
            "link 1: code \"x\" of \"other.example\": Shlink does not find its rules; if it is"
                + " still there, make it by hand");
  }

  @Test
  void faultsOnTheWayTakeNoRuleAlong() throws IOException {
    for (int i = 0; i < 30; i++) {
      reading.shlink.add(ruled("c" + i));
      reading.shlink.rules(
          "c" + i, rule("https://" + i + ".example", conditionJson("device", null, "ios")));
    }
    reading.shlink.fail(request ->
        request % 3 == 0
            ? Fault.NONE
            : PretendApi.BRIEF.get(reading.random.nextInt(PretendApi.BRIEF.size())));

    assertThat(Rows.links(reading.rows()))
        .hasSize(30)
        .allMatch(link ->
            link.rules()
                .getFirst()
                .target()
                .equals("https://" + link.code().substring(1) + ".example"));
  }

  private static Link ruled(String code) {
    return Link.of(code, "https://example.org", BEGINNING).with("hasRedirectRules", "true");
  }

  private static String rule(String target, String conditions) {
    return "[{\"longUrl\":"
        + quoted(target)
        + ",\"priority\":1,\"conditions\":["
        + conditions
        + "]}]";
  }

  private static String conditionJson(String type, @Nullable String key, @Nullable String value) {
    return "{\"type\":"
        + quoted(type)
        + ",\"matchKey\":"
        + orNull(key)
        + ",\"matchValue\":"
        + orNull(value)
        + "}";
  }

  private static ConditionText condition(
      String type, @Nullable String name, @Nullable String value) {
    return new ConditionText(type, name, value);
  }
}
