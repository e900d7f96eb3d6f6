package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.link.Domain;
import gotourl.link.Key;
import gotourl.link.Links;
import gotourl.link.NamedDomain;
import gotourl.link.Shortener;
import gotourl.link.UrlPolicy.Accepted;
import gotourl.link.UrlPolicy.Refused;

/**
 * The domain's rules about single fields, asked while a body is read, so that a client hears all
 * that is wrong at once. The use cases ask them again.
 */
record FieldRules(Shortener shortener, Links links, Credential who) {

  Domain domain(String name) throws Unacceptable {
    return new DomainReach(links.domains())
        .find(who, name)
        .map(NamedDomain::domain)
        .orElseThrow(() -> Unacceptable.value("is no domain of this server"));
  }

  void target(String url) throws Unacceptable {
    switch (links.check(url)) {
      case Accepted _ -> {}
      case Refused(String reason) -> throw Unacceptable.value("is refused: " + reason);
    }
  }

  void code(String code) throws Unacceptable {
    switch (Key.parse(links.domain(), code)) {
      case Key.Valid _ -> {}
      case Key.Invalid(Key.Fault fault) -> throw refused(fault);
    }
  }

  void shape(Wish wish) throws Unacceptable {
    var fault = shortener.shapeFault(wish.shape());
    if (fault.isPresent()) {
      throw refused(fault.get());
    }
  }

  static Unacceptable refused(Key.Fault fault) {
    return Unacceptable.value("is refused: " + fault.words());
  }
}
