package gotourl.transfer;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Where a server of another kind is, and the key that it knows us by. The key goes into one header
 * and nowhere else.
 *
 * @param product what it is called, for people
 * @param root scheme, host, port and path, without a slash at the end
 * @param header that the key goes into
 */
record ForeignServer(String product, String root, String header, String key) {

  /** Longer than any of them; beyond it somebody gave a file that is something else. */
  private static final int KEY_CHARS_MAX = 1_024;

  /**
   * @throws IOException if no server can be asked there, or nothing can be such a key; what is
   *     wrong is said without the one and the other
   */
  static ForeignServer of(String product, URI base, String header, String key) throws IOException {
    String scheme = base.getScheme() == null ? "" : base.getScheme().toLowerCase(Locale.ROOT);
    if (!(scheme.equals("http") || scheme.equals("https")) || base.getHost() == null) {
      throw new IOException(
          "the address of " + product + " must be like https://" + example(product) + ".example");
    }
    if (base.getRawUserInfo() != null) {
      throw new IOException(
          "the address of " + product + " must have no name and no password in it");
    }
    if (base.getRawQuery() != null || base.getRawFragment() != null) {
      throw new IOException("the address of " + product + " must have no ? and no # in it");
    }
    if (key.isEmpty() || key.length() > KEY_CHARS_MAX || !isPlain(key)) {
      throw new IOException(
          "the key for "
              + product
              + " must be 1 to "
              + KEY_CHARS_MAX
              + " visible characters, no quotes and no backslashes");
    }
    String path = base.getRawPath() == null ? "" : base.getRawPath();
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    return new ForeignServer(product, scheme + "://" + base.getRawAuthority() + path, header, key);
  }

  private static String example(String product) {
    return product.toLowerCase(Locale.ROOT);
  }

  /** One that is found again in what others say, however that is quoted. */
  private static boolean isPlain(String key) {
    return key.chars().allMatch(c -> c > ' ' && c < 0x7F && c != '"' && c != '\\');
  }

  boolean isEncrypted() {
    return root.startsWith("https:");
  }

  /**
   * @param path percent-encoded, with its query
   */
  URI uri(String path) throws IOException {
    try {
      return new URI(root + path);
    } catch (URISyntaxException e) {
      throw new IOException(root + " has no such path", e);
    }
  }

  /** A text as one value of a query, or as one segment of a path. */
  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What others said, as one line of which nobody learns the key. */
  String shown(String words) {
    String line = Quoted.escaped(withoutKey(words));
    return line.length() <= Quoted.SHOWN_MAX ? line : line.substring(0, Quoted.SHOWN_MAX) + "…";
  }

  /** What we say about what they said. */
  String withoutKey(String words) {
    return words.replace(key, "(the key)");
  }

  /** Without the key. */
  @Override
  public String toString() {
    return product + " at " + root;
  }
}
