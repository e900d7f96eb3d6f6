package gotourl.link;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** SKELETON: helper A writes this. */
public final class Shortener implements AutoCloseable {

  /**
   * @param keyLength the length of generated codes to begin with, 1 to 10
   * @param sequential the original's keys 0, 1, … a, b, … instead of unpredictable ones
   */
  public record Options(int keyLength, boolean sequential) {}

  /** Outcome of {@link #shorten}. */
  public sealed interface Shortened {}

  /** The link is saved. */
  public record Made(Link link) implements Shortened {}

  public record TargetRefused(String reason) implements Shortened {}

  public record CodeRefused(Key.Fault fault) implements Shortened {}

  public record CodeTaken(Link holder) implements Shortened {}

  /** Too many generated codes in a row belonged to other links. */
  public record NoFreeCode() implements Shortened {}

  public record NotSaved(LinkStore.Unsaved unsaved) implements Shortened {}

  public Shortener(LinkStore store, UrlPolicy policy, Options options) {}

  /** Makes a link under a generated code. */
  public CompletionStage<Shortened> shorten(String url) {
    return CompletableFuture.completedFuture(new NoFreeCode());
  }

  /** Makes a link under a chosen code. */
  public CompletionStage<Shortened> shorten(String url, String code) {
    return CompletableFuture.completedFuture(new NoFreeCode());
  }

  /** Gives unused numbers back to the store, which must still be open. */
  @Override
  public void close() {}
}
