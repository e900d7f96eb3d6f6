package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.link.LinkStore.Listed;
import gotourl.link.Links;
import gotourl.link.Listing;
import gotourl.link.Manner;
import gotourl.link.PendingPage;
import gotourl.link.Retries;
import gotourl.link.RetryKey;
import gotourl.link.Shortener;
import java.util.concurrent.Semaphore;

/** {@code links}: all of them, page by page, and where new ones are made. */
final class LinkCollection {

  static final String METHODS = "GET, HEAD, POST, OPTIONS";

  /**
   * Pages that are made at once; more wait their turn. Twice as many as searches can wait in the
   * store, so that they leave room for pages without a filter. A page takes 8 MiB at worst.
   */
  private static final int PAGES_MAX = 32;

  private final Semaphore pages = new Semaphore(PAGES_MAX);
  private final Shortener shortener;
  private final Links links;
  private final Creation creation;
  private final Retries retries;
  private final Outcomes outcomes;
  private final Reach reach;

  LinkCollection(
      Shortener shortener, Links links, Creation creation, Retries retries, Outcomes outcomes) {
    this.shortener = shortener;
    this.links = links;
    this.creation = creation;
    this.retries = retries;
    this.outcomes = outcomes;
    this.reach = new Reach(links);
  }

  Response answer(Call call, Credential who) throws Refused {
    return switch (call.method()) {
      case "GET", "HEAD" -> list(call, who);
      case "POST" -> make(call, who);
      case "OPTIONS" -> Methods.options(METHODS);
      case String _ -> throw Methods.notAllowed(METHODS);
    };
  }

  private Response list(Call call, Credential who) throws Refused {
    if (!who.allows(Scope.READ)) {
      throw Permission.nothingHere();
    }
    Listing listing = ListQuery.read(call, who, links);
    pages.acquireUninterruptibly();
    try {
      PendingPage pending = reach.of(who).list(listing);
      call.whenGivenUp(() -> {
        boolean _ = pending.cancel(true);
      });
      Listed listed = pending.join();
      return outcomes.of(listed);
    } finally {
      pages.release();
    }
  }

  private Response make(Call call, Credential who) throws Refused {
    if (!who.allows(Scope.CREATE)) {
      throw who.allows(Scope.READ) ? Permission.forbidden() : Permission.nothingHere();
    }
    Manner manner = CreationQuery.read(call, who, shortener);
    return manner.retry().isPresent()
        ? makeOnce(call, who, manner, manner.retry().get())
        : makeAnew(call, who, manner);
  }

  private Response makeAnew(Call call, Credential who, Manner manner) throws Refused {
    Faults faults = new Faults();
    Json.Members body = Bodies.read(call, Bodies.JSON, faults);
    Shortener.Shortened shortened =
        creation.begin(body, faults, who, manner).toCompletableFuture().join();
    creation.settle(shortened, who);
    return outcomes.of(shortened, who.allows(Scope.READ));
  }

  private Response makeOnce(Call call, Credential who, Manner manner, RetryKey retry)
      throws Refused {
    Retries.Begun begun = retries.begin(retry).toCompletableFuture().join();
    if (!(begun instanceof Retries.Fresh)) {
      return outcomes.of(begun);
    }
    try {
      return makeAnew(call, who, manner);
    } finally {
      retries.end(retry);
    }
  }
}
