package gotourl.store.embedded;

import gotourl.link.LinkStore.Unlisted;
import gotourl.link.Listing;
import gotourl.link.PendingPage;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks for the pages that cannot be answered at once: one at a time, first come, first served, so
 * that however many people search, one core at most is busy with it. Nobody keeps the others
 * waiting for long: a page is ended after {@link #PAGE_NANOS_MAX} with what was found and a cursor,
 * and its next page queues up behind the others.
 *
 * <p>{@link #scanOnce} is the whole of it; a thread runs it, a test calls it.
 */
final class ScanLoop {

  private static final Logger LOG = System.getLogger(ScanLoop.class.getName());

  /**
   * Searches that may wait. Each is a person at a list, or a program that pages through one; behind
   * so many the last would wait for longer than {@link #WAIT_NANOS_MAX} anyway.
   */
  static final int WAITING_MAX = 16;

  /** How long one may wait for its turn: people give up after about as long. */
  static final long WAIT_NANOS_MAX = TimeUnit.SECONDS.toNanos(5);

  /** How long a page may take in its turn: at 3 GB/s, some thirty million links of 100 bytes. */
  static final long PAGE_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

  /**
   * How many blocks of a page without a filter are looked at by the caller: a page is full after
   * one or two, unless nearly all links of a stretch were removed, and numbers without a link cost
   * next to nothing.
   */
  static final int BLOCKS_AT_ONCE_MAX = 64;

  /**
   * The same where each link has to be read to know whether it passes: a millisecond or two, which
   * is enough unless thousands in a row do not.
   */
  static final int BLOCKS_READ_AT_ONCE_MAX = 4;

  /** When to try again: one search at least has ended by then. */
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private record Waiting(Search search, PendingPage page, long sinceNanos) {}

  private final Supplier<LinkSource> sources;
  private final LongSupplier nanos;

  private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();

  /** At least as many as are in {@link #queue}: raised before, lowered after. */
  private final AtomicInteger waiting = new AtomicInteger();

  private volatile boolean closing;

  /** Set after the last {@link #scanOnce}: whoever queues up now must answer himself. */
  private volatile boolean ended;

  private volatile @Nullable Thread thread;

  private @Nullable Waiting current;

  /** When {@link #current} began. */
  private long begunNanos;

  /**
   * Does not start a thread.
   *
   * @param sources makes one for each page
   * @param nanos a clock that never goes back
   */
  ScanLoop(Supplier<LinkSource> sources, LongSupplier nanos) {
    this.sources = sources;
    this.nanos = nanos;
  }

  /** Runs the loop on a thread of this name until {@link #close}. */
  void start(String name) {
    Thread loop = new Thread(this::run, name);
    loop.setDaemon(true);
    thread = loop;
    loop.start();
  }

  /** Never blocks; the page is answered one way or the other. */
  PendingPage submit(Listing listing) {
    if (closing) {
      return PendingPage.of(closed());
    }
    PageScan scan = new PageScan(sources.get(), listing);
    if (listing.filter().rulesOutFew()) {
      int blocksMax = listing.filter().isEmpty() ? BLOCKS_AT_ONCE_MAX : BLOCKS_READ_AT_ONCE_MAX;
      int blocks = 1;
      while (scan.step()) {
        if (++blocks > blocksMax) {
          return enqueue(scan);
        }
      }
      // Of a store that was closed meanwhile, links are missing from the page.
      return PendingPage.of(closing ? closed() : scan.page());
    }
    return enqueue(scan);
  }

  /** The same for a search that is never answered at once. */
  PendingPage submit(Search search) {
    return closing ? PendingPage.of(closed()) : enqueue(search);
  }

  private PendingPage enqueue(Search search) {
    if (waiting.incrementAndGet() > WAITING_MAX) {
      waiting.decrementAndGet();
      return PendingPage.of(busy());
    }
    PendingPage page = new PendingPage();
    Waiting request = new Waiting(search, page, nanos.getAsLong());
    queue.add(request);
    // One that is cancelled makes room at once.
    var _ = page.whenComplete((_, _) -> leave(request));
    LockSupport.unpark(thread);
    if (ended) {
      closeAll();
    }
    return page;
  }

  private boolean leave(Waiting request) {
    boolean left = queue.remove(request);
    if (left) {
      waiting.decrementAndGet();
    }
    return left;
  }

  /** One step of one search. False if nothing was waiting. */
  boolean scanOnce() {
    refuseOverdue();
    Waiting now = current;
    if (now == null) {
      now = next();
      if (now == null) {
        return false;
      }
      current = now;
      begunNanos = nanos.getAsLong();
    }
    if (now.page.isDone() || !step(now)) {
      current = null;
      now.search.close();
    }
    return true;
  }

  /** False if the page is answered. */
  private boolean step(Waiting now) {
    try {
      if (now.search.step() && nanos.getAsLong() - begunNanos < PAGE_NANOS_MAX) {
        return true;
      }
      now.page.complete(now.search.page());
    } catch (RuntimeException | InternalError e) {
      // InternalError: a mapped file could not be read. It costs this page, not the searches to
      // come.
      LOG.log(Level.ERROR, "a search failed", e);
      now.page.completeExceptionally(e);
    }
    return false;
  }

  private @Nullable Waiting next() {
    Waiting request = queue.peek();
    while (request != null && !leave(request)) {
      request = queue.peek();
    }
    return request;
  }

  private void refuseOverdue() {
    Waiting oldest = queue.peek();
    while (oldest != null && nanos.getAsLong() - oldest.sinceNanos > WAIT_NANOS_MAX) {
      if (leave(oldest)) {
        oldest.page.complete(busy());
      }
      oldest = queue.peek();
    }
  }

  /** Answers all that wait, and ends the thread, if there is one: no memory is read after this. */
  void close() {
    closing = true;
    Thread loop = thread;
    if (loop == null) {
      end();
      return;
    }
    LockSupport.unpark(loop);
    boolean interrupted = false;
    while (loop.isAlive()) {
      try {
        loop.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // nothing but latency depends on it
  private void run() {
    LinuxThread.beNice(); // what helps elsewhere is the yield
    try {
      while (!closing) {
        if (scanOnce()) {
          Thread.yield();
        } else {
          LockSupport.park(this);
        }
      }
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "the scan loop died; searches are refused until a restart", e);
    }
    end();
  }

  private void end() {
    ended = true;
    Waiting now = current;
    if (now != null) {
      current = null;
      now.search.close();
      now.page.complete(closed());
    }
    closeAll();
  }

  private void closeAll() {
    Waiting left;
    while ((left = next()) != null) {
      left.page.complete(closed());
    }
  }

  private static Unlisted busy() {
    return new Unlisted(Unlisted.Reason.BUSY, RETRY_AFTER);
  }

  private static Unlisted closed() {
    return new Unlisted(Unlisted.Reason.CLOSED, RETRY_AFTER);
  }
}
