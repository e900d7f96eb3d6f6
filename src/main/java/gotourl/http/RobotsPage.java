package gotourl.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import gotourl.link.Robots;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * {@code /robots.txt}. Where links invite robots it takes a while to make: one page at a time, on a
 * thread that is there while somebody asks; whoever asks meanwhile, or soon after, gets the same.
 *
 * <p>For any thread; never waits.
 */
final class RobotsPage {

  static final String PATH = "robots.txt";

  /** So long a page is given to others: robots come once a day, and whoever floods costs little. */
  static final Duration KEPT = Duration.ofSeconds(5);

  /** Pages that are kept, of half a megabyte each at most, and such as wait to be made. */
  static final int PAGES_MAX = 16;

  private static final int IDLE_SECONDS = 10;

  /** Until caches ask again: a link that was changed is known to them soon. */
  private static final String CACHING = "public, max-age=300";

  private final Robots robots;
  private final LongSupplier nanoTime;
  private final Assets.Asset toNone = asset(Robots.toNone());
  private final ThreadPoolExecutor thread;

  /** By domain, the one asked for first comes first; under its own lock. */
  private final LinkedHashMap<Integer, CompletableFuture<Made>> pages = new LinkedHashMap<>();

  /**
   * @param nanos when it was made
   */
  private record Made(Assets.Asset page, long nanos) {}

  RobotsPage(Robots robots, LongSupplier nanoTime) {
    this.robots = robots;
    this.nanoTime = nanoTime;
    this.thread =
        new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(PAGES_MAX),
            Thread.ofPlatform().daemon().name("goto-robots").factory());
    thread.allowCoreThreadTimeOut(true);
  }

  /**
   * @param domain whose host was asked
   */
  Answer answer(Request request, int domain) {
    if (!request.isGetOrHead() || !robots.mayInvite(domain)) {
      return toNone.answer(request);
    }
    CompletableFuture<Made> page = page(domain);
    return page == null
        ? Replies.BUSY_FOR_ROBOTS
        : new Answer.Later<>(page, made -> made.page().answer(request));
  }

  /** {@code null}: as many wait as may. */
  private @Nullable CompletableFuture<Made> page(int domain) {
    synchronized (pages) {
      CompletableFuture<Made> known = pages.get(domain);
      if (known != null && isFresh(known)) {
        return known;
      }
      try {
        CompletableFuture<Made> page =
            CompletableFuture.supplyAsync(
                () -> new Made(asset(robots.text(domain)), nanoTime.getAsLong()), thread);
        pages.remove(domain); // So that it comes last now.
        pages.put(domain, page);
        if (pages.size() > PAGES_MAX) {
          pages.pollFirstEntry();
        }
        return page;
      } catch (RejectedExecutionException tooMany) {
        return null;
      }
    }
  }

  /** Also one that is being made. */
  private boolean isFresh(CompletableFuture<Made> page) {
    return switch (page.state()) {
      case RUNNING -> true;
      case SUCCESS -> nanoTime.getAsLong() - page.resultNow().nanos() < KEPT.toNanos();
      case FAILED, CANCELLED -> false;
    };
  }

  private static Assets.Asset asset(String text) {
    return Assets.Asset.of(text.getBytes(US_ASCII), Reply.PLAIN, CACHING);
  }
}
