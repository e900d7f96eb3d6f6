package gotourl.store.embedded;

import gotourl.journal.Batch;
import gotourl.journal.Refusal;
import gotourl.journal.Save;
import gotourl.journal.SaveLoop;
import java.util.concurrent.CompletableFuture;

/** Something that another thread has the save loop do in its turn, and waits for. */
abstract class Errand extends Save {

  private final CompletableFuture<Boolean> done = new CompletableFuture<>();

  Errand() {
    super(0);
  }

  /** Returns when it is done; false: the save loop or the disk refused. */
  final boolean run(SaveLoop loop) {
    loop.submit(this);
    while (!loop.hasThread() && !done.isDone()) {
      loop.saveOnce();
    }
    return done.join();
  }

  @Override
  protected void decide(Batch batch) {}

  @Override
  protected void publish() {}

  @Override
  protected final void acknowledge() {
    done.complete(true);
  }

  @Override
  protected final void refuse(Refusal refusal) {
    done.complete(false);
  }

  @Override
  protected final void fail(RuntimeException defect) {
    done.completeExceptionally(defect);
  }
}
