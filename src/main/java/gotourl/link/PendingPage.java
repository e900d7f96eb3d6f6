package gotourl.link;

import gotourl.link.LinkStore.Listed;
import gotourl.link.LinkStore.Unlisted;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * A page of links that is being looked for. Nobody who has lost interest need wait: {@link #cancel}
 * gives up the search, and the outcome says so. So a cancelled page too completes with an outcome,
 * never with an exception.
 */
public final class PendingPage extends CompletableFuture<Listed> {

  /** One that is there already. */
  public static PendingPage of(Listed listed) {
    PendingPage page = new PendingPage();
    page.complete(listed);
    return page;
  }

  /** Completes with {@link Unlisted.Reason#CANCELLED}; the engine stops soon after. */
  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    return complete(new Unlisted(Unlisted.Reason.CANCELLED, Duration.ZERO));
  }
}
