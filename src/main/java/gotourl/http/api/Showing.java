package gotourl.http.api;

import gotourl.link.BaseUrl;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStates;
import gotourl.link.Links;

/**
 * What is told of links beside what they say themselves, in one answer.
 *
 * @param base what short URLs begin with
 */
record Showing(BaseUrl base, LinkStates states) {

  static Showing now(BaseUrl base, Links links) {
    return new Showing(base, links.states());
  }

  String shortUrl(Key key) {
    return base.shortUrl(key);
  }

  /** {@link gotourl.link.LinkStore#VISITS_UNKNOWN}: nobody knows. */
  int visits(Link link) {
    return states.visits().applyAsInt(link.number());
  }

  String state(Link link) {
    return states.of(link).label();
  }
}
