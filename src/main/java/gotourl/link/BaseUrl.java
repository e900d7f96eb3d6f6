package gotourl.link;

import java.util.Locale;

/**
 * What short URLs begin with: the value of {@code -host}, the only source of short URLs. No header
 * of a request ever takes part.
 *
 * @param scheme {@code http} or {@code https}
 * @param authority as it was configured, for example {@code localhost:3000}
 */
public record BaseUrl(String scheme, String authority) {

  /** What {@link #port} says of an authority without one. */
  static final int PORT_ABSENT = -1;

  /** Throws {@link IllegalArgumentException} with a sentence if the parts make no address. */
  public BaseUrl {
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw new IllegalArgumentException(
          "the host of short URLs can have http:// or https:// in front, not " + scheme);
    }
    requirePlain(authority);
    try {
      HostParser.parse(hostText(authority));
      if (portOf(authority) == 0) {
        throw new UrlFault("The port must be 1 to " + Port.MAX + ".");
      }
    } catch (UrlFault fault) {
      throw new IllegalArgumentException(
          "\"" + authority + "\" cannot be the host of short URLs. " + fault.sentence(), fault);
    }
  }

  /**
   * Reads {@code [http://|https://]host[:port][/]}; the host stays as it is written.
   *
   * @throws IllegalArgumentException with a sentence for people
   */
  public static BaseUrl parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    String scheme = lower.startsWith("https://") ? "https" : "http";
    int start = lower.startsWith(scheme + "://") ? scheme.length() + 3 : 0;
    int end = text.endsWith("/") && text.length() > start ? text.length() - 1 : text.length();
    return new BaseUrl(scheme, text.substring(start, end));
  }

  /** The short URL of a key, percent-encoded where a URL needs it. */
  public String shortUrl(Key key) {
    return scheme + "://" + authority + "/" + PercentEncoding.CONTROLS.encode(key.code());
  }

  /** {@code scheme://host[:port]} as a header may carry it: ASCII, in any spelling the same. */
  public String origin() {
    return scheme + "://" + host() + (port() == PORT_ABSENT ? "" : ":" + port());
  }

  /**
   * The same scheme and port at another host.
   *
   * @param host as {@link DomainName} has it
   */
  public BaseUrl at(String host) {
    return new BaseUrl(scheme, port() == PORT_ABSENT ? host : host + ":" + port());
  }

  /**
   * The same host with https.
   *
   * @throws IllegalArgumentException with a sentence if it has a port, which is that of plain HTTP
   */
  public BaseUrl secure() {
    if (scheme.equals("https")) {
      return this;
    }
    if (port() != PORT_ABSENT) {
      throw new IllegalArgumentException(
          authority + " names the port of plain HTTP; name that of https, as in https://" + host());
    }
    return new BaseUrl("https", authority);
  }

  /** In the form that all spellings of the host share. */
  public String host() {
    try {
      return HostParser.parse(hostText(authority));
    } catch (UrlFault fault) {
      throw new IllegalStateException("was parsed before", fault);
    }
  }

  /** As written, even if it is the scheme's own; {@link #PORT_ABSENT} if there is none. */
  int port() {
    try {
      return portOf(authority);
    } catch (UrlFault fault) {
      throw new IllegalStateException("was parsed before", fault);
    }
  }

  private static void requirePlain(String authority) {
    for (int i = 0; i < authority.length(); i++) {
      char c = authority.charAt(i);
      if (c <= ' ' || c == 0x7F || "/\\?#@%\"<>".indexOf(c) >= 0) {
        throw new IllegalArgumentException(
            "the host of short URLs is a name and perhaps a port, like localhost:3000, and has no"
                + " path, user or space");
      }
    }
  }

  private static String hostText(String authority) {
    return authority.substring(0, hostEnd(authority));
  }

  private static int portOf(String authority) throws UrlFault {
    int start = Math.min(hostEnd(authority) + 1, authority.length());
    return start == authority.length()
        ? PORT_ABSENT
        : Port.parse(authority, start, authority.length(), PORT_ABSENT);
  }

  private static int hostEnd(String authority) {
    int colon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
    return colon < 0 ? authority.length() : colon;
  }
}
