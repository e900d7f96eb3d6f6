package gotourl.http.api;

import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStates;
import gotourl.link.Links;
import gotourl.link.ShortUrls;
import java.util.Optional;

/**
 * What is told of links beside what they say themselves, in one answer.
 *
 * @param urls what links are followed by
 */
record Showing(ShortUrls urls, LinkStates states) {

  static Showing now(ShortUrls urls, Links links) {
    return new Showing(urls, links.states());
  }

  String shortUrl(Key key) {
    return urls.shortUrl(key);
  }

  /** Empty for the default domain. */
  Optional<String> domain(Key key) {
    return urls.isOfDefault(key) ? Optional.empty() : Optional.of(urls.domainName(key));
  }

  /** {@link gotourl.link.LinkStore#VISITS_UNKNOWN}: nobody knows. */
  int visits(Link link) {
    return states.visits().applyAsInt(link.number());
  }

  String state(Link link) {
    return states.of(link).label();
  }
}
