package gotourl.http;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a request is told, now or when a stage completes. */
sealed interface Answer {

  /** Ready to be written. */
  sealed interface Now extends Answer permits Redirect, Reply {}

  /**
   * A link is followed.
   *
   * @param target goes into the header as it is: serialised ASCII
   * @param special what is said instead of the usual answer, or {@code null}
   */
  record Redirect(String target, @Nullable Reply special) implements Now {

    /** In the usual way. */
    Redirect(String target) {
      this(target, null);
    }
  }

  /**
   * @param then maps the outcome on the connection's event loop, not on the thread that completed
   *     the stage: a save loop renders no pages; what it comes to may be awaited in its turn
   * @param giveUp told once nobody waits for the answer any more; must not wait itself
   * @param failed what is told if it goes wrong
   */
  record Later<T>(
      CompletionStage<T> stage, Function<T, ? extends Answer> then, Runnable giveUp, Reply failed)
      implements Answer {

    /** One that takes no long time, and fails in plain words. */
    Later(CompletionStage<T> stage, Function<T, ? extends Answer> then) {
      this(stage, then, () -> {}, Replies.FAILED);
    }
  }
}
