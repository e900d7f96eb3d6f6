package gotourl.link;

import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Makes hashes of passwords and finds out whether a password is the one, which takes long by
 * design: on threads of its own, of which there are few, so that redirects go on whatever is tried.
 *
 * <p>May be called on any thread and never blocks.
 */
public final class Passwords implements AutoCloseable {

  /**
   * Each takes some fifty milliseconds: whoever came later would wait for more than three seconds.
   */
  static final int WAITING_MAX = 64;

  /** Of so many cores one may be busy with passwords. */
  private static final int CORES_PER_THREAD = 4;

  private static final int IDLE_SECONDS = 10;

  private final SecureRandom random;
  private final ThreadPoolExecutor threads;

  public Passwords(SecureRandom random) {
    this(random, Math.max(1, Runtime.getRuntime().availableProcessors() / CORES_PER_THREAD));
  }

  Passwords(SecureRandom random, int threadCount) {
    this.random = random;
    this.threads =
        new ThreadPoolExecutor(
            threadCount,
            threadCount,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().daemon().name("goto-password").factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** What is kept of the password; nothing: too many wait. */
  public Optional<CompletionStage<PasswordHash>> hash(String password) {
    return whenThereIsTime(() -> PasswordHash.of(password, random));
  }

  /** Whether it is that one; nothing: too many wait. */
  public Optional<CompletionStage<Boolean>> check(PasswordHash kept, String password) {
    return whenThereIsTime(() -> kept.isOf(password));
  }

  private <T> Optional<CompletionStage<T>> whenThereIsTime(Supplier<T> work) {
    try {
      return Optional.of(CompletableFuture.supplyAsync(work, threads));
    } catch (RejectedExecutionException tooMany) {
      return Optional.empty();
    }
  }

  /** Nobody asks any more. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
