package gotourl.transfer;

import gotourl.link.NamedDomain;
import java.util.List;

/**
 * A link that can be followed without its server.
 *
 * @param target safe to be sent in a header
 * @param status by which it redirects: 301, 302, 303, 307 or 308
 * @param forwardsQuery whether the query of a request goes along
 * @param losses what no form can say of it, a phrase each
 */
record PodLink(
    NamedDomain domain,
    String code,
    String target,
    int status,
    boolean forwardsQuery,
    List<String> losses) {

  /** Whether a query can go along by being put behind the target: it has none and no fragment. */
  boolean endsInPath() {
    return isWeb() && target.indexOf('?') < 0 && target.indexOf('#') < 0;
  }

  boolean isWeb() {
    return target.startsWith("https://") || target.startsWith("http://");
  }
}
