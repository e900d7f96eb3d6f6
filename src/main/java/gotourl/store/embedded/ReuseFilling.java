package gotourl.store.embedded;

import gotourl.link.Link;

/**
 * Fills a {@link ReuseIndex} with the links that were there when the store was opened, in turns.
 */
final class ReuseFilling implements Maintenance.Duty {

  /** A turn then takes some tenths of a second; a hundred million links take some minutes. */
  private static final int TURN_LINKS = 250_000;

  private final LinkTable table;
  private final ReuseIndex index;
  private final long end;
  private long next;

  ReuseFilling(LinkTable table, ReuseIndex index) {
    this.table = table;
    this.index = index;
    this.end = table.nextNumber();
  }

  @Override
  public void perform() {
    if (index.isWhole()) {
      return;
    }
    long turnEnd = Math.min(end, next + TURN_LINKS);
    while (next < turnEnd) {
      Link link = table.link(next);
      if (link != null) {
        index.add(link.target(), next);
      }
      next++;
    }
    if (next == end) {
      index.filled();
    }
  }
}
