package gotourl.store.embedded;

import gotourl.link.Cursor;
import gotourl.link.Link;
import gotourl.link.LinkStore.Page;
import gotourl.link.Listing;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** One page of a list, block by block. */
final class PageScan implements Search {

  private final LinkSource source;
  private final Listing listing;
  private final BlockScan blocks;
  private final HeadFilter heads;
  private final long end;
  private final List<Link> links = new ArrayList<>();

  /** Newest first: numbers below this are still to be looked at. Oldest first: this and above. */
  private long at;

  PageScan(LinkSource source, Listing listing) {
    this.source = source;
    this.listing = listing;
    this.heads = HeadFilter.of(listing.filter(), source.tags());
    this.blocks = new BlockScan(source, listing.filter(), heads);
    this.end = source.end();
    this.at = heads.isNever() ? last() : Math.min(listing.from().number(), end);
  }

  /** Looks at one block. */
  @Override
  public boolean step() {
    if (isComplete()) {
      return false;
    }
    switch (listing.from().order()) {
      case NEWEST -> scanDown();
      case OLDEST -> scanUp();
    }
    return !isComplete();
  }

  /** What was found so far, and where to go on. */
  @Override
  public Page page() {
    return new Page(
        List.copyOf(links),
        isAtEnd() ? Optional.empty() : Optional.of(new Cursor(listing.from().order(), at)));
  }

  @Override
  public void close() {
    source.close();
  }

  private boolean isComplete() {
    return links.size() == listing.limit() || isAtEnd();
  }

  private boolean isAtEnd() {
    return at == last();
  }

  private long last() {
    return switch (listing.from().order()) {
      case NEWEST -> 0;
      case OLDEST -> end;
    };
  }

  private void scanDown() {
    long first = (at - 1) & -BlockScan.NUMBERS;
    BitSet candidates = blocks.candidates(first, (int) (at - first));
    int i = candidates.length();
    while ((i = candidates.previousSetBit(i - 1)) >= 0) {
      at = first + i;
      if (isFullWith(at)) {
        return;
      }
    }
    at = first;
  }

  private void scanUp() {
    long first = at;
    long next = Math.min((first & -BlockScan.NUMBERS) + BlockScan.NUMBERS, end);
    BitSet candidates = blocks.candidates(first, (int) (next - first));
    for (int i = candidates.nextSetBit(0); i >= 0; i = candidates.nextSetBit(i + 1)) {
      at = first + i + 1;
      if (isFullWith(first + i)) {
        return;
      }
    }
    at = next;
  }

  private boolean isFullWith(long number) {
    Link link = source.link(number, heads);
    if (link != null && listing.filter().passes(link)) {
      links.add(link);
    }
    return links.size() == listing.limit();
  }
}
