package gotourl.http;

import io.netty.util.concurrent.EventExecutor;
import java.util.function.Consumer;

/** Who answers the requests of a connection. */
interface Site {

  /** Whether the body of a request is worth keeping until its answer. */
  boolean readsBody(Request request);

  Answer answer(Request request);

  /** The second half of an answer that came later. */
  <T> Answer.Now finish(Answer.Later<T> later, T outcome);

  /** For an answer that came later, and badly. */
  Answer.Now failed(Throwable cause);

  /** Hands over an answer that comes later, on the loop of its connection. */
  default <T> void whenDone(Answer.Later<T> later, EventExecutor loop, Consumer<Answer.Now> then) {
    var _ =
        later
            .stage()
            .whenComplete((outcome, failure) -> {
              Runnable handOver =
                  () -> then.accept(failure == null ? finish(later, outcome) : failed(failure));
              if (loop.inEventLoop()) {
                handOver.run();
              } else {
                // Netty wakes a loop once however many tasks come while it wakes.
                loop.execute(handOver);
              }
            });
  }

  /** One that has all its answers at hand, and reads no body. */
  interface AtHand extends Site {

    @Override
    Reply answer(Request request);

    @Override
    default boolean readsBody(Request request) {
      return false;
    }

    @Override
    default <T> Answer.Now finish(Answer.Later<T> later, T outcome) {
      throw new IllegalStateException("nothing comes later here");
    }

    @Override
    default Answer.Now failed(Throwable cause) {
      throw new IllegalStateException("nothing comes later here", cause);
    }
  }
}
