package gotourl.link;

import org.jspecify.annotations.Nullable;

/**
 * Reads http and https URLs as browsers do: the URL standard's state machine for its special
 * schemes without a base, written as one walk from part to part. What is decided about the result
 * is then decided about what a browser will see. Source: url.spec.whatwg.org, "URL parsing".
 *
 * <p>Every part is looked at a fixed number of times; nothing recurses.
 */
final class UrlParser {

  private UrlParser() {}

  /** Removes what browsers ignore: controls and spaces at the ends, tabs and line ends anywhere. */
  static String clean(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && text.charAt(start) <= ' ') {
      start++;
    }
    while (end > start && text.charAt(end - 1) <= ' ') {
      end--;
    }
    int i = start;
    while (i < end && !ignored(text.charAt(i))) {
      i++;
    }
    if (i == end) {
      return text.substring(start, end);
    }
    StringBuilder kept = new StringBuilder(end - start).append(text, start, i);
    for (; i < end; i++) {
      if (!ignored(text.charAt(i))) {
        kept.append(text.charAt(i));
      }
    }
    return kept.toString();
  }

  private static boolean ignored(char c) {
    return c == '\t' || c == '\n' || c == '\r';
  }

  /** The scheme of a cleaned text in lower case, without its colon; null if it has none. */
  static @Nullable String scheme(String text) {
    int colon = text.indexOf(':');
    if (colon <= 0 || !isLetter(text.charAt(0))) {
      return null;
    }
    StringBuilder scheme = new StringBuilder(colon);
    for (int i = 0; i < colon; i++) {
      char c = text.charAt(i);
      boolean allowed = isLetter(c) || (c >= '0' && c <= '9') || c == '+' || c == '-' || c == '.';
      if (!allowed) {
        return null;
      }
      scheme.append(c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c);
    }
    return scheme.toString();
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  /**
   * Takes a cleaned text apart.
   *
   * @param scheme what {@link #scheme} said of it: http or https
   */
  static WebUrl parse(String scheme, String text) throws UrlFault {
    int authority = scheme.length() + 1;
    while (authority < text.length() && isSlash(text.charAt(authority))) {
      authority++;
    }
    int hash = text.indexOf('#', authority);
    int beforeFragment = hash < 0 ? text.length() : hash;
    int mark = text.indexOf('?', authority, beforeFragment);
    int beforeQuery = mark < 0 ? beforeFragment : mark;
    int path = authority;
    while (path < beforeQuery && !isSlash(text.charAt(path))) {
      path++;
    }
    int at = lastIndexFrom(text, '@', authority, path);
    int colon = at < 0 ? -1 : text.indexOf(':', authority, at);
    int userEnd = colon < 0 ? at : colon;
    int portColon = portColon(text, at < 0 ? authority : at + 1, path);
    return new WebUrl(
        scheme,
        at < 0 ? "" : encode(PercentEncoding.USERINFO, text, authority, userEnd),
        colon < 0 ? "" : encode(PercentEncoding.USERINFO, text, colon + 1, at),
        HostParser.parse(text.substring(at < 0 ? authority : at + 1, portColon)),
        Port.parse(text, Math.min(portColon + 1, path), path, WebUrl.defaultPort(scheme)),
        UrlPath.normalise(text, path, beforeQuery),
        mark < 0 ? null : encode(PercentEncoding.QUERY, text, mark + 1, beforeFragment),
        hash < 0 ? null : encode(PercentEncoding.FRAGMENT, text, hash + 1, text.length()));
  }

  static boolean isSlash(char c) {
    return c == '/' || c == '\\';
  }

  /** The colon before the port, or {@code end}: colons in brackets belong to the address. */
  private static int portColon(String text, int start, int end) {
    boolean brackets = false;
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c == ':' && !brackets) {
        return i;
      }
      brackets = c == '[' || (brackets && c != ']');
    }
    return end;
  }

  private static int lastIndexFrom(String text, char c, int start, int end) {
    int i = end - 1;
    while (i >= start && text.charAt(i) != c) {
      i--;
    }
    return i < start ? -1 : i;
  }

  private static String encode(PercentEncoding encoding, String text, int start, int end) {
    StringBuilder out = new StringBuilder(end - start);
    encoding.append(text, start, end, out);
    return out.toString();
  }
}
