package gotourl.transfer;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The links of one second, if they are more than a page has: Shlink gives all links of a file that
 * was imported there the time of the import. They are read in the order of their codes, of which
 * each domain has each one once, by pages that are counted. No link is made in a second that is
 * over; if one of them is removed meanwhile, that is noticed and told, for then another one may
 * have been passed over.
 */
final class ShlinkCrowd {

  private final ForeignApi api;
  private final OffsetDateTime second;

  private long total;
  private long seen;
  private long page;

  /**
   * Those of the last page. One that comes again has changed places with one that does not: equal
   * codes of several domains are in nobody's order.
   */
  private Set<ForeignName> before = Set.of();

  ShlinkCrowd(ForeignApi api, OffsetDateTime second) {
    this.api = api;
    this.second = second;
  }

  OffsetDateTime second() {
    return second;
  }

  /** The next of them; none at the end. */
  List<JsonMembers> next() throws IOException, RowFault {
    if (page > 0 && seen >= total) {
      return List.of();
    }
    page++;
    ShlinkPage read = ShlinkPage.of(api.get(path()));
    Set<ForeignName> names =
        read.links().stream()
            .map(link -> ForeignName.of(link, "shortCode"))
            .collect(Collectors.toSet());
    if ((page > 1 && read.total() != total) || !Collections.disjoint(names, before)) {
      throw changed();
    }
    total = read.total();
    seen += read.links().size();
    before = names;
    return read.links();
  }

  private String path() {
    String at = ShlinkPage.encoded(second);
    return ShlinkPage.path("shortCode-ASC", page) + "&startDate=" + at + "&endDate=" + at;
  }

  private IOException changed() {
    return new IOException(
        api.server()
            + " has more than "
            + ShlinkPages.SIZE
            + " links of "
            + second
            + ", and some changed their places while they were read; import again while nobody"
            + " removes any");
  }
}
