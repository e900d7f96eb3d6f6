package gotourl.link;

import gotourl.visitor.Parameters;
import java.util.HashSet;
import java.util.Set;

/**
 * Puts the query of a request into a target. Nothing but the target's query can change: what is put
 * in stands behind the first question mark and before the first hash sign, and is encoded as
 * browsers encode a query, so that it can neither end it nor carry anything a header may not.
 *
 * <pre>
 *   https://example.com/p?a=1&amp;b=2#f   and   b=3&amp;c=4   make   https://example.com/p?a=1&amp;b=3&amp;c=4#f
 * </pre>
 *
 * Of a parameter whose name (decoded) stands in both, the request's values count and the target's
 * are left out. Everything else stays byte for byte, in its order.
 */
public final class ForwardedQuery {

  private ForwardedQuery() {}

  /** Outcome of {@link #merge}. */
  public sealed interface Merged {}

  /** The target with the query in it. */
  public record Target(String target) implements Merged {}

  /** Together they are longer than {@link UrlPolicy#TARGET_LENGTH_MAX}. */
  public enum TooLong implements Merged {
    TOO_LONG
  }

  /**
   * @param target as it is stored; one that is neither http nor https stays as it is, since what a
   *     query means there (in {@code mailto:}, more recipients) is not for strangers to say
   * @param query of the request, as it was sent, without its question mark
   */
  public static Merged merge(String target, String query) {
    Set<String> names = names(query);
    if (names.isEmpty() || !isWeb(target)) {
      return new Target(target);
    }
    int hash = target.indexOf('#');
    int end = hash < 0 ? target.length() : hash;
    int mark = target.indexOf('?', 0, end);
    StringBuilder out = new StringBuilder(target.length() + query.length() + 1);
    out.append(target, 0, mark < 0 ? end : mark).append('?');
    int start = out.length();
    if (mark >= 0) {
      appendOthers(target, mark + 1, end, names, out);
    }
    if (out.length() > start && out.charAt(out.length() - 1) != '&') {
      out.append('&');
    }
    PercentEncoding.QUERY.append(query, 0, query.length(), out);
    out.append(target, end, target.length());
    return out.length() > UrlPolicy.TARGET_LENGTH_MAX
        ? TooLong.TOO_LONG
        : new Target(out.toString());
  }

  private static boolean isWeb(String target) {
    return target.startsWith("https://") || target.startsWith("http://");
  }

  private static Set<String> names(String query) {
    Set<String> names = new HashSet<>();
    for (int start = 0; start < query.length(); ) {
      int end = pieceEnd(query, start, query.length());
      if (end > start) {
        names.add(name(query, start, end));
      }
      start = end + 1;
    }
    return names;
  }

  /** Appends what stands from {@code from} to {@code to} but for parameters of these names. */
  private static void appendOthers(
      String target, int from, int to, Set<String> names, StringBuilder out) {
    boolean first = true;
    for (int start = from; start <= to; ) {
      int end = pieceEnd(target, start, to);
      if (end == start || !names.contains(name(target, start, end))) {
        if (!first) {
          out.append('&');
        }
        first = false;
        out.append(target, start, end);
      }
      start = end + 1;
    }
  }

  private static int pieceEnd(String text, int start, int end) {
    int ampersand = text.indexOf('&', start, end);
    return ampersand < 0 ? end : ampersand;
  }

  private static String name(String text, int start, int end) {
    int equals = text.indexOf('=', start, end);
    return Parameters.decode(text.substring(start, equals < 0 ? end : equals));
  }
}
