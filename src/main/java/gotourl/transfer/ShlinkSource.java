package gotourl.transfer;

import gotourl.link.Terms;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A running Shlink: its REST API, version 3, which Shlink has since 3.3. First its domains, then
 * its links, oldest first.
 *
 * <p>Source: shlink-open-api-specs, 3.3 to 5.1; what the documents leave open, Shlink's own source.
 */
final class ShlinkSource implements Source {

  static final String PRODUCT = "Shlink";

  static final String KEY_HEADER = "X-Api-Key";

  static final String API = "/rest/v3";

  private final ForeignApi api;
  private final ShlinkPages pages;
  private final ShlinkRules rules;

  /** Those that are still to come; {@code null}: not asked for yet. */
  private @Nullable Queue<Row> domains;

  private long links;

  ShlinkSource(ForeignApi api) {
    this.api = api;
    this.pages = new ShlinkPages(api);
    this.rules = new ShlinkRules(api);
  }

  @Override
  public @Nullable Row next() throws IOException {
    if (domains == null) {
      domains = new ArrayDeque<>(ShlinkDomains.read(api));
    }
    Row domain = domains.poll();
    if (domain != null) {
      return domain;
    }
    JsonMembers link = pages.next();
    return link == null ? null : row(new Place(Place.Unit.LINK, ++links), link);
  }

  private Row row(Place place, JsonMembers link) throws IOException {
    ForeignName name = ForeignName.of(link, "shortCode");
    try {
      return new Row.Read(place, read(link));
    } catch (RowFault fault) {
      return name.unreadable(place, fault);
    }
  }

  private ForeignLink read(JsonMembers link) throws RowFault, IOException {
    JsonMembers meta = link.object("meta");
    Optional<Instant> since = meta.time("validSince");
    Optional<Instant> until = meta.time("validUntil");
    Optional<Instant> created = link.time("dateCreated");
    boolean crawlable = link.flag("crawlable", false);
    // Before it was a choice, in Shlink 2.9, all queries went along.
    boolean forwards = link.flag("forwardQuery", true);
    int maxVisits = maxVisits(meta);
    long visits =
        link.has("visitsSummary")
            ? link.object("visitsSummary").count("total")
            : link.count("visitsCount");
    return ForeignLink.of(link.text("shortCode"), link.text("longUrl"))
        .withDomain(link.text("domain"))
        .withTitle(link.text("title"))
        .withTags(link.texts("tags"))
        .withTerms(terms ->
            terms
                .withValidSince(since)
                .withValidUntil(until)
                .withMaxVisits(maxVisits)
                .withCrawlable(crawlable)
                .withForwardsQuery(forwards))
        .withRules(rules.of(link))
        .withVisits(visits)
        .withOrigin(origin ->
            created
                .map(origin::withCreated)
                .orElse(origin)
                .withVisits((int) Math.min(visits, maxVisits)));
  }

  private static int maxVisits(JsonMembers meta) throws RowFault {
    long visits = meta.count("maxVisits");
    if (visits > Integer.MAX_VALUE || (visits == 0 && meta.has("maxVisits"))) {
      throw new RowFault("it may be followed " + visits + " times, which no link here can say");
    }
    return visits == 0 ? Terms.ANY_NUMBER : (int) visits;
  }
}
