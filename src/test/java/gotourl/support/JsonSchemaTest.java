package gotourl.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The yardstick itself: it finds what is wrong. */
class JsonSchemaTest {

  @Test
  void everyKeywordFindsWhatIsAgainstIt() {
    holds("{'type':'string'}", "'a'", "1", "null", "{}", "[]", "true");
    holds("{'type':['integer','null']}", "null", "'a'", "1.5");
    holds("{'type':'object','required':['a']}", "{'a':1}", "{}", "{'b':1}");
    holds(
        "{'additionalProperties':false,'properties':{'a':{'type':'string'}}}",
        "{'a':'x'}",
        "{'b':1}",
        "{'a':1}");
    holds("{'type':'array','maxItems':2,'items':{'type':'integer'}}", "[1,2]", "[1,2,3]", "['a']");
    holds("{'enum':['a','b']}", "'b'", "'c'", "null");
    holds("{'minimum':1,'maximum':3}", "3", "0", "4");
    holds("{'minLength':1,'maxLength':2}", "'ab'", "''", "'abc'");
    holds("{'format':'uri'}", "'https://e.org/'", "'/a'", "'a b'");
    holds("{'format':'date-time'}", "'2026-01-01T00:00:00Z'", "'2026-01-01'", "'x'");
    holds("{'$ref':'#/s/t'}", "1", "'a'");
  }

  @Test
  void aKeywordThatIsNotKnownIsAFailure() {
    assertThatThrownBy(() -> faults("{'pattern':'a'}", "'a'"))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("pattern");
  }

  private static void holds(String schema, String good, String... bad) {
    assertThat(faults(schema, good)).as(schema).isEmpty();
    for (String value : bad) {
      assertThat(faults(schema, value)).as(schema + " for " + value).isNotEmpty();
    }
  }

  private static List<String> faults(String schema, String value) {
    JsonSchema checks =
        new JsonSchema(Map.of("s", Map.of("t", JsonTree.object("{\"type\":\"integer\"}"))));
    return checks.faults(
        JsonTree.object(schema.replace('\'', '"')), JsonTree.parse(value.replace('\'', '"')));
  }
}
