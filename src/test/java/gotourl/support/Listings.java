package gotourl.support;

import gotourl.link.Cursor;
import gotourl.link.Link;
import gotourl.link.LinkFilter;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Listed;
import gotourl.link.LinkStore.Page;
import gotourl.link.Listing;
import gotourl.link.Listing.Order;
import gotourl.link.PendingPage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Whole lists, page by page. */
public final class Listings {

  private Listings() {}

  /** Every link there is. */
  public static List<Link> newest(LinkStore store) {
    return all(store, Order.NEWEST, LinkFilter.ALL, Listing.LIMIT_MAX);
  }

  /** Every link that passes, in pages of this size. */
  public static List<Link> all(LinkStore store, Order order, LinkFilter filter, int limit) {
    return all(Listing.first(order, limit).only(filter), listing -> page(store, listing));
  }

  /** All pages from this one on. */
  public static List<Link> all(Listing first, Function<Listing, Page> pages) {
    List<Link> links = new ArrayList<>();
    Optional<Cursor> from = Optional.of(first.from());
    while (from.isPresent()) {
      Page page = pages.apply(first.from(from.get()));
      links.addAll(page.links());
      from = page.next();
    }
    return links;
  }

  /** A page that there must be. */
  public static Page page(LinkStore store, Listing listing) {
    return page(store.list(listing));
  }

  /** A page that there must be. */
  public static Page page(PendingPage pending) {
    Listed listed = pending.join();
    return switch (listed) {
      case Page page -> page;
      case LinkStore.Unlisted unlisted -> throw new AssertionError("no page: " + unlisted);
    };
  }
}
