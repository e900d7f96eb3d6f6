package gotourl.store.embedded;

import gotourl.journal.Journal;
import gotourl.journal.SyncPolicy;
import gotourl.link.Link;
import gotourl.link.LinkStore.Page;
import gotourl.link.Listing;
import gotourl.link.Listing.Order;
import gotourl.link.PendingPage;
import gotourl.support.Listings;
import gotourl.support.SimDisk;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/** Embedded stores on a simulated disk, without a thread of their own. */
final class SimStore {

  private SimStore() {}

  /** Small segments and batches, so that short lives roll. */
  static EmbeddedStore open(SimDisk disk) throws IOException, OpenException {
    return open(disk, SyncPolicy.ALWAYS, 1 << 20, InstantSource.system(), false);
  }

  static EmbeddedStore open(
      SimDisk disk, SyncPolicy sync, long segmentBytesMax, InstantSource clock, boolean foldsCase)
      throws IOException, OpenException {
    return Opening.open(
        disk,
        new Journal.Options(EmbeddedStore.CONTENT, sync, segmentBytesMax, 1 << 14),
        new EmbeddedStore.Options(Path.of("unused"), sync, 1 << 10, foldsCase),
        clock,
        new Random(5),
        List.of());
  }

  /** Every link, newest first; does the work of the thread that is not there. */
  static List<Link> links(EmbeddedStore store) {
    return Listings.all(
        Listing.first(Order.NEWEST, Listing.LIMIT_MAX), listing -> page(store, listing));
  }

  static Page page(EmbeddedStore store, Listing listing) {
    PendingPage pending = store.list(listing);
    while (!pending.isDone()) {
      store.scanOnce();
    }
    return Listings.page(pending);
  }

  /** A clock that a test sets. */
  static final class TestClock implements InstantSource {
    Instant now = Instant.parse("2026-11-23T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }
  }
}
