package gotourl.store.embedded;

import gotourl.journal.Journal;
import gotourl.journal.SyncPolicy;
import gotourl.link.Key;
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

  /** So that short lives have checkpoints. */
  private static final long CHECKPOINT_BYTES_MIN = 1;

  private static final long SEED = 5;

  private SimStore() {}

  /** A store of its own: journal, salts and secrets come from the seed. */
  static EmbeddedStore open(SimDisk disk, long seed) throws IOException, OpenException {
    return open(
        disk,
        SyncPolicy.ALWAYS,
        1 << 20,
        InstantSource.system(),
        false,
        false,
        Retention.DEFAULT,
        seed);
  }

  /** Small segments and batches, so that short lives roll. */
  static EmbeddedStore open(SimDisk disk) throws IOException, OpenException {
    return open(disk, SyncPolicy.ALWAYS, 1 << 20, InstantSource.system(), false);
  }

  /** In spite of losses. */
  static EmbeddedStore openAccepting(SimDisk disk) throws IOException, OpenException {
    return openAccepting(disk, InstantSource.system());
  }

  static EmbeddedStore openAccepting(SimDisk disk, InstantSource clock)
      throws IOException, OpenException {
    return open(disk, SyncPolicy.ALWAYS, 1 << 20, clock, false, true, Retention.DEFAULT, SEED);
  }

  static EmbeddedStore open(
      SimDisk disk, SyncPolicy sync, long segmentBytesMax, InstantSource clock, boolean foldsCase)
      throws IOException, OpenException {
    return open(disk, sync, segmentBytesMax, clock, foldsCase, false, Retention.DEFAULT, SEED);
  }

  /** With a history of its own. */
  static EmbeddedStore open(
      SimDisk disk, long segmentBytesMax, InstantSource clock, Retention retention)
      throws IOException, OpenException {
    return open(disk, SyncPolicy.ALWAYS, segmentBytesMax, clock, false, false, retention, SEED);
  }

  /** In any mode, with a history of its own. */
  static EmbeddedStore open(
      SimDisk disk, SyncPolicy sync, long segmentBytesMax, Retention retention, long seed)
      throws IOException, OpenException {
    return open(disk, sync, segmentBytesMax, InstantSource.system(), false, false, retention, seed);
  }

  /** Nothing is ever synced for a checkpoint's sake. */
  static EmbeddedStore openWithoutCheckpoints(
      SimDisk disk, SyncPolicy sync, long segmentBytesMax, Retention retention, long seed)
      throws IOException, OpenException {
    return open(
        disk,
        sync,
        segmentBytesMax,
        InstantSource.system(),
        false,
        false,
        retention,
        Long.MAX_VALUE,
        seed);
  }

  private static EmbeddedStore open(
      SimDisk disk,
      SyncPolicy sync,
      long segmentBytesMax,
      InstantSource clock,
      boolean foldsCase,
      boolean acceptLoss,
      Retention retention,
      long seed)
      throws IOException, OpenException {
    return open(
        disk,
        sync,
        segmentBytesMax,
        clock,
        foldsCase,
        acceptLoss,
        retention,
        CHECKPOINT_BYTES_MIN,
        seed);
  }

  private static EmbeddedStore open(
      SimDisk disk,
      SyncPolicy sync,
      long segmentBytesMax,
      InstantSource clock,
      boolean foldsCase,
      boolean acceptLoss,
      Retention retention,
      long checkpointBytesMin,
      long seed)
      throws IOException, OpenException {
    return Opening.open(
        disk,
        new Journal.Options(EmbeddedStore.CONTENT, sync, segmentBytesMax, 1 << 14),
        new EmbeddedStore.Options(
            Path.of("unused"), sync, 1 << 10, foldsCase, acceptLoss, retention),
        checkpointBytesMin,
        clock,
        new Random(seed),
        List.of());
  }

  /** Every link, newest first; does the work of the thread that is not there. */
  static List<Link> links(EmbeddedStore store) {
    return Listings.all(
        Listing.first(Order.NEWEST, Listing.LIMIT_MAX), listing -> page(store, listing));
  }

  static Page page(EmbeddedStore store, Listing listing) {
    return page(store, store.list(listing));
  }

  /** The versions of a link, newest first. */
  static List<Link> history(EmbeddedStore store, Key key) {
    return page(store, store.history(key)).links();
  }

  private static Page page(EmbeddedStore store, PendingPage pending) {
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
