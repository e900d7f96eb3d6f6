package gotourl.transfer;

import static gotourl.transfer.ForeignServer.encoded;

import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;

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

  /** With what the last page ended. */
  private List<ForeignName> tail = List.of();

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
    List<ForeignName> names =
        read.links().stream().map(link -> ForeignName.of(link, "shortCode")).toList();
    if ((page > 1 && read.total() != total) || names.stream().anyMatch(tail::contains)) {
      throw changed();
    }
    total = read.total();
    seen += read.links().size();
    tail = tailOf(names);
    return read.links();
  }

  private String path() {
    String at = encoded(ForeignTime.shown(second));
    return ShlinkPage.path("shortCode-ASC", page) + "&startDate=" + at + "&endDate=" + at;
  }

  /** Those that may be on the next page as well: the order of one code's domains is anybody's. */
  private static List<ForeignName> tailOf(List<ForeignName> names) {
    return names.stream().filter(name -> name.code().equals(names.getLast().code())).toList();
  }

  private IOException changed() {
    return new IOException(
        api.server()
            + " has more than "
            + ShlinkPages.SIZE
            + " links of "
            + ForeignTime.shown(second)
            + ", and some changed while they were read; import again while nobody removes any");
  }
}
