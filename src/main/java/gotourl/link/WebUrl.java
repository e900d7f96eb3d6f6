package gotourl.link;

import org.jspecify.annotations.Nullable;

/**
 * An http or https URL, taken apart and percent-encoded: every part is printable ASCII.
 *
 * @param host a name in lower case, four decimal numbers, or an IPv6 address in brackets
 * @param port {@link #PORT_DEFAULT} if it is the scheme's own
 * @param path begins with a slash
 * @param query without its question mark; an empty one is not the same as none
 * @param fragment without its hash sign
 */
record WebUrl(
    String scheme,
    String username,
    String password,
    String host,
    int port,
    String path,
    @Nullable String query,
    @Nullable String fragment) {

  static final int PORT_DEFAULT = -1;

  static int defaultPort(String scheme) {
    return scheme.equals("https") ? 443 : 80;
  }

  int effectivePort() {
    return port == PORT_DEFAULT ? defaultPort(scheme) : port;
  }

  String serialise() {
    StringBuilder out = new StringBuilder(64 + path.length());
    out.append(scheme).append("://");
    if (!username.isEmpty() || !password.isEmpty()) {
      out.append(username);
      if (!password.isEmpty()) {
        out.append(':').append(password);
      }
      out.append('@');
    }
    out.append(host);
    if (port != PORT_DEFAULT) {
      out.append(':').append(port);
    }
    out.append(path);
    if (query != null) {
      out.append('?').append(query);
    }
    if (fragment != null) {
      out.append('#').append(fragment);
    }
    return out.toString();
  }
}
