package gotourl.http;

import gotourl.link.BaseUrl;

/**
 * Leads every GET and HEAD to the same path and query under https, permanently. Where that is comes
 * from the configuration alone; of the request only path and query take part, behind the host and
 * with every byte escaped that a header or a browser could take for something else.
 */
final class ToHttps extends Front {

  /** Printable ASCII that a browser reads otherwise than as a character of a path or query. */
  private static final String ESCAPED = "\"#<>[\\]^`{|}";

  /** So long may a mistake in the configuration stay in caches. */
  private static final String AGE = "max-age=3600";

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private final String origin;
  private final Reply refusal;

  ToHttps(BaseUrl https) {
    this.origin = https.origin();
    this.refusal = Replies.onlyByHttps(origin);
  }

  @Override
  Reply route(Request request) {
    if (!request.isGetOrHead()) {
      return refusal;
    }
    StringBuilder location = new StringBuilder(origin).append('/');
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
