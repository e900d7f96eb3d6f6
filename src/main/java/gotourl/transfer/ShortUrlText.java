package gotourl.transfer;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * What a short URL of another program consists of.
 *
 * @param host without its port; empty: it has none
 * @param code its path, decoded
 */
record ShortUrlText(String host, String code) {

  /** With or without {@code https://}; what has no slash at all is a code alone. */
  static ShortUrlText of(String shortUrl) {
    int scheme = shortUrl.indexOf("://");
    String text = scheme < 0 ? shortUrl : shortUrl.substring(scheme + 3);
    int slash = text.indexOf('/');
    if (slash < 0) {
      return scheme < 0 ? new ShortUrlText("", text) : new ShortUrlText(withoutPort(text), "");
    }
    String path = text.substring(slash + 1).replaceFirst("[?#].*", "");
    return new ShortUrlText(
        withoutPort(text.substring(0, slash)), decoded(CsvLink.withoutOuterSlashes(path)));
  }

  private static String withoutPort(String authority) {
    return authority.replaceFirst(":\\d*$", "");
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path; // a percent sign that encodes nothing: it stands for itself
    }
  }
}
