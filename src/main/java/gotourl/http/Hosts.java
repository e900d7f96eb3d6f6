package gotourl.http;

import gotourl.link.DomainList;
import gotourl.link.Domains;
import gotourl.link.NamedDomain;

/**
 * Which domain's links a request asks for. Its Host decides, and no other header; all that comes of
 * it is the choice among our own domains.
 */
final class Hosts {

  private final Domains domains;

  Hosts(Domains domains) {
    this.domains = domains;
  }

  /** As they are now. */
  DomainList domains() {
    return domains.now();
  }

  NamedDomain of(Request request) {
    DomainList now = domains.now();
    return now.isDefaultAlone() ? now.ofDefault() : now.atHost(request.host());
  }

  /**
   * Whether its target names another of our domains than its Host does: what stands between us and
   * the client may have gone by the other.
   */
  boolean areContradicted(Request request) {
    DomainList now = domains.now();
    String authority = now.isDefaultAlone() ? null : request.authority();
    return authority != null
        && now.atHost(authority).number() != now.atHost(request.host()).number();
  }
}
