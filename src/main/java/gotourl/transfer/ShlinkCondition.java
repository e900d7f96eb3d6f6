package gotourl.transfer;

import gotourl.link.ConditionText;
import java.time.Instant;

/**
 * A condition of Shlink's as one of ours. The devices have the same words.
 *
 * <p>One that we do not know is a fault of the link: without it the rule would hold for others too.
 */
final class ShlinkCondition {

  /** For an octet of an IPv4 address. */
  private static final String ANY = "*";

  private ShlinkCondition() {}

  static ConditionText onDevice(String word) {
    return new ConditionText("device", null, word);
  }

  static ConditionText read(JsonMembers condition) throws RowFault {
    String type = condition.text("type");
    return switch (type) {
      case "device" -> onDevice(value(condition));
      case "language" -> of("language", value(condition).replace('_', '-'));
      case "query-param" -> query(condition, condition.text("matchValue"));
      case "any-value-query-param" -> new ConditionText("query", name(condition), null);
      case "valueless-query-param" -> query(condition, "");
      case "ip-address" -> of("address", block(value(condition)));
      case "geolocation-country-code" -> of("country", value(condition));
      case "before-date" -> of("date", "../" + time(condition));
      case "after-date" -> of("date", time(condition) + "/..");
      default ->
          throw new RowFault(
              "a rule of it goes by " + Quoted.of(type) + ", which no rule here can");
    };
  }

  private static ConditionText of(String type, String value) {
    return new ConditionText(type, null, value);
  }

  private static Instant time(JsonMembers condition) throws RowFault {
    return condition
        .time("matchValue")
        .orElseThrow(() -> new RowFault("a rule of it goes by a date that is not said"));
  }

  private static ConditionText query(JsonMembers condition, String value) throws RowFault {
    return new ConditionText("query", name(condition), value);
  }

  private static String name(JsonMembers condition) throws RowFault {
    if (!condition.has("matchKey")) {
      throw new RowFault("a rule of it goes by a parameter without a name");
    }
    return condition.text("matchKey");
  }

  /** One value: what is several between commas here is one there, which nobody has. */
  private static String value(JsonMembers condition) throws RowFault {
    String value = condition.text("matchValue");
    if (value.indexOf(',') >= 0) {
      throw new RowFault(
          "a rule of it asks for " + Quoted.of(value) + ", which would be several values here");
    }
    return value;
  }

  /** What is {@code 1.2.*.*} there, or {@code 1.2.3.4/16}, is {@code 1.2.0.0/16} here. */
  private static String block(String text) throws RowFault {
    int slash = text.indexOf('/');
    String[] octets = (slash < 0 ? text : text.substring(0, slash)).split("\\.", -1);
    if (octets.length != 4) {
      return text; // no IPv4: as it stands
    }
    if (slash >= 0) {
      return masked(text, octets, text.substring(slash + 1));
    }
    int fixed = 0;
    while (fixed < 4 && !octets[fixed].equals(ANY)) {
      fixed++;
    }
    for (int i = fixed; i < 4; i++) {
      if (!octets[i].equals(ANY)) {
        throw new RowFault(
            "a rule of it goes by the addresses " + Quoted.of(text) + ", which are no block");
      }
      octets[i] = "0";
    }
    return fixed == 4 ? text : String.join(".", octets) + "/" + 8 * fixed;
  }

  private static String masked(String text, String[] octets, String bits) {
    try {
      int rest = 32 - Integer.parseInt(bits);
      long address = 0;
      for (String octet : octets) {
        address = address << 8 | Integer.parseInt(octet);
      }
      if (rest < 0 || rest > 32 || address >>> 32 != 0) {
        return text;
      }
      long network = address >>> rest << rest;
      return "%d.%d.%d.%d/%s"
          .formatted(
              network >>> 24, network >>> 16 & 0xFF, network >>> 8 & 0xFF, network & 0xFF, bits);
    } catch (NumberFormatException noNumber) {
      return text; // whoever judges rules says what is wrong
    }
  }
}
