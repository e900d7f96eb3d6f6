package gotourl.store.embedded;

import gotourl.journal.Segments;

/**
 * Brings what finds look at into huge pages, bit by bit: the index, and behind it sealed segments.
 * Both halves of a find are the wait for memory, and half of each wait is for the page tables that
 * say where it is (decision 0011).
 */
final class HugePages implements Maintenance.Duty {

  /** Of 2 MiB each: a turn takes some hundredths of a second. */
  private static final int TURN_PAGES = 16;

  private final LinkTable table;
  private final Segments segments;

  HugePages(LinkTable table, Segments segments) {
    this.table = table;
    this.segments = segments;
  }

  @Override
  public void perform() {
    int left = TURN_PAGES;
    while (left > 0 && table.makeHuge()) {
      left--;
    }
    if (left > 0) {
      segments.makeHuge(left);
    }
  }
}
