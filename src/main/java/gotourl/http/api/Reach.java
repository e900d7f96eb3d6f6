package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.link.Domain;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.Links;
import gotourl.link.NamedDomain;
import java.util.Optional;

/** Which link a path names, and whether who calls may see or change it. */
record Reach(Links links) {

  /** What can be no code is no link's; what is beyond reach is not there. */
  Key key(Credential who, LinkName name) throws Refused {
    NamedDomain domain =
        new DomainReach(links.domains())
            .find(who, name.domain().orElse(Domain.DEFAULT_NAME))
            .orElseThrow(() -> new Refused(Outcomes.noSuchLink()));
    return switch (Key.parse(domain.domain(), name.code())) {
      case Key.Valid(Key key) -> key;
      case Key.Invalid _ -> throw new Refused(Outcomes.noSuchLink());
    };
  }

  Optional<Link> find(Key key) {
    return links.find(key).toCompletableFuture().join();
  }

  /** Who sees a link hears that he may not change it; who sees none hears of none. */
  void requireWrite(Credential who, Key key) throws Refused {
    if (!who.allows(Scope.WRITE)) {
      throw who.allows(Scope.READ) && find(key).isPresent()
          ? Permission.forbidden()
          : new Refused(Outcomes.noSuchLink());
    }
  }
}
