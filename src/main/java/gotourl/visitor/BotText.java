package gotourl.visitor;

import java.util.List;

/**
 * What one kind of robot has in its user agent.
 *
 * <pre>
 *   [ "^" ] PART *( "*" PART ) [ "$" ]
 *
 *   ^   nothing stands before          *   anything may stand between
 *   $   nothing stands behind
 * </pre>
 *
 * No part has one of the three signs.
 *
 * @param parts in this order; at least one
 */
record BotText(List<String> parts, boolean atStart, boolean atEnd) {

  static BotText parse(String line) {
    boolean atStart = line.startsWith("^");
    boolean atEnd = line.endsWith("$");
    String inside = line.substring(atStart ? 1 : 0, line.length() - (atEnd ? 1 : 0));
    return new BotText(List.of(inside.split("\\*", -1)), atStart, atEnd);
  }

  /** Whether the first part stands at this place, and the others behind it. */
  boolean isAt(String userAgent, int at) {
    if ((atStart && at > 0) || !userAgent.startsWith(parts.getFirst(), at)) {
      return false;
    }
    int end = at + parts.getFirst().length();
    int last = parts.size() - 1;
    for (int i = 1; i <= last; i++) {
      String part = parts.get(i);
      int next =
          atEnd && i == last ? lastIndexFrom(userAgent, part, end) : userAgent.indexOf(part, end);
      if (next < 0) {
        return false;
      }
      end = next + part.length();
    }
    return !atEnd || end == userAgent.length();
  }

  private static int lastIndexFrom(String text, String part, int from) {
    int last = text.lastIndexOf(part);
    return last < from ? -1 : last;
  }
}
