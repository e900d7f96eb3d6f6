package gotourl.link;

import gotourl.link.LinkStore.Listed;
import gotourl.link.LinkStore.Missing;
import gotourl.link.LinkStore.Page;
import gotourl.link.LinkStore.Replaced;
import gotourl.link.LinkStore.Saved;
import gotourl.link.LinkStore.Stale;
import gotourl.link.LinkStore.Unlisted;
import gotourl.link.LinkStore.Unsaved;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The use case: every link that leads to a host, or to one below it, is disabled. It goes through
 * the links from the oldest to the newest, some at a time, for so long as a caller can wait, and
 * says where to go on. Links that are disabled already stay as they are, so that it can be begun
 * anew at any time.
 */
public final class HostDisabling {

  /** How long one call goes on before it says where it is: clients give up after half a minute. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Few enough that they fit a save queue beside those of others, and enough for a batch. */
  private static final int AT_ONCE_MAX = 250;

  /** Outcome of {@link #disable}. */
  public sealed interface Outcome {}

  /**
   * @param count how many links are disabled that were not
   * @param next where to go on; empty: all have been looked at
   */
  public record Disabled(long count, Optional<Cursor> next) implements Outcome {}

  /** Nothing was changed: the links could not be looked for. */
  public record NotSearched(Unlisted reason) implements Outcome {}

  /** Nothing was changed: it could not be saved. */
  public record NotSaved(Unsaved unsaved) implements Outcome {}

  private static final CompletionStage<Attempt> UNCHANGED =
      CompletableFuture.completedFuture(new Attempt(0, null));

  /** What became of one link. */
  private record Attempt(int count, @Nullable Unsaved failure) {}

  private final LinkStore store;
  private final LongSupplier nanos;

  /**
   * @param nanos a clock that never goes back
   */
  public HostDisabling(LinkStore store, LongSupplier nanos) {
    this.store = store;
    this.nanos = nanos;
  }

  /**
   * Waits for the store: on a thread that may.
   *
   * @param from where to begin, in the order of the oldest first
   * @param author the number of the credential whose bearer wants it
   * @param isWanted whether somebody still waits for it
   */
  public Outcome disable(TargetHost host, Cursor from, int author, BooleanSupplier isWanted) {
    long begin = nanos.getAsLong();
    LeadsTo leads = new LeadsTo(host);
    Change change = Change.ofEnabled(false, author);
    Cursor at = from;
    long count = 0;
    do {
      Listed listed = store.list(new Listing(at, AT_ONCE_MAX, LinkFilter.of(leads))).join();
      if (listed instanceof Unlisted unlisted) {
        return count == 0 ? new NotSearched(unlisted) : new Disabled(count, Optional.of(at));
      }
      Page page = (Page) listed;
      List<Attempt> attempts = attempt(page.links(), leads, change);
      count += attempts.stream().mapToInt(Attempt::count).sum();
      Unsaved failure = failure(attempts);
      if (failure != null) {
        return count == 0 ? new NotSaved(failure) : new Disabled(count, Optional.of(at));
      }
      if (page.next().isEmpty()) {
        return new Disabled(count, Optional.empty());
      }
      at = page.next().get();
    } while (isWanted.getAsBoolean() && nanos.getAsLong() - begin < PATIENCE.toNanos());
    return new Disabled(count, Optional.of(at));
  }

  private List<Attempt> attempt(List<Link> links, LeadsTo leads, Change change) {
    List<CompletionStage<Attempt>> stages = new ArrayList<>();
    for (Link link : links) {
      stages.add(disable(link, leads, change, 1));
    }
    return stages.stream().map(stage -> stage.toCompletableFuture().join()).toList();
  }

  /** Damage is none: nobody follows such a link, and it would stay so for ever. */
  private static @Nullable Unsaved failure(List<Attempt> attempts) {
    for (Attempt attempt : attempts) {
      Unsaved failure = attempt.failure;
      if (failure != null && failure.cause() != Unsaved.Cause.DAMAGE) {
        return failure;
      }
    }
    return null;
  }

  private CompletionStage<Attempt> disable(Link link, LeadsTo leads, Change change, int attempt) {
    return link.terms().enabled() && leads.isMetBy(link)
        ? store
            .replace(link.key(), link.version(), change.of(link.draft()))
            .thenCompose(replaced -> told(replaced, leads, change, attempt))
        : UNCHANGED;
  }

  private CompletionStage<Attempt> told(
      Replaced replaced, LeadsTo leads, Change change, int attempt) {
    return switch (replaced) {
      case Saved _ -> CompletableFuture.completedFuture(new Attempt(1, null));
      case Missing _ -> UNCHANGED;
      case Unsaved unsaved -> CompletableFuture.completedFuture(new Attempt(0, unsaved));
      case Stale(Link now) ->
          attempt == Links.ATTEMPTS_MAX ? UNCHANGED : disable(now, leads, change, attempt + 1);
    };
  }
}
