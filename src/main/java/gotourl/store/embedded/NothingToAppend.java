package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.journal.Refusal;
import gotourl.journal.Save;
import java.util.concurrent.CompletableFuture;

/** A save that changes nothing in the journal: something that only the save loop may do. */
abstract class NothingToAppend extends Save {

  private final CompletableFuture<Boolean> stage = new CompletableFuture<>();

  /** Completes with whether it was done. */
  final CompletableFuture<Boolean> stage() {
    return stage;
  }

  @Override
  protected final int bytesMax() {
    return 0;
  }

  @Override
  protected final void decide(Batch batch) {}

  @Override
  protected final void acknowledge() {
    stage.complete(true);
  }

  @Override
  protected final void refuse(Refusal refusal) {
    stage.complete(false);
  }

  @Override
  protected final void fail(RuntimeException defect) {
    stage.completeExceptionally(defect);
  }
}
