package gotourl.link;

import gotourl.link.LinkFilter.Overdue;
import gotourl.link.LinkStore.Page;
import gotourl.link.LinkStore.Unlisted;
import gotourl.link.Listing.Order;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Frees the codes of links that have been in the bin for long, and puts links into it that ended
 * long ago: page by page over the whole store, oldest first. It keeps nothing between two rounds,
 * so a round that is cut off is begun again, and who edits, restores or removes a link meanwhile
 * goes first.
 *
 * <p>For one thread, which it keeps waiting; {@link #stop} for any.
 */
public final class CleanUp {

  /**
   * What is due when.
   *
   * @param binned how long a link stays in the bin; zero: for ever
   * @param expired how long after its end, and after its last change, a link goes into the bin;
   *     zero: never
   */
  public record Options(Duration binned, Duration expired) {

    public Options {
      if (binned.isNegative() || expired.isNegative()) {
        throw new IllegalArgumentException("not after " + binned + " or " + expired);
      }
    }

    /** Whether anything is ever due. */
    public boolean isOn() {
      return binned.isPositive() || expired.isPositive();
    }
  }

  /** How the round waits between two pages; a test does not. */
  public interface Pause {
    void of(Duration time) throws InterruptedException;
  }

  /**
   * What a round did.
   *
   * @param released links that are gone, their codes free
   * @param binned links that were put into the bin
   * @param whole false: it was stopped, or the store did not take part
   */
  public record Round(long released, long binned, boolean whole) {}

  /** As many are saved together; each may be as long as a target may be. */
  static final int PAGE_LINKS = 256;

  /** A search for a page takes a second at most: people who search have the other half. */
  static final Duration REST = Duration.ofSeconds(1);

  /** A page may find that too many searches are waiting; then the next round has another try. */
  static final int TRIES_MAX = 60;

  private final LinkStore store;
  private final Options options;
  private final InstantSource clock;
  private final Pause pause;
  private volatile boolean stopped;
  private volatile @Nullable PendingPage pending;

  public CleanUp(LinkStore store, Options options, InstantSource clock, Pause pause) {
    this.store = store;
    this.options = options;
    this.clock = clock;
    this.pause = pause;
  }

  /** Goes once through all links. */
  public Round round() throws InterruptedException {
    Instant now = clock.instant();
    LinkFilter due =
        LinkFilter.of(new Overdue(before(now, options.binned()), before(now, options.expired())));
    Optional<Cursor> next = Optional.of(Cursor.start(Order.OLDEST));
    long released = 0;
    long binned = 0;
    while (next.isPresent()) {
      Optional<Page> page = page(new Listing(next.get(), PAGE_LINKS, due));
      if (page.isEmpty()) {
        return new Round(released, binned, false);
      }
      List<CompletableFuture<Boolean>> removals = new ArrayList<>();
      List<CompletableFuture<Boolean>> binnings = new ArrayList<>();
      for (Link link : page.get().links()) {
        if (link.terms().binned()) {
          removals.add(release(link));
        } else {
          binnings.add(bin(link));
        }
      }
      released += count(removals);
      binned += count(binnings);
      next = page.get().next();
      if (next.isPresent()) {
        pause.of(REST);
      }
    }
    return new Round(released, binned, true);
  }

  /** Ends a round that is under way soon, and any after it at once. */
  public void stop() {
    stopped = true;
    PendingPage page = pending;
    if (page != null) {
      page.cancel(false);
    }
  }

  private static Instant before(Instant now, Duration time) {
    return time.isZero() ? Instant.MIN : now.minus(time);
  }

  private Optional<Page> page(Listing listing) throws InterruptedException {
    for (int tries = 1; !stopped && tries <= TRIES_MAX; tries++) {
      PendingPage page = store.list(listing);
      pending = page;
      if (stopped) {
        page.cancel(false);
      }
      switch (page.join()) {
        case Page found -> {
          return Optional.of(found);
        }
        case Unlisted(Unlisted.Reason reason, _) when reason == Unlisted.Reason.BUSY ->
            pause.of(REST);
        case Unlisted _ -> {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  /** Unless somebody has changed it since it was found. */
  private CompletableFuture<Boolean> release(Link link) {
    return store
        .remove(link.key(), link.version())
        .thenApply(LinkStore.Gone.class::isInstance)
        .toCompletableFuture();
  }

  private CompletableFuture<Boolean> bin(Link link) {
    Draft draft = Change.ofBinned(true, Draft.NOBODY).of(link.draft());
    return store
        .replace(link.key(), link.version(), draft)
        .thenApply(LinkStore.Saved.class::isInstance)
        .toCompletableFuture();
  }

  private static long count(List<CompletableFuture<Boolean>> done) {
    return done.stream().filter(CompletableFuture::join).count();
  }
}
