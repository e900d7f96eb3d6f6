package gotourl.http;

import gotourl.visitor.Visitor;
import java.util.List;
import java.util.Locale;

/**
 * Which requests cost no visit of a link that has only so many: nobody has seen what is behind it
 * yet. They are answered only while there are visits left.
 *
 * @param previews whether known robots are such: most of them make a preview of what somebody sends
 */
record FreeVisits(boolean previews) {

  /** Who fetches ahead says so in one of these: browsers of today, of yesterday, and Safari. */
  private static final List<String> PURPOSES =
      List.of("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose");

  boolean has(Request request) {
    return request.isHead()
        || PURPOSES.stream().anyMatch(name -> isAhead(request.header(name)))
        || (previews && Visitor.isBot(request.header("User-Agent")));
  }

  /** {@code prefetch}, {@code prefetch;prerender}; Safari says {@code preview}. */
  private static boolean isAhead(String value) {
    if (value.isEmpty()) {
      return false;
    }
    String first = value.split("[;, ]", 2)[0].toLowerCase(Locale.ROOT);
    return first.equals("prefetch") || first.equals("preview");
  }
}
