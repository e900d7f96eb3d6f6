package gotourl.transfer;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * One answer of a Shlink that is asked for links.
 *
 * @param total how many there are with those of other pages; counted a moment before or after, and
 *     so not to be relied on while links come and go
 * @param isFull whether it has as many as it can have
 */
record ShlinkPage(List<JsonMembers> links, long total, boolean isFull) {

  static String path(String order, long number) {
    return ShlinkSource.API
        + "/short-urls?page="
        + number
        + "&itemsPerPage="
        + ShlinkPages.SIZE
        + "&orderBy="
        + order;
  }

  /** When a link was made, to the second, where the clock of that Shlink stands. */
  static OffsetDateTime second(JsonMembers link) throws RowFault {
    String date = link.text("dateCreated");
    try {
      return OffsetDateTime.parse(date).truncatedTo(ChronoUnit.SECONDS);
    } catch (DateTimeParseException e) {
      throw new RowFault(Quoted.of(date) + " is no date of a link");
    }
  }

  /** As a value of a query. */
  static String encoded(OffsetDateTime second) {
    return ForeignServer.encoded(DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(second));
  }

  static ShlinkPage of(JsonMembers answer) throws RowFault {
    JsonMembers list = answer.object("shortUrls");
    JsonMembers pagination = list.object("pagination");
    if (!list.has("data") || !pagination.has("totalItems")) {
      throw new RowFault("no list of links");
    }
    List<JsonMembers> links = list.objects("data");
    long total = pagination.count("totalItems");
    if (links.size() > ShlinkPages.SIZE) {
      throw new RowFault("more links on a page than were asked for");
    }
    if (links.isEmpty() && total > 0) {
      throw new RowFault("none of " + total + " links");
    }
    // Some proxy or plugin may know a limit of its own.
    long limit =
        pagination.has("itemsPerPage") ? pagination.count("itemsPerPage") : ShlinkPages.SIZE;
    return new ShlinkPage(links, total, links.size() >= Math.min(limit, ShlinkPages.SIZE));
  }

  /** Whether no page follows. A full one may have lost one of its links to the count. */
  boolean isLast() {
    return links.isEmpty() || (!isFull && links.size() >= total);
  }
}
