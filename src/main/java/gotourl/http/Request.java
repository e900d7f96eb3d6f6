package gotourl.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One request, its header checked. Confined to its connection's event loop.
 *
 * <p>The authority of an absolute-form target is skipped, and so is the Host header: neither takes
 * part in any answer, but that {@link Hosts} chooses a domain by it.
 */
final class Request implements Fields {

  private static final byte[] NO_BODY = {};

  private final HttpMethod method;
  private final HttpHeaders headers;
  private final @Nullable String path;
  private final String query;
  private final String uri;
  private final int pathStart;
  private final int pathEnd;
  private final String version;
  private final Peer peer;
  private byte[] body = NO_BODY;

  private Request(
      HttpMethod method,
      HttpHeaders headers,
      String uri,
      int pathStart,
      int pathEnd,
      String query,
      String version,
      Peer peer) {
    this.peer = peer;
    this.version = version;
    this.method = method;
    this.headers = headers;
    this.uri = uri;
    this.pathStart = pathStart;
    this.pathEnd = pathEnd;
    this.path = PathText.decode(uri, pathStart, pathEnd);
    this.query = query;
  }

  /**
   * @param peer where it came from
   */
  static Request of(HttpRequest request, Peer peer) {
    String version = request.protocolVersion().text();
    return of(request.method(), request.uri(), request.headers(), version, peer);
  }

  /**
   * @param headers may be named in any case
   * @param version as it is written: {@code HTTP/1.1}
   * @param peer where it came from
   */
  static Request of(HttpMethod method, String uri, HttpHeaders headers, String version, Peer peer) {
    int start = uri.charAt(0) == '/' ? 0 : afterAuthority(uri);
    int mark = uri.indexOf('?', start);
    int end = mark < 0 ? uri.length() : mark;
    return new Request(
        method,
        headers,
        uri,
        Math.min(start + 1, end),
        end,
        mark < 0 ? "" : uri.substring(mark + 1),
        version,
        peer);
  }

  /** Where the path of an absolute-form target begins. */
  private static int afterAuthority(String uri) {
    int authority = uri.indexOf("://") + 3;
    for (int i = authority; i < uri.length(); i++) {
      if (uri.charAt(i) == '/' || uri.charAt(i) == '?') {
        return i;
      }
    }
    return uri.length();
  }

  /** {@code http://host/…} or {@code https://host/…}: what a client tells a proxy. */
  static boolean isAbsolute(String uri) {
    String start = uri.substring(0, Math.min(uri.length(), 8)).toLowerCase(Locale.ROOT);
    return start.startsWith("http://") || start.startsWith("https://");
  }

  /** The request line as it was sent, without what might be a secret. */
  String line() {
    return method + " " + LoggedTarget.of(this) + " " + version;
  }

  /** As it was sent. */
  String uri() {
    return uri;
  }

  HttpMethod method() {
    return method;
  }

  boolean isHead() {
    return HttpMethod.HEAD.equals(method);
  }

  boolean isGetOrHead() {
    return HttpMethod.GET.equals(method) || isHead();
  }

  /** What the client calls us: a name and perhaps a port; empty if HTTP/1.0 says nothing. */
  String host() {
    return header(HttpHeaderNames.HOST);
  }

  /** What stands there in a target of absolute form; {@code null} in any other. */
  @Nullable String authority() {
    if (uri.charAt(0) == '/') {
      return null;
    }
    String authority = uri.substring(uri.indexOf("://") + 3, afterAuthority(uri));
    return authority.substring(authority.lastIndexOf('@') + 1);
  }

  /** Decoded, without the first slash; {@code null} if the path is not text. */
  @Nullable String path() {
    return path;
  }

  /** As sent, without the first slash. */
  String rawPath() {
    return uri.substring(pathStart, pathEnd);
  }

  /** As sent, without the question mark; empty if there is none. */
  String query() {
    return query;
  }

  @Override
  public String header(CharSequence name) {
    Iterator<String> values = headers.valueStringIterator(name);
    if (!values.hasNext()) {
      return "";
    }
    String first = values.next();
    return values.hasNext() ? String.join(",", headers.getAll(name)) : first;
  }

  /** Where it came from. */
  Peer peer() {
    return peer;
  }

  /** Who sends it. */
  Client client() {
    return peer.client(this::header);
  }

  boolean prefersHtml() {
    return Accepts.prefersHtml(header(HttpHeaderNames.ACCEPT));
  }

  /** Only kept for a path that reads it. */
  byte[] body() {
    return body;
  }

  void body(byte[] body) {
    this.body = body;
  }
}
