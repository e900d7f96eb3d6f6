package gotourl.link;

import gotourl.link.LinkStore.Gone;
import gotourl.link.LinkStore.Missing;
import gotourl.link.LinkStore.Peek;
import gotourl.link.LinkStore.Replaced;
import gotourl.link.LinkStore.Saved;
import gotourl.link.LinkStore.Stale;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.UrlPolicy.Accepted;
import gotourl.link.UrlPolicy.Refused;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The use cases on links that are there: look at one or at many, edit one, put it into the bin and
 * take it out, remove it for good. {@link Shortener} makes them, and {@link CleanUp} empties the
 * bin.
 *
 * <p>May be called on any thread and never blocks; stages complete when the store's promise holds,
 * on the caller's thread or the store's.
 */
public final class Links {

  /** Outcome of {@link #edit}. */
  public sealed interface Edited {}

  /** Outcome of {@link #remove}. */
  public sealed interface Removed {}

  /** The link as it is now; a change that changes nothing makes no version. */
  public record Changed(Link link) implements Edited {}

  /** The URL may not be a target; {@code reason} is a sentence for people. */
  public record TargetRefused(String reason) implements Edited {}

  /** The link is in the bin and stays as it is: it has to be taken out first. */
  public record InBin(Link link) implements Edited {}

  /** The link would leave the reach of who wants the change; it stays as it is. */
  public record OutOfReach() implements Edited {}

  /** The link that was removed, as it stood. */
  public record Discarded(Link link) implements Removed {}

  /** The link has a version now that the caller did not name; it stays as it is. */
  public record Outdated(Link now) implements Edited, Removed {}

  /** There is no such link. */
  public record NoSuchLink() implements Edited, Removed {}

  /** That version of the link is not kept, or never was. */
  public record NoSuchVersion() implements Edited {}

  /** The version could not be looked for. */
  public record NotSearched(LinkStore.Unlisted reason) implements Edited {}

  /** Others changed the link between each look and each attempt. */
  public record Outrun() implements Edited, Removed {}

  /** The store could not save it; nothing was changed. */
  public record NotSaved(Unsaved unsaved) implements Edited, Removed {}

  /**
   * How often a change is tried on a newer version: each time, somebody else's change has gone
   * through, so that so many in a row mean a link that changes all the time.
   */
  static final int ATTEMPTS_MAX = 32;

  private final LinkStore store;
  private final UrlPolicy policy;
  private final InstantSource clock;

  /** Whoever asks reaches links that pass this; for him there are no others. */
  private final LinkFilter reach;

  public Links(LinkStore store, UrlPolicy policy) {
    this(store, policy, InstantSource.system());
  }

  /**
   * @param clock by which it is told what state a link is in
   */
  public Links(LinkStore store, UrlPolicy policy, InstantSource clock) {
    this(store, policy, clock, LinkFilter.ALL);
  }

  private Links(LinkStore store, UrlPolicy policy, InstantSource clock, LinkFilter reach) {
    this.store = store;
    this.policy = policy;
    this.clock = clock;
    this.reach = reach;
  }

  /**
   * The same for somebody who reaches only links that pass this: others are not there for him, and
   * none that he changes may leave his reach.
   */
  public Links within(LinkFilter limits) {
    return new Links(store, policy, clock, limits);
  }

  /** Whether the link is there for who asks. */
  public boolean reach(Link link) {
    return reach.passes(link);
  }

  /** The domain that codes without one belong to. */
  public Domain domain() {
    return store.domain();
  }

  /** All there are. */
  public Domains domains() {
    return store.domains();
  }

  /** The tags that links have. */
  public TagStore tags() {
    return store.tags();
  }

  /** What disables all links to a host. */
  public HostDisabling hostDisabling() {
    return new HostDisabling(store, System::nanoTime);
  }

  /** Whether an edit could have this target, and why not. */
  public UrlPolicy.Checked check(String target) {
    return policy.check(target);
  }

  /** Whether a link could have these rules, and why not. */
  public Rules.Parsed check(List<RuleText> rules) {
    return Rules.parse(rules, policy);
  }

  public CompletionStage<Optional<Link>> find(Key key) {
    return switch (store.peek(key)) {
      case Peek.Found(Link link) -> done(Optional.of(link).filter(this::reach));
      case Peek.Absent _ -> done(Optional.empty());
      case Peek.Elsewhere _ -> store.find(key).thenApply(found -> found.filter(this::reach));
    };
  }

  /** Tells the states that links are in now. */
  public LinkStates states() {
    return new LinkStates(clock.instant(), store::visits);
  }

  /** One page; who loses interest gives it up by {@link PendingPage#cancel}. */
  public PendingPage list(Listing listing) {
    return store.list(listing.only(listing.filter().and(reach)));
  }

  /**
   * The versions of a link that are kept, whoever asks: the newest says whether he reaches it. Who
   * loses interest gives it up.
   */
  public PendingPage history(Key key) {
    return store.history(key);
  }

  /**
   * Applies the change to whatever version is there by then, if it is one of these. A link in the
   * bin can only be taken out of it.
   */
  public CompletionStage<Edited> edit(Key key, Versions versions, Change change) {
    Optional<String> target = Optional.empty();
    if (change.target().isPresent()) {
      switch (policy.check(change.target().get())) {
        case Refused(String reason) -> {
          return done(new TargetRefused(reason));
        }
        case Accepted(String accepted) -> target = Optional.of(accepted);
      }
    }
    Change accepted = change.withTarget(target);
    return find(key)
        .thenCompose(found ->
            found
                .map(link -> edit(link, versions, accepted, 1))
                .orElseGet(() -> done(new NoSuchLink())));
  }

  /**
   * Puts the link into the bin: it is followed no more, its key stays its own, and it can be had
   * back until it is cleaned up.
   *
   * @param author the number of the credential whose bearer wants it
   */
  public CompletionStage<Edited> bin(Key key, Versions versions, int author) {
    return edit(key, versions, Change.ofBinned(true, author));
  }

  /** Takes the link out of the bin; one that is not in it stays as it is. */
  public CompletionStage<Edited> takeOut(Key key, Versions versions, int author) {
    return edit(key, versions, Change.ofBinned(false, author));
  }

  /**
   * Has the link say again what it said then, in a version of its own, which is never in the bin.
   *
   * @param version which one
   * @param author the number of the credential whose bearer wants it
   */
  public CompletionStage<Edited> restore(Key key, Versions versions, int version, int author) {
    return store
        .history(key)
        .thenCompose(listed ->
            switch (listed) {
              case LinkStore.Page page -> restore(page, key, versions, version, author);
              case LinkStore.Unlisted unlisted -> done(new NotSearched(unlisted));
            });
  }

  private CompletionStage<Edited> restore(
      LinkStore.Page page, Key key, Versions versions, int version, int author) {
    if (page.links().isEmpty() || !reach(page.links().getFirst())) {
      return done(new NoSuchLink());
    }
    return page.links().stream()
        .filter(link -> link.version() == version)
        .findFirst()
        .map(link -> edit(key, versions, Change.to(link.draft(), author).outOfBin()))
        .orElseGet(() -> done(new NoSuchVersion()));
  }

  private CompletionStage<Edited> edit(Link link, Versions versions, Change change, int attempt) {
    if (!reach(link)) {
      return done(new NoSuchLink());
    }
    if (!versions.contain(link.version())) {
      return done(new Outdated(link));
    }
    Draft draft = change.of(link.draft());
    if (draft.saysTheSameAs(link.draft())) {
      return done(new Changed(link));
    }
    if (link.terms().binned() && draft.terms().binned()) {
      return done(new InBin(link));
    }
    if (!reach(link.saying(draft))) {
      return done(new OutOfReach());
    }
    return store
        .replace(link.key(), link.version(), draft)
        .thenCompose(replaced -> edited(replaced, versions, change, attempt));
  }

  private CompletionStage<Edited> edited(
      Replaced replaced, Versions versions, Change change, int attempt) {
    return switch (replaced) {
      case Saved(Link link) -> done(new Changed(link));
      case Missing _ -> done(new NoSuchLink());
      case Unsaved unsaved -> done(new NotSaved(unsaved));
      case Stale(Link now) ->
          attempt == ATTEMPTS_MAX ? done(new Outrun()) : edit(now, versions, change, attempt + 1);
    };
  }

  /** Removes the link for good, if it is at one of these versions by then; its key is free. */
  public CompletionStage<Removed> remove(Key key, Versions versions) {
    return end(key, versions, (link, version) -> store.remove(link, version).thenApply(Links::end));
  }

  /** The same, with everything that is kept of it. */
  public CompletionStage<Removed> purge(Key key, Versions versions) {
    return end(key, versions, (link, version) -> store.purge(link, version).thenApply(Links::end));
  }

  /** One attempt, at one version. */
  private interface Ending {
    CompletionStage<Removed> of(Key key, int version);
  }

  private CompletionStage<Removed> end(Key key, Versions versions, Ending ending) {
    return find(key)
        .thenCompose(found ->
            found
                .map(link -> end(link, versions, ending, 1))
                .orElseGet(() -> done(new NoSuchLink())));
  }

  private CompletionStage<Removed> end(Link link, Versions versions, Ending ending, int attempt) {
    if (!reach(link)) {
      return done(new NoSuchLink());
    }
    if (!versions.contain(link.version())) {
      return done(new Outdated(link));
    }
    return ending
        .of(link.key(), isAnyVersion(versions) ? LinkStore.ANY_VERSION : link.version())
        .thenCompose(removed ->
            switch (removed) {
              case Outdated(Link now) ->
                  attempt == ATTEMPTS_MAX
                      ? done(new Outrun())
                      : end(now, versions, ending, attempt + 1);
              case Discarded _, NoSuchLink _, Outrun _, NotSaved _ -> done(removed);
            });
  }

  /** A version that nobody has looked at might be out of reach. */
  private boolean isAnyVersion(Versions versions) {
    return versions.any() && reach.isEmpty();
  }

  private static Removed end(LinkStore.Removed removed) {
    return switch (removed) {
      case Gone(Link gone) -> new Discarded(gone);
      case Missing _ -> new NoSuchLink();
      case Unsaved unsaved -> new NotSaved(unsaved);
      case Stale(Link now) -> new Outdated(now);
    };
  }

  private static <T> CompletionStage<T> done(T outcome) {
    return CompletableFuture.completedFuture(outcome);
  }
}
