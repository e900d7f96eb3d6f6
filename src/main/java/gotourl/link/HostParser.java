package gotourl.link;

/**
 * Reads the host of an http or https URL into the one form that all its spellings share. Source:
 * url.spec.whatwg.org, "Host parsing".
 */
final class HostParser {

  /**
   * The longest host that is looked at. No name over 253 characters can be looked up; the room is
   * for spellings that shrink. Bounds the work of the algorithms for international names, which is
   * quadratic.
   */
  static final int CHARS_MAX = 1_024;

  private static final String FORBIDDEN = " #/:<>?@[\\]^|%";

  private HostParser() {}

  static String parse(String text) throws UrlFault {
    if (text.isEmpty()) {
      throw new UrlFault("The address has no host name.");
    }
    if (text.charAt(0) == '[') {
      if (text.charAt(text.length() - 1) != ']') {
        throw new UrlFault("The bracket before the IPv6 address is never closed.");
      }
      return Ipv6.serialise(Ipv6.parse(text.substring(1, text.length() - 1)));
    }
    String decoded = PercentEncoding.decode(text);
    if (decoded.length() > CHARS_MAX) {
      throw new UrlFault("The host name is too long.");
    }
    String name = isPlain(decoded) ? lowerCase(decoded) : InternationalName.toAscii(decoded);
    refuseForbidden(name);
    return Ipv4.endsInNumber(name) ? Ipv4.serialise(Ipv4.parse(name)) : name;
  }

  /** Whether lower case is all that the name needs. */
  private static boolean isPlain(String name) {
    boolean labelStart = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= 0x80 || (labelStart && name.regionMatches(true, i, "xn--", 0, 4))) {
        return false;
      }
      labelStart = c == '.';
    }
    return true;
  }

  private static String lowerCase(String ascii) {
    int i = 0;
    while (i < ascii.length() && (ascii.charAt(i) < 'A' || ascii.charAt(i) > 'Z')) {
      i++;
    }
    if (i == ascii.length()) {
      return ascii;
    }
    StringBuilder lower = new StringBuilder(ascii);
    for (; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        lower.setCharAt(i, (char) (c + 0x20));
      }
    }
    return lower.toString();
  }

  private static void refuseForbidden(String name) throws UrlFault {
    if (name.isEmpty()) {
      throw new UrlFault("The address has no host name.");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c <= ' ' || c >= 0x7F || FORBIDDEN.indexOf(c) >= 0) {
        throw new UrlFault("The host name has a character that no host name may have.");
      }
    }
  }
}
