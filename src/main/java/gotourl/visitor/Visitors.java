package gotourl.visitor;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Makes visitors of requests. One for a server; for any thread.
 *
 * @param countries where addresses are
 * @param salt what shares are drawn with
 */
public record Visitors(Countries countries, ShareSalt salt) {

  /**
   * Nothing is derived yet.
   *
   * @param userAgent the value of {@code User-Agent}; empty if there is none
   * @param languages the value of {@code Accept-Language}; empty if there is none
   * @param address {@code null} if there is none, as on a Unix-domain socket
   * @param query of the request, without its question mark; empty if there is none
   */
  public Visitor of(
      String userAgent, String languages, @Nullable InetAddress address, String query) {
    return new Visitor(this, userAgent, languages, address, query);
  }
}
