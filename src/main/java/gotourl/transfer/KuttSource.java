package gotourl.transfer;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A running Kutt: its API, version 2, of Kutt 2 and 3. First its domains, then its links, oldest
 * first. With an administrator's key those of all users, else those of the key's own.
 *
 * <p>Source: docs/api and the server's source in thedevs-network/kutt.
 */
final class KuttSource implements Source {

  static final String PRODUCT = "Kutt";

  static final String KEY_HEADER = "X-API-KEY";

  static final String API = "/api/v2";

  /** As many as a store can hold, ten times; links of further ones are refused by name. */
  private static final int DOMAINS_MAX = 10_000;

  private final ForeignApi api;
  private final KuttPages pages;

  /** What comes before the next link. */
  private final Queue<Row> ready = new ArrayDeque<>();

  /** Which have come. */
  private final Set<String> domains = new HashSet<>();

  private boolean begun;
  private long links;

  KuttSource(ForeignApi api) {
    this.api = api;
    this.pages = new KuttPages(api);
  }

  @Override
  public @Nullable Row next() throws IOException {
    if (!begun) {
      begun = true;
      for (ForeignDomain domain : KuttDomains.read(api)) {
        announce(domain);
      }
    }
    if (ready.isEmpty()) {
      JsonMembers link = pages.next();
      if (link != null) {
        ready.add(row(new Place(Place.Unit.LINK, ++links), link));
      }
    }
    return ready.poll();
  }

  private void announce(ForeignDomain domain) {
    if (domains.size() < DOMAINS_MAX && domains.add(domain.name())) {
      ready.add(new Row.OfDomain(new Place(Place.Unit.DOMAIN, domains.size()), domain));
    }
  }

  /** Of another user's domain nothing is known but what its links say. */
  private Row row(Place place, JsonMembers link) {
    ForeignName name = ForeignName.of(link, "address");
    try {
      ForeignLink read = read(link);
      if (!read.domain().isEmpty()) {
        announce(KuttDomains.of(read.domain(), ""));
      }
      return new Row.Read(place, read);
    } catch (RowFault fault) {
      return name.unreadable(place, fault);
    }
  }

  private static ForeignLink read(JsonMembers link) throws RowFault {
    // Administrators are given its hash, which is none that we could check.
    if (link.says("password")) {
      throw new RowFault(
          "it has a password, which Kutt does not give away; make it by hand, with a password");
    }
    Optional<Instant> created = link.time("created_at");
    // With one of its databases, Kutt gives a time without a zone, which is in UTC.
    Optional<Instant> until = link.time("expire_in");
    // Nobody gets beyond a banned one, and its code stays taken.
    boolean enabled = !link.flag("banned", false);
    return ForeignLink.of(link.text("address"), link.text("target"))
        .withDomain(domain(link))
        .withNote(link.text("description"))
        .withTerms(terms -> terms.withEnabled(enabled).withValidUntil(until))
        .withVisits(link.count("visit_count"))
        .withOrigin(origin -> created.map(origin::withCreated).orElse(origin));
  }

  /**
   * Administrators are given the name of the default domain as if it were one of the others, beside
   * the number of the domain, which the default one has not.
   */
  private static String domain(JsonMembers link) throws RowFault {
    return link.isNull("domain_id") ? "" : link.text("domain");
  }
}
