package gotourl.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** What is wrong with a request before anybody asks what it wants. Every refusal closes. */
final class RequestCheck {

  private RequestCheck() {}

  /** {@code null}: nothing. */
  static @Nullable Reply refusal(HttpRequest request) {
    if (request.decoderResult().isFailure()) {
      return malformed(request.decoderResult().cause());
    }
    HttpHeaders headers = request.headers();
    HttpVersion version = request.protocolVersion();
    boolean current = version.equals(HttpVersion.HTTP_1_1);
    if (!current && !version.equals(HttpVersion.HTTP_1_0)) {
      return Replies.VERSION_UNKNOWN;
    }
    if (headers.size() > Limits.HEADER_FIELDS_MAX) {
      return Replies.HEADERS_TOO_LARGE;
    }
    if (!isTarget(request.uri()) || !isFramed(headers, current) || !isHosted(headers, current)) {
      return Replies.MALFORMED;
    }
    return null;
  }

  static Reply malformed(Throwable cause) {
    return switch (cause) {
      case TooLongHttpLineException line -> Replies.URI_TOO_LONG;
      case TooLongHttpHeaderException header -> Replies.HEADERS_TOO_LARGE;
      case Throwable other -> Replies.MALFORMED;
    };
  }

  /** In a chunked body: no line of it is a request line. */
  static Reply malformedBody(Throwable cause) {
    return cause instanceof TooLongHttpHeaderException
        ? Replies.HEADERS_TOO_LARGE
        : Replies.MALFORMED;
  }

  /** Origin-form, or absolute-form, and nothing that could not be shown in a log line. */
  private static boolean isTarget(String uri) {
    return !uri.isEmpty() && (uri.charAt(0) == '/' || Request.isAbsolute(uri)) && isPrintable(uri);
  }

  static boolean isPrintable(CharSequence uri) {
    for (int i = 0; i < uri.length(); i++) {
      char c = uri.charAt(i);
      if (c <= ' ' || c == 0x7f) {
        return false;
      }
    }
    return true;
  }

  /** One way only to tell where the body ends, and one that this version has. */
  private static boolean isFramed(HttpHeaders headers, boolean current) {
    // From a draft of 2010: Netty would take 8 bytes for a body that nobody else sees.
    if (headers.contains(HttpHeaderNames.SEC_WEBSOCKET_KEY1)) {
      return false;
    }
    Iterator<? extends CharSequence> encodings =
        headers.valueCharSequenceIterator(HttpHeaderNames.TRANSFER_ENCODING);
    if (!encodings.hasNext()) {
      return true;
    }
    String encoding = encodings.next().toString();
    return current
        && encoding.equalsIgnoreCase("chunked")
        && !encodings.hasNext()
        && !headers.contains(HttpHeaderNames.CONTENT_LENGTH);
  }

  /** HTTP/1.1 has exactly one Host; HTTP/1.0 at most one. */
  private static boolean isHosted(HttpHeaders headers, boolean current) {
    Iterator<? extends CharSequence> hosts =
        headers.valueCharSequenceIterator(HttpHeaderNames.HOST);
    if (!hosts.hasNext()) {
      return !current;
    }
    return isAuthority(hosts.next()) && !hosts.hasNext();
  }

  /** {@code host}, {@code host:port} or {@code [address]:port}, by its characters. */
  static boolean isAuthority(CharSequence host) {
    int length = host.length();
    int at = 0;
    if (length > 0 && host.charAt(0) == '[') {
      do {
        at++;
      } while (at < length && isAddress(host.charAt(at)));
      if (at == length || at == 1 || host.charAt(at) != ']') {
        return false;
      }
      at++;
    } else {
      while (at < length && isName(host.charAt(at))) {
        at++;
      }
    }
    if (at == 0) {
      return false;
    }
    if (at < length && host.charAt(at++) != ':') {
      return false;
    }
    while (at < length && host.charAt(at) >= '0' && host.charAt(at) <= '9') {
      at++;
    }
    return at == length;
  }

  private static boolean isAddress(char c) {
    return (Character.digit(c, 16) >= 0 && c < 0x80) || c == ':' || c == '.' || c == '%';
  }

  /**
   * The characters of reg-name (RFC 3986, section 3.2.2), escapes by their characters; but no
   * comma, by which a proxy would join two hosts.
   */
  private static boolean isName(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || (c >= 'A' && c <= 'Z')
        || "-._~%!$&'()*+;=".indexOf(c) >= 0;
  }
}
