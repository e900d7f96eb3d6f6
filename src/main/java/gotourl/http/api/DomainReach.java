package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.link.Domain;
import gotourl.link.DomainList;
import gotourl.link.DomainName;
import gotourl.link.Domains;
import gotourl.link.NamedDomain;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which domains there are for who calls: what is beyond a secret's limits is not there. */
record DomainReach(Domains domains) {

  /**
   * @param name any spelling of the host, or {@link Domain#DEFAULT_NAME}
   */
  Optional<NamedDomain> find(Credential who, String name) {
    DomainList now = domains.now();
    Optional<NamedDomain> found =
        name.equals(Domain.DEFAULT_NAME)
            ? Optional.of(now.ofDefault())
            : DomainName.parse(name).flatMap(now::named);
    return found.filter(domain -> who.limits().reachesDomain(domain.name()));
  }

  List<NamedDomain> all(Credential who) {
    return domains.now().all().stream()
        .filter(domain -> who.limits().reachesDomain(domain.name()))
        .toList();
  }

  /** The numbers of those that links shall be of; empty: of any. */
  Optional<Set<Integer>> numbers(Credential who) {
    return who.limits().domains().isEmpty()
        ? Optional.empty()
        : Optional.of(all(who).stream().map(NamedDomain::number).collect(Collectors.toSet()));
  }
}
