package gotourl.link;

import gotourl.link.Key.Invalid;
import gotourl.link.Key.Valid;
import gotourl.link.LinkStore.Added;
import gotourl.link.LinkStore.Saved;
import gotourl.link.LinkStore.Taken;
import gotourl.link.LinkStore.There;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.UrlPolicy.Accepted;
import gotourl.link.UrlPolicy.Refused;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The use case: a URL becomes a link. Decides whether the URL may be a target, finds a code, and
 * has the store save both.
 *
 * <p>May be called on any thread and never blocks; stages complete when the store's promise holds,
 * on the caller's thread or the store's.
 */
public final class Shortener implements AutoCloseable {

  /**
   * @param keyLength the length of generated codes to begin with, 1 to 10
   * @param sequential the original's keys 0, 1, … a, b, … instead of unpredictable ones
   * @param waitingMax how many adds may wait for a code, beyond which they are refused at once: as
   *     many as may wait to be saved, since more could not be saved anyway
   */
  public record Options(int keyLength, boolean sequential, int waitingMax) {

    /** As many as the embedded store's own queue holds by default. */
    public static final int WAITING_MAX = 16_384;

    /** With the usual bound. */
    public Options(int keyLength, boolean sequential) {
      this(keyLength, sequential, WAITING_MAX);
    }

    public Options {
      if (keyLength < KeyGenerator.LENGTH_MIN || keyLength > KeyGenerator.LENGTH_MAX) {
        throw new IllegalArgumentException(
            "the length of generated codes is %d to %d, not %d"
                .formatted(KeyGenerator.LENGTH_MIN, KeyGenerator.LENGTH_MAX, keyLength));
      }
    }
  }

  /** Outcome of {@link #shorten}. */
  public sealed interface Shortened {}

  /** The link is saved. */
  public record Made(Link link) implements Shortened {}

  /** An equal link was there, and will do; nothing was made. */
  public record Reused(Link link) implements Shortened {}

  /** The URL may not be a target; {@code reason} is a sentence for people. */
  public record TargetRefused(String reason) implements Shortened {}

  /** The chosen code can never be one. */
  public record CodeRefused(Key.Fault fault) implements Shortened {}

  /** The chosen code belongs to another link, which stays as it is. */
  public record CodeTaken(Link holder) implements Shortened {}

  /** Too many generated codes in a row belonged to other links. */
  public record NoFreeCode() implements Shortened {}

  /** The store could not save it; nothing was changed. */
  public record NotSaved(LinkStore.Unsaved unsaved) implements Shortened {}

  /** As long as a slow sync may take; what is not given back by then is lost as after a crash. */
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(2);

  private static final System.Logger LOG = System.getLogger(Shortener.class.getName());

  private final LinkStore store;
  private final UrlPolicy policy;
  private final Codes codes;

  public Shortener(LinkStore store, UrlPolicy policy, Options options) {
    this.store = store;
    this.policy = policy;
    this.codes = new Codes(store, options);
  }

  /** Makes a link under a generated code. */
  public CompletionStage<Shortened> shorten(String url) {
    return shorten(url, CodeShape.USUAL);
  }

  /** Makes a link under a generated code of this shape. */
  public CompletionStage<Shortened> shorten(String url, CodeShape shape) {
    return shorten(Draft.to(url), shape);
  }

  /**
   * Makes a link under a generated code of this shape.
   *
   * @param asked what it is to say; its target as it was given
   */
  public CompletionStage<Shortened> shorten(Draft asked, CodeShape shape) {
    return switch (policy.check(asked.target())) {
      case Refused refused -> done(new TargetRefused(refused.reason()));
      case Accepted(String target) ->
          shortenAccepted(store.domain(), asked.withTarget(target), shape, Manner.ANEW);
    };
  }

  /**
   * The same in this domain, in a manner of its own, once the target is accepted. All domains share
   * the sequences of codes: a code that is chosen is chosen in none of the others.
   *
   * @param accepted its target is one that {@link Links#check} has given back
   */
  public CompletionStage<Shortened> shortenAccepted(
      Domain domain, Draft accepted, CodeShape shape, Manner manner) {
    Optional<Key.Fault> fault = shapeFault(shape);
    return fault.isPresent()
        ? done(new CodeRefused(fault.get()))
        : new Generation(store, codes, domain, accepted, shape, manner).start();
  }

  /** Whether an equal link that is there can be found. */
  public LinkStore.Reuse reuse() {
    return store.reuse();
  }

  /** Why no code can be of this shape; empty if there are such codes. */
  public Optional<Key.Fault> shapeFault(CodeShape shape) {
    return shape.prefix().isEmpty() ? Optional.empty() : codes.fault(shape);
  }

  /** Makes a link under a chosen code. */
  public CompletionStage<Shortened> shorten(String url, String code) {
    return shorten(Draft.to(url), code);
  }

  /**
   * Makes a link under a chosen code.
   *
   * @param asked what it is to say; its target as it was given
   */
  public CompletionStage<Shortened> shorten(Draft asked, String code) {
    return switch (policy.check(asked.target())) {
      case Refused refused -> done(new TargetRefused(refused.reason()));
      case Accepted(String target) ->
          shortenAccepted(store.domain(), asked.withTarget(target), code, Manner.ANEW);
    };
  }

  /**
   * The same in this domain, in a manner of its own, once the target is accepted; an equal link
   * will do only under that code.
   *
   * @param accepted its target is one that {@link Links#check} has given back
   */
  public CompletionStage<Shortened> shortenAccepted(
      Domain domain, Draft accepted, String code, Manner manner) {
    return switch (Key.parse(domain, code)) {
      case Invalid invalid -> done(new CodeRefused(invalid.fault()));
      case Valid(Key key) ->
          add(store, key, accepted, anew(manner))
              .thenApply(added -> chosen(added, accepted, manner));
    };
  }

  private static CompletionStage<Shortened> done(Shortened outcome) {
    return CompletableFuture.completedFuture(outcome);
  }

  /** Most links are made anew, and cost nothing for those that are not. */
  @SuppressWarnings("ReferenceEquality")
  static CompletionStage<Added> add(LinkStore store, Key key, Draft draft, Manner manner) {
    return manner == Manner.ANEW ? store.add(key, draft) : store.add(key, draft, manner);
  }

  /** Who has the code tells whether an equal link will do. */
  private static Manner anew(Manner manner) {
    return manner.reuses() ? new Manner(manner.retry(), false) : manner;
  }

  private static Shortened chosen(Added added, Draft draft, Manner manner) {
    return switch (added) {
      case Saved saved -> new Made(saved.link());
      case There(Link link) -> new Reused(link);
      case Taken(Link holder) when manner.reuses() && holder.draft().saysTheSameAs(draft) ->
          new Reused(holder);
      case Taken taken -> new CodeTaken(taken.holder());
      case Unsaved unsaved -> new NotSaved(unsaved);
    };
  }

  /** Gives unused numbers back to the store, which must still be open. Waits for that, briefly. */
  @Override
  public void close() {
    CompletableFuture<?>[] released =
        codes.leases().stream()
            .map(lease -> lease.close().toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(released).get(CLOSE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException slow) {
      LOG.log(Level.WARNING, "unused codes were not given back in time and are left out");
    } catch (ExecutionException broken) {
      LOG.log(Level.WARNING, "unused codes could not be given back and are left out", broken);
    }
  }
}
