package gotourl.link;

import java.util.Optional;

/**
 * How domains are called: by the one form of a host that all its spellings share, lower case ASCII
 * without a dot at the end. A port is no part of it, for one server answers at all of its ports
 * alike.
 */
public final class DomainName {

  /** The longest that DNS has. */
  public static final int CHARS_MAX = 253;

  private DomainName() {}

  /** Of any spelling of a host; empty if it is none that a domain can be called by. */
  public static Optional<String> parse(String host) {
    try {
      String name = withoutDot(HostParser.parse(host));
      return isName(name) ? Optional.of(name) : Optional.empty();
    } catch (UrlFault fault) {
      return Optional.empty();
    }
  }

  static String withoutDot(String host) {
    return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
  }

  /** Of what browsers send, nothing else is looked for. */
  private static boolean isName(String name) {
    if (name.isEmpty() || name.length() > CHARS_MAX) {
      return false;
    }
    boolean labelIsEmpty = true;
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean isDot = c == '.';
      if (isDot ? labelIsEmpty : !isPlain(c)) {
        return false;
      }
      labelIsEmpty = isDot;
    }
    return !labelIsEmpty;
  }

  private static boolean isPlain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  }

  /**
   * The name that a Host header means: without its port and the dot at its end, in lower case. What
   * is no name becomes something that no domain is called.
   */
  static String ofAuthority(CharSequence authority) {
    int end = authority.length();
    for (int i = end - 1; i >= 0 && authority.charAt(i) != ']'; i--) {
      if (authority.charAt(i) == ':') {
        end = i;
      }
    }
    if (end > 1 && authority.charAt(end - 1) == '.') {
      end--;
    }
    StringBuilder name = new StringBuilder(end);
    for (int i = 0; i < end; i++) {
      char c = authority.charAt(i);
      name.append(c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c);
    }
    return name.toString();
  }
}
