package gotourl.transfer;

import gotourl.link.Domain;
import gotourl.link.Draft;
import gotourl.link.Origin;
import gotourl.link.Terms;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;
import java.util.function.UnaryOperator;

/** A link in the making, out of the cells of one row; {@link CsvColumn} fills it. */
final class CsvLink {

  /** Between tags: ours, those of Shlink, those of spreadsheets. */
  private static final String TAG_SEPARATORS = ",|;";

  /** For {@link #counted}. */
  private static final int UNTOLD = -1;

  private final ZoneId zone;

  /** Whether the file is one of ours: what it says then is what we mean by it. */
  private final boolean isOurs;

  String code = "";
  String shortUrl = "";
  String target = "";
  String domain = "";
  String title = "";
  String note = "";
  Optional<Instant> created = Optional.empty();
  Optional<Instant> changed = Optional.empty();
  int version = 1;
  int counted = UNTOLD;
  long visits;
  private List<String> tags = List.of();
  private Terms terms = Terms.NONE;

  CsvLink(ZoneId zone, boolean isOurs) {
    this.zone = zone;
    this.isOurs = isOurs;
  }

  Optional<Instant> time(String cell) throws RowFault {
    return ForeignTime.read(cell, zone);
  }

  void terms(UnaryOperator<Terms> change) {
    terms = change.apply(terms);
  }

  void tags(String cell) {
    List<String> names = new ArrayList<>();
    StringTokenizer each =
        new StringTokenizer(cell, isOurs ? CsvForm.TAG_SEPARATOR : TAG_SEPARATORS);
    while (each.hasMoreTokens()) {
      String name = each.nextToken().strip();
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    tags = names;
  }

  /** No code begins or ends with one: a path does. */
  static String withoutOuterSlashes(String path) {
    int from = path.startsWith("/") ? 1 : 0;
    int to = path.endsWith("/") && path.length() > from ? path.length() - 1 : path.length();
    return path.substring(from, to);
  }

  ForeignLink done() throws RowFault {
    ShortUrlText parts = ShortUrlText.of(isOurs ? "" : shortUrl);
    return new ForeignLink(
        code.isEmpty() ? parts.code() : code,
        target,
        domain(parts),
        title,
        note,
        tags,
        terms,
        List.of(),
        visits,
        origin(),
        Draft.NOBODY);
  }

  private String domain(ShortUrlText parts) {
    String name = domain.isEmpty() ? parts.host() : domain;
    return name.equals(Domain.DEFAULT_NAME) ? "" : name; // Shlink calls it the same
  }

  private Origin origin() throws RowFault {
    Optional<Instant> since = created.isEmpty() ? Optional.empty() : changed;
    if (since.isPresent() && since.get().isBefore(created.orElseThrow())) {
      throw new RowFault("changedAt is before createdAt");
    }
    return new Origin(Origin.NO_NUMBER, version, created, since, charged());
  }

  /** Where we said that nobody knows, as many as any limit. */
  private int charged() {
    boolean isLimited = terms.maxVisits() != Terms.ANY_NUMBER;
    return isLimited && isOurs && counted == UNTOLD ? terms.maxVisits() : Math.max(counted, 0);
  }
}
