package gotourl.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.util.AsciiString;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with an HTTP/2 request that the codec let through. Netty resets the stream of one
 * that breaks the rules of HTTP/2 itself (RFC 9113, sections 8.1.1 to 8.3): pseudo-header fields,
 * upper-case names, fields of a connection, a body of another length than announced. This is about
 * what HTTP/1 has as well, and answers as {@link RequestCheck} does.
 */
final class Http2Check {

  /** Of the pseudo-header fields only the authority is a field in HTTP/1. */
  private static final int PSEUDO_FIELDS = 3;

  private Http2Check() {}

  /** {@code null}: nothing. */
  static @Nullable Reply refusal(Http2Headers headers) {
    if (headers.size() - PSEUDO_FIELDS > Limits.HEADER_FIELDS_MAX) {
      return Replies.HEADERS_TOO_LARGE;
    }
    CharSequence path = headers.path();
    if (path != null && path.length() > Limits.REQUEST_LINE_BYTES_MAX) {
      return Replies.URI_TOO_LONG;
    }
    // CONNECT has no path.
    if (path == null || path.charAt(0) != '/' || !RequestCheck.isPrintable(path)) {
      return Replies.MALFORMED;
    }
    return isHosted(headers) ? null : Replies.MALFORMED;
  }

  /** By an authority or a Host, and if by both, by the same (RFC 9113, section 8.3.1). */
  private static boolean isHosted(Http2Headers headers) {
    CharSequence authority = headers.authority();
    Iterator<CharSequence> hosts = headers.valueIterator(HttpHeaderNames.HOST);
    if (!hosts.hasNext()) {
      return authority != null && RequestCheck.isAuthority(authority);
    }
    CharSequence host = hosts.next();
    return !hosts.hasNext()
        && RequestCheck.isAuthority(host)
        && (authority == null || AsciiString.contentEquals(authority, host));
  }
}
