package gotourl.transfer;

import gotourl.link.Terms;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a column of a CSV can tell of a link, by all the names that it has. The first is the one of
 * our API; of several columns that tell the same, the one whose name stands first here counts.
 * Case, blanks, {@code _} and {@code -} make no difference in a name.
 *
 * <p>Sources of the names, all read in 2026:
 *
 * <ul>
 *   <li>Shlink's web client: shlinkio/shlink-web-component, {@code ExportShortUrlsBtn.tsx};
 *       Shlink's {@code short-url:list}: shlinkio/shlink, {@code ListShortUrlsCommand.php}; what it
 *       imports itself: shlinkio/shlink-importer, {@code CsvImporter.php} (tags between {@code |})
 *   <li>YOURLS: the table {@code yourls_url}, {@code functions-install.php}; {@code source, target,
 *       hits} of GautamGupta/YOURLS-Import-Export, {@code fileio/csv.php}, which writes a code as
 *       {@code /code/}
 *   <li>Bitly: the fields of a Bitlink, dev.bitly.com ({@code link, long_url, created_at, tags})
 *   <li>Rebrandly: developers.rebrandly.com/docs/link-entity
 *   <li>Short.io: the fields of its API and of its importer, Short-io/shortio-cli
 *   <li>chhoto: SinTan1729/chhoto-url, {@code script.js} and the API ({@code shortlink, longlink,
 *       hits, expiry_time, notes}); its short link is a code alone, its 0 no time
 *   <li>tiny.cc: tiny.cc/tiny/csv_examples; Dub: {@code key, url, clicks}
 * </ul>
 */
@SuppressWarnings("ImmutableEnumChecker") // Its lambdas hold nothing.
enum CsvColumn {
  CODE(
      Of.ANYBODY,
      (cell, link) -> link.code = CsvLink.withoutOuterSlashes(cell.strip()),
      "shortCode",
      "code",
      "keyword",
      "slashtag",
      "slug",
      "backHalf",
      "customBackHalf",
      "alias",
      "shortId",
      "hash",
      "key",
      "path",
      "source"),
  SHORT_URL(
      Of.ANYBODY,
      (cell, link) -> link.shortUrl = cell.strip(),
      "shortUrl",
      "shortLink",
      "bitlink",
      "link"),
  TARGET(
      Of.ANYBODY,
      (cell, link) -> link.target = cell.strip(),
      "longUrl",
      "originalUrl",
      "destinationUrl",
      "destination",
      "targetUrl",
      "target",
      "longLink",
      "url"),
  DOMAIN(Of.ANYBODY, (cell, link) -> link.domain = cell.strip(), "domain", "hostname", "host"),
  TITLE(Of.ANYBODY, (cell, link) -> link.title = cell, "title"),
  NOTE(
      Of.ANYBODY,
      (cell, link) -> link.note = cell,
      "note",
      "notes",
      "description",
      "comment",
      "comments"),
  TAGS(Of.ANYBODY, (cell, link) -> link.tags(cell), "tags", "tag", "labels"),
  ENABLED(
      Of.ANYBODY,
      (cell, link) -> {
        boolean enabled = ForeignValue.flag(cell);
        link.terms(terms -> terms.withEnabled(enabled));
      },
      "enabled",
      "isEnabled",
      "active",
      "isActive"),
  VALID_SINCE(
      Of.ANYBODY,
      (cell, link) -> {
        var since = link.time(cell);
        link.terms(terms -> terms.withValidSince(since));
      },
      "validSince",
      "startsAt",
      "startAt",
      "startDate",
      "activeFrom"),
  VALID_UNTIL(
      Of.ANYBODY,
      (cell, link) -> {
        var until = link.time(cell);
        link.terms(terms -> terms.withValidUntil(until));
      },
      "validUntil",
      "expiresAt",
      "expiredAt",
      "expireAt",
      "expires",
      "expiresOn",
      "expiryTime",
      "expiryDate",
      "expiry",
      "expirationDate",
      "expiration"),
  FORWARD_QUERY(
      Of.ANYBODY,
      (cell, link) -> {
        boolean forwards = ForeignValue.flag(cell);
        link.terms(terms -> terms.withForwardsQuery(forwards));
      },
      "forwardQuery",
      "forwardParameters"),
  REDIRECT_STATUS(
      Of.ANYBODY,
      (cell, link) -> {
        int status = ForeignValue.between(301, 308, cell);
        if (!Terms.isStatus(status)) {
          throw new RowFault(Quoted.of(cell.strip()) + " is not 301, 302, 303, 307 or 308");
        }
        link.terms(terms -> terms.withRedirectStatus(status));
      },
      "redirectStatus",
      "redirectType"),
  CACHE_SECONDS(
      Of.ANYBODY,
      (cell, link) -> {
        int seconds = ForeignValue.between(0, Terms.CACHE_SECONDS_MAX, cell);
        link.terms(terms -> terms.withCacheSeconds(seconds));
      },
      "cacheSeconds"),
  CRAWLABLE(
      Of.ANYBODY,
      (cell, link) -> {
        boolean crawlable = ForeignValue.flag(cell);
        link.terms(terms -> terms.withCrawlable(crawlable));
      },
      "crawlable"),
  MAX_VISITS(
      Of.ANYBODY,
      (cell, link) -> {
        int max = ForeignValue.between(1, Integer.MAX_VALUE, cell);
        link.terms(terms -> terms.withMaxVisits(max));
      },
      "maxVisits",
      "maxClicks",
      "clickLimit",
      "clicksLimit",
      "visitLimit"),
  /** How many rules it has, for people: what they are a cell does not say. */
  RULES(
      Of.OURS,
      (cell, link) -> {
        if (ForeignValue.count(cell) > 0) {
          throw new RowFault(
              Quoted.of(cell.strip()) + ": the file does not say which rules the link has");
        }
      },
      "rules"),
  HAS_PASSWORD(
      Of.ANYBODY,
      (cell, link) -> {
        if (ForeignValue.flag(cell)) {
          throw new RowFault("is true: the file does not say what password the link has");
        }
      },
      "hasPassword",
      "passwordProtected"),
  /** Never repeated: who reads of refused rows need not be who may follow the link. */
  PASSWORD(
      Of.ANYBODY,
      (cell, link) -> {
        throw new RowFault("is set: links with passwords do not come along by a CSV");
      },
      "password"),
  VERSION(
      Of.OURS,
      (cell, link) -> link.version = ForeignValue.between(1, Integer.MAX_VALUE, cell),
      "version"),
  CREATED_AT(
      Of.ANYBODY,
      (cell, link) -> link.created = link.time(cell),
      "createdAt",
      "created",
      "dateCreated",
      "createdDate",
      "createdOn",
      "creationDate",
      "timestamp",
      "date"),
  CHANGED_AT(Of.OURS, (cell, link) -> link.changed = link.time(cell), "changedAt"),
  /** Only one of them is not told by other columns. */
  STATE(
      Of.OURS,
      (cell, link) -> {
        boolean binned = cell.equals(CsvForm.BINNED);
        link.terms(terms -> terms.withBinned(binned));
      },
      "state"),
  VISITS_COUNTED(
      Of.OURS,
      (cell, link) -> link.counted = ForeignValue.between(0, Integer.MAX_VALUE, cell),
      "visitsCounted"),
  VISITS(
      Of.ANYBODY,
      (cell, link) -> link.visits = ForeignValue.count(cell),
      "importedVisits",
      "visits",
      "visitsCount",
      "visitCount",
      "clicks",
      "clickCount",
      "totalClicks",
      "hits");

  /** In whose files it is looked for. */
  private enum Of {
    ANYBODY,
    /** What others call so may be anything. */
    OURS
  }

  /** Takes what a cell says into a link; a blank one only where it {@link #keepsBlanks}. */
  interface Reads {
    void read(String cell, CsvLink link) throws RowFault;
  }

  private final Of of;
  private final Reads reads;
  private final List<String> names;
  private final String label;

  CsvColumn(Of of, Reads reads, String... names) {
    this.of = of;
    this.reads = reads;
    this.names = Arrays.stream(names).map(CsvColumn::plain).toList();
    this.label = names[0];
  }

  /** As the API calls it. */
  String label() {
    return label;
  }

  /** Whether a column of that name tells this. */
  boolean isCalled(String name) {
    return names.contains(plain(name));
  }

  /** The lower, the more a column of that name is to be believed. */
  int rank(String name) {
    return names.indexOf(plain(name));
  }

  /** Whether blanks alone are something that it tells. */
  boolean keepsBlanks() {
    return this == TITLE || this == NOTE;
  }

  boolean isOnlyOurs() {
    return of == Of.OURS;
  }

  /** Which one a column of that name is. */
  static Optional<CsvColumn> called(String name) {
    return Arrays.stream(values()).filter(column -> column.isCalled(name)).findFirst();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[\\s_\\u00A0-]", "");
  }

  void read(String cell, CsvLink link) throws RowFault {
    try {
      reads.read(cell, link);
    } catch (RowFault fault) {
      throw new RowFault(label + " " + fault.reason());
    }
  }
}
