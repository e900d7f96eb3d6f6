package gotourl.link;

/**
 * What {@link LinkStore#list} is asked for: links by number, from a place on, that pass a filter.
 *
 * @param from where the page begins, and with it the order
 * @param limit 1 to {@link #LIMIT_MAX}: no page has more links
 */
public record Listing(Cursor from, int limit, LinkFilter filter) {

  /** The most links of one page: about 8 MiB if every target is as long as it may be. */
  public static final int LIMIT_MAX = 1_000;

  /** In which order links are listed. Numbers decide, never the clock. */
  public enum Order {
    NEWEST,
    OLDEST
  }

  public Listing {
    if (limit < 1 || limit > LIMIT_MAX) {
      throw new IllegalArgumentException("a page has 1 to " + LIMIT_MAX + " links, not " + limit);
    }
  }

  /** The first page of all links. */
  public static Listing first(Order order, int limit) {
    return new Listing(Cursor.start(order), limit, LinkFilter.ALL);
  }

  /** The same, from another place on. */
  public Listing from(Cursor cursor) {
    return new Listing(cursor, limit, filter);
  }

  /** The same, of those links only that pass. */
  public Listing only(LinkFilter passing) {
    return new Listing(from, limit, passing);
  }
}
