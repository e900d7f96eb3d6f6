package gotourl.http;

import gotourl.link.Draft;
import gotourl.link.Key;
import gotourl.link.Manner;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** Holds every add of a server back until the test lets it go. */
final class HeldAdds {

  private final LinkedBlockingQueue<Runnable> adds = new LinkedBlockingQueue<>();

  TestServer.Setup setup() {
    return TestServer.Setup.USUAL.around(store ->
        new StoreAround(store) {
          @Override
          public CompletionStage<Added> add(Key key, Draft draft) {
            CompletableFuture<Added> held = new CompletableFuture<>();
            adds.add(() -> held.complete(super.add(key, draft).toCompletableFuture().join()));
            return held;
          }

          @Override
          public CompletionStage<Added> add(Key key, Draft draft, Manner manner) {
            CompletableFuture<Added> held = new CompletableFuture<>();
            adds.add(
                () -> held.complete(super.add(key, draft, manner).toCompletableFuture().join()));
            return held;
          }
        });
  }

  /** Waits for the next add; running it lets it go. */
  Runnable take() throws InterruptedException {
    return adds.take();
  }

  void letOneGo() throws InterruptedException {
    take().run();
  }
}
