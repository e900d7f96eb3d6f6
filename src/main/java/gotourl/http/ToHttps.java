package gotourl.http;

import gotourl.link.BaseUrl;
import gotourl.link.NamedDomain;

/**
 * Leads every GET and HEAD to the same path and query under https, permanently. Where that is comes
 * from the configuration alone, and its Host only chooses among our domains; of the request only
 * path and query take part, behind the host and with every byte escaped that a header or a browser
 * could take for something else.
 */
final class ToHttps extends Front {

  /** Printable ASCII that a browser reads otherwise than as a character of a path or query. */
  private static final String ESCAPED = "\"#<>[\\]^`{|}";

  /** So long may a mistake in the configuration stay in caches. */
  private static final String AGE = "max-age=3600";

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private final BaseUrl https;
  private final Hosts hosts;

  /**
   * @param https where the default domain is
   */
  ToHttps(BaseUrl https, Hosts hosts) {
    this.https = https;
    this.hosts = hosts;
  }

  private String origin(Request request) {
    NamedDomain domain = hosts.of(request);
    return (domain.isDefault() ? https : https.at(domain.name())).origin();
  }

  @Override
  Reply route(Request request) {
    if (hosts.areContradicted(request)) {
      return Replies.MALFORMED;
    }
    if (!request.isGetOrHead()) {
      return Replies.onlyByHttps(origin(request));
    }
    StringBuilder location = new StringBuilder(origin(request)).append('/');
    append(location, request.rawPath());
    if (!request.query().isEmpty()) {
      append(location.append('?'), request.query());
    }
    return Reply.empty(Status.MOVED_PERMANENTLY)
        .with("Location", location.toString())
        .with("Cache-Control", AGE);
  }

  /** Each char is one byte of the request. */
  private static void append(StringBuilder location, String raw) {
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c <= ' ' || c >= 0x7f || ESCAPED.indexOf(c) >= 0) {
        location.append('%').append(HEX[c >> 4 & 0xf]).append(HEX[c & 0xf]);
      } else {
        location.append(c);
      }
    }
  }
}
