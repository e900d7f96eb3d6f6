package gotourl.transfer;

import static gotourl.transfer.ExportNames.CONDITIONS;
import static gotourl.transfer.ExportNames.LONG_URL;
import static gotourl.transfer.ExportNames.NAME;
import static gotourl.transfer.ExportNames.RULES;
import static gotourl.transfer.ExportNames.TYPE;
import static gotourl.transfer.ExportNames.VALUE;

import gotourl.link.ConditionText;
import gotourl.link.RuleText;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the rules of a link as the API writes them. */
final class JsonRules {

  private final JsonParser in;
  private final JsonValues values;

  JsonRules(JsonParser in) {
    this.in = in;
    this.values = new JsonValues(in);
  }

  /** Of the array that the parser stands on. */
  List<RuleText> rules() throws RowFault {
    values.openArray(RULES);
    List<RuleText> read = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      read.add(rule());
    }
    return read;
  }

  private RuleText rule() throws RowFault {
    values.openObject("a rule");
    String leadsTo = "";
    List<ConditionText> conditions = List.of();
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String member = in.currentName();
      in.nextToken();
      switch (member) {
        case LONG_URL -> leadsTo = values.text(member);
        case CONDITIONS -> conditions = conditions();
        default -> throw new RowFault("a rule has " + Quoted.of(member) + ", which is not known");
      }
    }
    return new RuleText(leadsTo, conditions);
  }

  private List<ConditionText> conditions() throws RowFault {
    values.openArray(CONDITIONS);
    List<ConditionText> read = new ArrayList<>();
    while (in.nextToken() != JsonToken.END_ARRAY) {
      read.add(condition());
    }
    return read;
  }

  private ConditionText condition() throws RowFault {
    values.openObject("a condition");
    String kind = "";
    String of = null;
    String value = null;
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String member = in.currentName();
      JsonToken token = in.nextToken();
      switch (member) {
        case TYPE -> kind = values.text(member);
        case NAME -> of = token == JsonToken.VALUE_NULL ? null : values.text(member);
        case VALUE -> value = token == JsonToken.VALUE_NULL ? null : values.text(member);
        default ->
            throw new RowFault("a condition has " + Quoted.of(member) + ", which is not known");
      }
    }
    return new ConditionText(kind, of, value);
  }
}
