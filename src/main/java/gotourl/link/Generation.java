package gotourl.link;

import gotourl.link.LinkStore.Added;
import gotourl.link.LinkStore.Peek;
import gotourl.link.LinkStore.Saved;
import gotourl.link.LinkStore.Taken;
import gotourl.link.LinkStore.There;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Shortener.Made;
import gotourl.link.Shortener.NoFreeCode;
import gotourl.link.Shortener.NotSaved;
import gotourl.link.Shortener.Reused;
import gotourl.link.Shortener.Shortened;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * One new link on its way to a generated code: take a number, make the code, add; when the code
 * belongs to another link, the next number.
 *
 * <pre>
 *   start -> number -> code -> add -> saved
 *     ^        |        |       |
 *     |        v        v       v
 *     +--- used up    taken (at most SKIPS_MAX times)
 * </pre>
 */
final class Generation implements Lease.Taker {

  /**
   * How many codes in a row may belong to other links. With half of all codes taken, one call in 2
   * to the 65th gives up; so many in a row mean that somebody chose the codes to be in the way.
   */
  static final int SKIPS_MAX = 64;

  private final LinkStore store;
  private final Codes codes;
  private final Domain domain;
  private final Draft draft;
  private final String prefix;
  private final Manner manner;
  private final CompletableFuture<Shortened> result = new CompletableFuture<>();
  private final Turns turns = new Turns(this::step);

  // Touched by the step, and before a turn is asked for by whoever answers it: never both at once.
  private int sequence;
  private int skips;
  private long number = Lease.LATER;
  private long used = Lease.LATER;
  private @Nullable Added added;

  Generation(
      LinkStore store, Codes codes, Domain domain, Draft draft, CodeShape shape, Manner manner) {
    this.manner = manner;
    this.store = store;
    this.codes = codes;
    this.domain = domain;
    this.draft = draft;
    this.prefix = shape.prefix();
    this.sequence = codes.first(shape);
  }

  CompletionStage<Shortened> start() {
    turns.ask();
    return result;
  }

  private void step() {
    try {
      if (added != null) {
        settle(added);
      }
      added = null;
      if (!result.isDone()) {
        tryNumbers();
      }
    } catch (RuntimeException defect) {
      broken(defect);
    }
  }

  private void settle(Added outcome) {
    switch (outcome) {
      case Saved saved -> result.complete(new Made(saved.link()));
      case Unsaved unsaved -> {
        giveBackAfter(unsaved);
        unsaved(unsaved);
      }
      case There(Link link) -> {
        codes.lease(sequence).giveBack(used);
        result.complete(new Reused(link));
      }
      case Taken _ -> {
        codes.meet();
        skip();
      }
    }
  }

  /** Of other causes it is not certain that no byte of the link has been written. */
  private void giveBackAfter(Unsaved unsaved) {
    if (unsaved.cause() == Unsaved.Cause.QUEUE_FULL) {
      codes.lease(sequence).giveBack(used);
    }
  }

  /** Until a code is on its way to the store, or the next number is not there yet. */
  private void tryNumbers() {
    while (!result.isDone()) {
      long mine = number;
      number = Lease.LATER;
      if (mine == Lease.LATER) {
        // Whoever tells us later may do so before this call is back, and asks for another turn.
        mine = codes.lease(sequence).take(this);
      }
      if (mine == Lease.LATER) {
        return;
      }
      Key key = codes.key(domain, sequence, mine, prefix);
      if (key != null && !(codes.haveMet() && store.peek(key) instanceof Peek.Found)) {
        used = mine;
        add(key);
        return;
      }
      skip();
    }
  }

  private void add(Key key) {
    var _ =
        Shortener.add(store, key, draft, manner)
            .whenComplete((outcome, defect) -> {
              if (defect == null) {
                added = outcome;
                turns.ask();
              } else {
                broken(defect);
              }
            });
  }

  private void skip() {
    skips++;
    if (skips > SKIPS_MAX) {
      result.complete(new NoFreeCode());
    }
  }

  @Override
  public void number(long granted) {
    number = granted;
    turns.ask();
  }

  @Override
  public void usedUp() {
    int longer = codes.after(sequence);
    if (longer == Codes.NONE) {
      result.complete(new NoFreeCode());
    } else {
      sequence = longer;
      turns.ask();
    }
  }

  @Override
  public void unsaved(Unsaved unsaved) {
    result.complete(new NotSaved(unsaved));
  }

  @Override
  public void broken(Throwable defect) {
    result.completeExceptionally(defect);
  }
}
