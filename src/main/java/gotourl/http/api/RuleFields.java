package gotourl.http.api;

import gotourl.link.Condition;
import gotourl.link.ConditionText;
import gotourl.link.Rule;
import gotourl.link.RuleFault;
import gotourl.link.RuleText;
import gotourl.link.Rules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The rules of a link on the wire: {@code [{"longUrl": …, "conditions": [{"type": …, "name": …,
 * "value": …}]}]}. Every fault is told with its place.
 */
final class RuleFields {

  private static final String LONG_URL = "longUrl";
  private static final String CONDITIONS = "conditions";
  private static final String TYPE = "type";
  private static final String NAME = "name";
  private static final String VALUE = "value";

  /** What {@link RuleFault} calls {@link #LONG_URL}. */
  private static final String TARGET = "target";

  static final String SCHEMA =
      """
      {"type": ["array", "null"], "maxItems": 32, "description": "Where the link leads instead: the first rule decides of which all conditions hold.", "items": {
        "type": "object", "required": ["longUrl", "conditions"], "additionalProperties": false, "properties": {
          "longUrl": {"type": "string", "format": "uri", "minLength": 1, "maxLength": 8192},
          "conditions": {"type": "array", "minItems": 1, "maxItems": 8, "items": {
            "type": "object", "required": ["type"], "additionalProperties": false, "properties": {
              "type": {"type": "string", "enum": ["device", "browser", "language", "country", "address", "query", "date", "share"]},
              "name": {"type": ["string", "null"], "description": "Of query: which parameter."},
              "value": {"type": ["string", "null"]}}}}}}}
      """;

  private final List<Fault> faults = new ArrayList<>();

  private RuleFields() {}

  /** Without a value, no rules. */
  static Rules read(Json json, FieldRules rules) throws Unacceptable {
    if (json == Json.Nothing.NOTHING) {
      return Rules.NONE;
    }
    if (!(json instanceof Json.Items(List<Json> items))) {
      throw Unacceptable.shape("must be an array of rules");
    }
    RuleFields reading = new RuleFields();
    List<RuleText> texts = reading.rules(items);
    reading.refuseIfAny();
    return switch (rules.rules(texts)) {
      case Rules.Valid(Rules valid) -> valid;
      case Rules.Invalid(List<RuleFault> refused) ->
          throw Unacceptable.within(refused.stream().map(RuleFields::fault).toList());
    };
  }

  private void refuseIfAny() throws Unacceptable {
    if (!faults.isEmpty()) {
      throw Unacceptable.within(faults);
    }
  }

  private static Fault fault(RuleFault refused) {
    String place = refused.place();
    return Fault.value(
        place.endsWith("." + TARGET)
            ? place.substring(0, place.length() - TARGET.length()) + LONG_URL
            : place,
        "is refused: " + refused.reason());
  }

  private List<RuleText> rules(List<Json> items) {
    List<RuleText> rules = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      String place = "rules[" + i + "]";
      if (items.get(i) instanceof Json.Members(Map<String, Json> members)) {
        onlyHas(place, members, LONG_URL, CONDITIONS);
        rules.add(
            new RuleText(
                required(place + "." + LONG_URL, members.get(LONG_URL)),
                conditions(place + "." + CONDITIONS, members.get(CONDITIONS))));
      } else {
        faults.add(Fault.shape(place, "must be an object with longUrl and conditions"));
      }
    }
    return rules;
  }

  private List<ConditionText> conditions(String place, @Nullable Json json) {
    List<ConditionText> conditions = new ArrayList<>();
    if (!(json instanceof Json.Items(List<Json> items))) {
      faults.add(Fault.shape(place, json == null ? "is missing" : "must be an array"));
      return conditions;
    }
    for (int i = 0; i < items.size(); i++) {
      String at = place + "[" + i + "]";
      if (items.get(i) instanceof Json.Members(Map<String, Json> members)) {
        onlyHas(at, members, TYPE, NAME, VALUE);
        conditions.add(
            new ConditionText(
                required(at + "." + TYPE, members.get(TYPE)),
                optional(at + "." + NAME, members.get(NAME)),
                optional(at + "." + VALUE, members.get(VALUE))));
      } else {
        faults.add(Fault.shape(at, "must be an object with type, and name or value"));
      }
    }
    return conditions;
  }

  private void onlyHas(String place, Map<String, Json> members, String... names) {
    List<String> known = List.of(names);
    for (String name : members.keySet()) {
      if (!known.contains(name)) {
        faults.add(Fault.shape(place + "." + name, "is unknown"));
      }
    }
  }

  private String required(String place, @Nullable Json json) {
    if (json instanceof Json.Text(String text)) {
      return text;
    }
    faults.add(Fault.shape(place, json == null ? "is missing" : "must be a text"));
    return "";
  }

  private @Nullable String optional(String place, @Nullable Json json) {
    if (json instanceof Json.Text(String text)) {
      return text;
    }
    if (json != null && json != Json.Nothing.NOTHING) {
      faults.add(Fault.shape(place, "must be a text or null"));
    }
    return null;
  }

  static void write(JsonGenerator out, Rules rules) {
    out.writeStartArray();
    for (Rule rule : rules.rules()) {
      out.writeStartObject();
      out.writeStringProperty(LONG_URL, rule.target());
      out.writeArrayPropertyStart(CONDITIONS);
      for (Condition condition : rule.conditions()) {
        out.writeStartObject();
        write(out, condition.text());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  /** Writes what is written of a condition; a name only where there can be one. */
  static void write(JsonGenerator out, ConditionText condition) {
    out.writeStringProperty(TYPE, condition.type());
    if (condition.name() != null) {
      out.writeStringProperty(NAME, condition.name());
    }
    out.writeName(VALUE);
    if (condition.value() == null) {
      out.writeNull();
    } else {
      out.writeString(condition.value());
    }
  }
}
