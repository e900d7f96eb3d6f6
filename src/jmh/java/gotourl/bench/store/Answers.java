package gotourl.bench.store;

import gotourl.link.LinkStore;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * At most so many adds that are not yet acknowledged, of one thread, which takes the answers in the
 * order of its questions.
 *
 * <p>As a client does that keeps its futures: nothing of the measurement runs on the thread that
 * acknowledges, and this one waits only when the oldest has no answer.
 */
final class Answers {

  private final @Nullable CompletableFuture<?>[] awaited;
  private int next;

  Answers(int max) {
    awaited = new CompletableFuture<?>[max];
  }

  /** Waits until there is room for one more. */
  void awaitRoom() {
    CompletableFuture<?> oldest = awaited[next];
    if (oldest != null && !(oldest.join() instanceof LinkStore.Saved)) {
      throw new IllegalStateException("not saved: " + oldest.join());
    }
    awaited[next] = null;
  }

  /** There is room for it. */
  void await(CompletionStage<LinkStore.Added> one) {
    awaited[next] = one.toCompletableFuture();
    next = next + 1 == awaited.length ? 0 : next + 1;
  }

  void awaitAll() {
    for (int i = 0; i < awaited.length; i++) {
      awaitRoom();
      next = next + 1 == awaited.length ? 0 : next + 1;
    }
  }
}
