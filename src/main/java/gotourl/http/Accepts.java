package gotourl.http;

import java.util.Locale;

/** What an Accept header says (RFC 9110, section 12.5.1). */
final class Accepts {

  private Accepts() {}

  /** Whether the client wants HTML more than plain text; one that does not care does not. */
  static boolean prefersHtml(String accept) {
    return !isIndifferent(accept) && quality(accept, "html") > quality(accept, "plain");
  }

  /** What most programs send: one range that HTML and plain text share, or plain text itself. */
  private static boolean isIndifferent(String accept) {
    return accept.isEmpty() || accept.equals("*/*") || accept.equals("text/plain");
  }

  /** The quality that the most specific matching range gives to a subtype of text. */
  private static double quality(String accept, String subtype) {
    double quality = 0;
    int specificity = 0;
    for (String range : accept.split(",", -1)) {
      String[] parts = range.split(";", -1);
      int matched =
          switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
            case String type when type.equals("text/" + subtype) -> 3;
            case "text/*" -> 2;
            case "*/*" -> 1;
            case String other -> 0;
          };
      if (matched > specificity) {
        specificity = matched;
        quality = weight(parts);
      }
    }
    return quality;
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String part = parts[i].strip().toLowerCase(Locale.ROOT);
      if (part.startsWith("q=")) {
        return part.matches("q=(0(\\.\\d{0,3})?|1(\\.0{0,3})?)")
            ? Double.parseDouble(part.substring(2))
            : 0;
      }
    }
    return 1;
  }
}
