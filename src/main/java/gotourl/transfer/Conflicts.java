package gotourl.transfer;

import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Added;
import gotourl.link.LinkStore.Peek;
import gotourl.link.LinkStore.Replaced;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Manner;
import gotourl.transfer.Settled.Done;
import gotourl.transfer.Settled.NotSaved;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Brings one link in, and decides what becomes of it where its key has a link already. */
final class Conflicts {

  /** Behind {@code -2} to this, nobody looks for the one that was meant. */
  private static final int RENAMED_MAX = 99;

  private final LinkStore store;
  private final OnConflict onConflict;

  Conflicts(LinkStore store, OnConflict onConflict) {
    this.store = store;
    this.onConflict = onConflict;
  }

  /** Asks for it to be saved. Does not wait; what follows runs on the store's threads. */
  CompletionStage<Settled> save(Arrivals.Fit link) {
    return store
        .add(link.key(), link.draft(), Manner.from(link.origin()))
        .thenCompose(added -> settle(link, added));
  }

  private CompletionStage<Settled> settle(Arrivals.Fit link, Added added) {
    return switch (added) {
      case LinkStore.Saved _ -> done(fresh(link));
      case Unsaved unsaved -> done(new NotSaved(unsaved));
      case LinkStore.There _ -> throw new IllegalStateException("every row is to be made anew");
      case LinkStore.Taken(Link holder) ->
          switch (onConflict) {
            case REPLACE -> replace(link, holder);
            case RENAME -> leadsThere(link, holder) ? done(SAME) : rename(link, holder, 2);
            case KEEP, FAIL -> done(kept(link, holder));
          };
    };
  }

  private static CompletionStage<Settled> done(Settled outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  static final Done SAME = new Done(Outcome.SAME, "is there already");

  private static boolean leadsThere(Arrivals.Fit link, Link holder) {
    return holder.target().equals(link.draft().target());
  }

  private static Done kept(Arrivals.Fit link, Link holder) {
    return leadsThere(link, holder) ? SAME : new Done(Outcome.TAKEN, () -> taken(link, holder));
  }

  private static String taken(Arrivals.Fit link, Link holder) {
    return "code "
        + Quoted.of(link.key().code())
        + " leads to "
        + Quoted.of(holder.target())
        + " already, not to "
        + Quoted.of(link.draft().target());
  }

  /** Of a link whose key nobody has. */
  Done fresh(Arrivals.Fit link) {
    return new Done(
        Outcome.NEW,
        () -> "code " + Quoted.of(link.key().code()) + " to " + Quoted.of(link.draft().target()));
  }

  private CompletionStage<Settled> replace(Arrivals.Fit link, Link holder) {
    if (holder.draft().saysTheSameAs(link.draft())) {
      return done(SAME);
    }
    return store
        .replace(link.key(), holder.version(), link.draft())
        .thenCompose(replaced -> settle(link, holder, replaced));
  }

  private CompletionStage<Settled> settle(Arrivals.Fit link, Link before, Replaced replaced) {
    return switch (replaced) {
      case LinkStore.Saved _ -> done(replaced(link, before));
      case Unsaved unsaved -> done(new NotSaved(unsaved));
      // Somebody was quicker: what is there now decides.
      case LinkStore.Stale(Link now) -> replace(link, now);
      case LinkStore.Missing _ -> save(link);
    };
  }

  private static Done replaced(Arrivals.Fit link, Link before) {
    return new Done(
        Outcome.REPLACED,
        leadsThere(link, before)
            ? "code " + Quoted.of(link.key().code()) + " says more or other things now"
            : "code "
                + Quoted.of(link.key().code())
                + " led to "
                + Quoted.of(before.target())
                + ", and leads to "
                + Quoted.of(link.draft().target())
                + " now");
  }

  private CompletionStage<Settled> rename(Arrivals.Fit link, Link holder, int suffix) {
    Optional<Key> next = renamed(link.key(), suffix);
    if (suffix > RENAMED_MAX || next.isEmpty()) {
      return done(new Done(Outcome.TAKEN, taken(link, holder) + "; no other code was free"));
    }
    Key key = next.get();
    return store
        .add(key, link.draft(), Manner.from(link.origin()))
        .thenCompose(added ->
            switch (added) {
              case LinkStore.Saved _ -> done(renamed(link, holder, key));
              case Unsaved unsaved -> done(new NotSaved(unsaved));
              case LinkStore.There _ ->
                  throw new IllegalStateException("every row is to be made anew");
              case LinkStore.Taken(Link other) ->
                  leadsThere(link, other) ? done(SAME) : rename(link, holder, suffix + 1);
            });
  }

  private Optional<Key> renamed(Key key, int suffix) {
    return store
        .domains()
        .now()
        .of(key.domain())
        .map(named -> Key.parse(named.domain(), key.code() + '-' + suffix))
        .flatMap(parsed ->
            switch (parsed) {
              case Key.Valid(Key other) -> Optional.of(other);
              case Key.Invalid _ -> Optional.empty();
            });
  }

  private static Done renamed(Arrivals.Fit link, Link holder, Key key) {
    return new Done(
        Outcome.RENAMED, taken(link, holder) + ": it has the code " + Quoted.of(key.code()));
  }

  /** What {@link #save} would come to, as the store is now. */
  Done foreseen(Arrivals.Fit link, Link holder) {
    return switch (onConflict) {
      case KEEP, FAIL -> kept(link, holder);
      case REPLACE -> holder.draft().saysTheSameAs(link.draft()) ? SAME : replaced(link, holder);
      case RENAME -> leadsThere(link, holder) ? SAME : foreseenRenamed(link, holder);
    };
  }

  private Done foreseenRenamed(Arrivals.Fit link, Link holder) {
    for (int suffix = 2; suffix <= RENAMED_MAX; suffix++) {
      Optional<Key> key = renamed(link.key(), suffix);
      if (key.isEmpty()) {
        break;
      }
      Optional<Link> other = find(key.get());
      if (other.isEmpty()) {
        return renamed(link, holder, key.get());
      }
      if (leadsThere(link, other.get())) {
        return SAME;
      }
    }
    return new Done(Outcome.TAKEN, taken(link, holder) + "; no other code was free");
  }

  /** May wait for the store. */
  Optional<Link> find(Key key) {
    return switch (store.peek(key)) {
      case Peek.Absent _ -> Optional.empty();
      case Peek.Found(Link link) -> Optional.of(link);
      case Peek.Elsewhere _ -> store.find(key).toCompletableFuture().join();
    };
  }
}
