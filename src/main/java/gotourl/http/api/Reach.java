package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.link.Domain;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkFilter;
import gotourl.link.LinkFilter.Tagged;
import gotourl.link.Links;
import gotourl.link.NamedDomain;
import gotourl.link.TagName;
import gotourl.link.Tags;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which links there are for who calls, and whether he may change them. */
record Reach(Links links) {

  /** Those that he reaches; for him there are no others. */
  Links of(Credential who) {
    Set<TagName> tags = tags(who);
    return tags.isEmpty() ? links : links.within(LinkFilter.of(new Tagged(tags, false)));
  }

  /** What he is limited to; none: not by tags. */
  static Set<TagName> tags(Credential who) {
    return who.limits().tags().stream().map(TagName::ofStored).collect(Collectors.toSet());
  }

  /** Whoever is limited to tags makes links that have one of them. */
  static void requireOwnTag(Credential who, Tags tags, Faults faults) {
    Set<TagName> own = tags(who);
    if (!own.isEmpty() && !tags.hasAnyOf(own)) {
      faults.add(Fault.value(LinkField.TAGS.label(), mustHaveOneOf(who)));
    }
  }

  /** Completes a sentence about tags. */
  static String mustHaveOneOf(Credential who) {
    return "must have one that the secret is limited to: "
        + String.join(", ", new TreeSet<>(who.limits().tags()));
  }

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

  Optional<Link> find(Credential who, Key key) {
    return of(who).find(key).toCompletableFuture().join();
  }

  /** Who sees a link hears that he may not change it; who sees none hears of none. */
  void requireWrite(Credential who, Key key) throws Refused {
    if (!who.allows(Scope.WRITE)) {
      throw who.allows(Scope.READ) && find(who, key).isPresent()
          ? Permission.forbidden()
          : new Refused(Outcomes.noSuchLink());
    }
  }
}
