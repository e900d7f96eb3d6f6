package gotourl.link;

import gotourl.link.LinkStore.Page;
import gotourl.link.LinkStore.Recalled;
import gotourl.link.LinkStore.Unlisted;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The use case: a link is asked for again. Knows which wishes are in hand, and asks the store which
 * have come true.
 *
 * <p>May be called on any thread and never blocks.
 */
public final class Retries {

  /** Outcome of {@link #begin}. */
  public sealed interface Begun {}

  /** Nobody has asked for it; whoever begins it says when it is over: {@link #end}. */
  public record Fresh() implements Begun {}

  /** It is being made just now. */
  public record InHand() implements Begun {}

  /** The same name was given to another wish. */
  public record OtherWish() implements Begun {}

  /** It was made: the link as it was then, or, if that is not kept any more, as it is now. */
  public record MadeBefore(Link link) implements Begun {}

  /** It was made, and is there no more. */
  public record MadeAndGone() implements Begun {}

  /** What it was then could not be looked for. */
  public record NotSearched(Unlisted reason) implements Begun {}

  private final LinkStore store;

  /** At most one for each call in hand. */
  private final Set<RetryKey.Name> inHand = ConcurrentHashMap.newKeySet();

  public Retries(LinkStore store) {
    this.store = store;
  }

  public CompletionStage<Begun> begin(RetryKey key) {
    if (!inHand.add(key.name())) {
      return done(new InHand());
    }
    // Looked at when it is in hand: one that was in hand until now is remembered by now.
    Recalled recalled = store.recall(key);
    if (!(recalled instanceof Recalled.Unknown)) {
      end(key);
    }
    return switch (recalled) {
      case Recalled.Unknown _ -> done(new Fresh());
      case Recalled.OtherWish _ -> done(new OtherWish());
      case Recalled.Gone _ -> done(new MadeAndGone());
      case Recalled.Made(Link link) when link.version() == 1 -> done(new MadeBefore(link));
      case Recalled.Made(Link link) -> first(link);
    };
  }

  /** What was begun is over, whatever came of it. */
  public void end(RetryKey key) {
    inHand.remove(key.name());
  }

  private CompletionStage<Begun> first(Link link) {
    return store
        .history(link.key())
        .thenApply(listed ->
            switch (listed) {
              case Page page ->
                  new MadeBefore(
                      page.links().stream()
                          .filter(each -> each.version() == 1 && each.number() == link.number())
                          .findFirst()
                          .orElse(link));
              case Unlisted unlisted -> new NotSearched(unlisted);
            });
  }

  private static CompletionStage<Begun> done(Begun outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
