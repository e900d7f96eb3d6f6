package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.Rules.Invalid;
import gotourl.link.Rules.Valid;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RulesReaderTest {

  private static final String TARGET = "https://example.com/";
  private static final ConditionText IOS = on("device", "ios");

  private final UrlPolicy policy =
      new UrlPolicy(new UrlPolicy.Options(BaseUrl.parse("localhost:3000"), Set.of()));

  @Test
  void whatIsPrintedReadsBackTheSame() {
    List<ConditionText> conditions =
        List.of(
            on("device", "android,ios,mobile,windows,macos,linux,chromeos,desktop"),
            on("browser", "chrome,firefox,safari,edge,opera,samsung,other"),
            on("language", "de,de-CH,zh-Hant-TW"),
            on("country", "DE,AT,XK"),
            on("address", "10.0.0.0/8,192.0.2.1,2001:db8:0:0:0:0:0:0/32"),
            parameter("a b", null),
            parameter("ä", "ö & ,"),
            parameter("x", ""),
            on("date", "2026-11-26T12:00:00Z/2026-11-27T12:00:00.123Z"),
            on("date", "2026-11-26T12:00:00Z/.."),
            on("date", "../2026-11-26T12:00:00Z"),
            on("share", "0"),
            on("share", "0.01"),
            on("share", "12.5"),
            on("share", "33.33"),
            on("share", "100"));
    for (ConditionText condition : conditions) {
      Rules rules = valid(rule(TARGET, condition));
      assertThat(rules.texts()).containsExactly(rule(TARGET, condition));
      assertThat(Rules.read(rules.texts())).isEqualTo(new Valid(rules));
    }
  }

  @Test
  void whatIsWrittenInManyWaysIsPrintedInOne() {
    assertPrinted(on("device", " IOS , Android"), on("device", "ios,android"));
    assertPrinted(on("browser", "Firefox"), on("browser", "firefox"));
    assertPrinted(on("language", "DE-ch"), on("language", "de-CH"));
    assertPrinted(on("country", "de"), on("country", "DE"));
    assertPrinted(
        on("date", " 2026-11-26T13:00:00+01:00 / .. "), on("date", "2026-11-26T12:00:00Z/.."));
    assertPrinted(on("share", "025.50"), on("share", "25.5"));
    assertPrinted(on("share", "5.05"), on("share", "5.05"));
    assertPrinted(on("share", "5.5"), on("share", "5.5"));
  }

  @Test
  void aTargetIsATargetLikeAnyOther() {
    assertThat(valid(rule("HTTPS://Example.COM", IOS)).rules().getFirst().target())
        .isEqualTo("https://example.com/");
    assertFaults(
        List.of(
            rule("javascript:alert(1)", IOS),
            rule(TARGET, IOS),
            rule("http://localhost:3000/x", IOS),
            rule("", IOS)),
        "rules[0].target: An address cannot begin with javascript:"
            + " here; a link begins with http:// or https://.",
        "rules[2].target: The address is on this server itself: the link would lead in circles.",
        "rules[3].target: There is no address: a link begins with http:// or https://.");
  }

  @Test
  void aStoredTargetIsNotJudgedAgain() {
    assertThat(Rules.read(List.of(rule("mailto:a@example.com", IOS)))).isInstanceOf(Valid.class);
  }

  @Test
  void everyFaultIsNamedAtOnceWithItsPlace() {
    assertFaults(
        List.of(
            rule("x", on("colour", "red"), IOS, on("country", "DE,UK,ZZ")),
            rule(TARGET, IOS),
            rule(TARGET, parameter("", null), new ConditionText("device", "x", null)),
            rule(TARGET)),
        "rules[0].target: The address is not complete: a link begins with http:// or https://.",
        "rules[0].conditions[0].type: \"colour\" is no condition; there are device, browser,"
            + " language, country, address, query, date, share",
        "rules[0].conditions[2].value: \"UK\" is no country's code like DE (ISO 3166)",
        "rules[0].conditions[2].value: \"ZZ\" is no country's code like DE (ISO 3166)",
        "rules[2].conditions[0].name: the name of the parameter is missing",
        "rules[2].conditions[1].name: a condition on device has no name",
        "rules[2].conditions[1].value: the value is missing",
        "rules[3].conditions: a rule needs a condition: without any it hides the rules behind it"
            + " and the link's own target");
  }

  @Test
  void aValueThatIsNoneIsToldWhatThereIs() {
    assertValueFault(on("device", "tablet"), "\"tablet\" is no device; there are android, ios,");
    assertValueFault(on("device", "ios,"), "\"\" is no device");
    assertValueFault(on("device", ""), "\"\" is no device");
    assertValueFault(on("browser", "lynx"), "\"lynx\" is no browser; there are chrome, firefox,");
    assertValueFault(on("language", "de_AT"), "\"de_AT\" is no language like de or de-CH");
    assertValueFault(on("country", "Germany"), "\"Germany\" is no country's code like DE");
    assertValueFault(on("address", "10.0.0.1/8"), "names one address, and a whole block around it");
    assertValueFault(on("address", "localhost"), "neither an address nor a block like 10.0.0.0/8");
    for (String share : List.of("", "-1", "100.01", "101", "1.234", "1.", ".5", "5%", "1e1", "٥")) {
      assertValueFault(on("share", share), "is no percentage from 0 to 100 like 25 or 33.33");
    }
  }

  @Test
  void aDateThatIsNoneIsToldWhy() {
    String two = "two moments with a slash between them";
    assertValueFault(on("date", "2026-11-26T12:00:00Z"), two);
    assertValueFault(on("date", "../2026-11-26T12:00:00Z/.."), two);
    assertValueFault(on("date", "../.."), "one of its ends must be a moment");
    for (String moment :
        List.of(
            "2026-11-26",
            "2026-11-26T12:00:00",
            "2026-02-30T00:00:00Z",
            "now",
            "",
            "+10000-01-01T00:00:00Z",
            "-0001-01-01T00:00:00Z")) {
      assertValueFault(on("date", moment + "/.."), "is no moment like 2026-01-31T12:00:00Z");
    }
    assertValueFault(on("date", "2026-11-26T12:00:00Z/2026-11-26T12:00:00Z"), "ends before it beg");
    assertFaults(
        List.of(rule(TARGET, on("date", "x/y"))),
        "rules[0].conditions[0].value: \"x\" is no moment like 2026-01-31T12:00:00Z",
        "rules[0].conditions[0].value: \"y\" is no moment like 2026-01-31T12:00:00Z");
  }

  @Test
  void everyLengthIsBounded() {
    String value = "1".repeat(ConditionReader.VALUE_CHARS_MAX);
    String name = "n".repeat(ConditionReader.NAME_CHARS_MAX);
    valid(rule(TARGET, parameter(name, value)));
    assertValueFault(parameter("n", value + "1"), "it may have 1024 characters");
    assertFaults(
        List.of(rule(TARGET, parameter(name + "n", ""))),
        "rules[0].conditions[0].name: it may have 128 characters");
    String values = "DE,".repeat(ConditionReader.VALUES_MAX - 1);
    valid(rule(TARGET, on("country", values + "DE")));
    assertValueFault(on("country", values + "DE,DE"), "it may have 64 values");

    ConditionText[] most =
        Collections.nCopies(Rules.CONDITIONS_MAX, IOS).toArray(new ConditionText[0]);
    RuleText rule = rule(TARGET, most);
    valid(Collections.nCopies(Rules.RULES_MAX, rule).toArray(new RuleText[0]));
    assertFaults(Collections.nCopies(Rules.RULES_MAX + 1, rule), "rules: a link may have 32 rules");
    assertFaults(
        List.of(new RuleText(TARGET, Collections.nCopies(Rules.CONDITIONS_MAX + 1, IOS))),
        "rules[0].conditions: a rule may have 8 conditions");
    assertFaults(
        Collections.nCopies(5, rule(TARGET + "a".repeat(8_000), IOS)),
        "rules: they may have 32768 characters all in all");
  }

  @Test
  void theNumberOfFaultsIsBoundedAndTheirTextToo() {
    ConditionText bad = on("country", "ZZ,".repeat(ConditionReader.VALUES_MAX - 1) + "ZZ");
    assertThat(faults(Collections.nCopies(20, rule(TARGET, bad)))).hasSize(RulesReader.FAULTS_MAX);
    assertThat(
            faults(List.of(rule(TARGET, on("x".repeat(9_000), ""), on("device", "y".repeat(900))))))
        .allMatch(fault -> fault.reason().length() < 200);
  }

  @Test
  void textThatIsNoUnicodeIsRefused() {
    assertValueFault(parameter("a", "\uD800"), "it must be well-formed Unicode text");
    assertFaults(
        List.of(rule(TARGET, parameter("\uDC00", null))),
        "rules[0].conditions[0].name: it must be well-formed Unicode text");
  }

  private void assertPrinted(ConditionText written, ConditionText printed) {
    assertThat(valid(rule(TARGET, written)).texts()).containsExactly(rule(TARGET, printed));
  }

  private void assertValueFault(ConditionText condition, String reason) {
    assertThat(faults(List.of(rule(TARGET, condition))))
        .as("%s", condition)
        .first()
        .satisfies(fault -> {
          assertThat(fault.place()).isEqualTo("rules[0].conditions[0].value");
          assertThat(fault.reason()).contains(reason);
        });
  }

  private void assertFaults(List<RuleText> texts, String... faults) {
    assertThat(faults(texts).stream().map(fault -> fault.place() + ": " + fault.reason()))
        .containsExactly(faults);
  }

  private List<RuleFault> faults(List<RuleText> texts) {
    return switch (Rules.parse(texts, policy)) {
      case Valid valid -> throw new AssertionError(valid.rules());
      case Invalid(List<RuleFault> faults) -> faults;
    };
  }

  private Rules valid(RuleText... texts) {
    return switch (Rules.parse(List.of(texts), policy)) {
      case Valid(Rules rules) -> rules;
      case Invalid invalid -> throw new AssertionError(invalid.faults());
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
