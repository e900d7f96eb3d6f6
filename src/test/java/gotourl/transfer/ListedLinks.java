package gotourl.transfer;

import gotourl.link.About;
import gotourl.link.DomainList;
import gotourl.link.Draft;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.NamedDomain;
import gotourl.link.Terms;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Links on their way out that a test has made. A test may change them between two walks. */
final class ListedLinks implements Departures {

  private static final Instant CREATED = Instant.parse("2024-02-01T12:00:00.123Z");

  final List<Link> links = new ArrayList<>();
  private final DomainList domains;
  private long next;

  ListedLinks(DomainList domains) {
    this.domains = domains;
  }

  void add(String code, String target) {
    add(code, target, Terms.NONE);
  }

  void add(String code, String target, Terms terms) {
    add(domains.ofDefault(), code, target, terms);
  }

  /** Whatever the code is. */
  void add(NamedDomain domain, String code, String target, Terms terms) {
    links.add(
        new Link(
            next++,
            1,
            Key.ofStored(domain.domain(), code),
            new Draft(target, terms, About.NOTHING, Draft.NOBODY),
            CREATED,
            CREATED));
  }

  @Override
  public DomainList domains() {
    return domains;
  }

  @Override
  public void forEach(Each each) throws IOException {
    for (Link link : List.copyOf(links)) {
      each.link(link, domains.of(link.key().domain()).orElseThrow());
    }
  }
}
