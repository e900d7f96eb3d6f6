package gotourl.http;

import io.netty.util.concurrent.EventExecutor;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/**
 * Who answers the requests of a connection, and the one error boundary: whatever goes wrong behind
 * it is noted here, once, with its stack trace, and told in plain words without.
 */
abstract class Front {

  private static final Logger LOG = System.getLogger(Front.class.getName());

  /** Whether the body of a request is worth keeping until its answer. */
  boolean readsBody(Request request) {
    return false;
  }

  /** Whether the answer of a request is begun before its body has come, by {@link #converse}. */
  boolean streams(Request request) {
    return false;
  }

  /** On the event loop; answers by the dialogue, on another thread. */
  void converse(Request request, Dialogue dialogue) {
    throw new IllegalStateException("nothing is streamed here");
  }

  /** How this request is told what was refused before anybody behind here saw it whole. */
  Reply refusal(Request request, Reply refusal) {
    return refusal;
  }

  /** On the event loop; may throw what is a defect. */
  abstract Answer route(Request request);

  final Answer answer(Request request) {
    try {
      return route(request);
    } catch (RuntimeException | Error e) {
      return failed(e);
    }
  }

  /** Hands over an answer that comes later, on the loop of its connection. */
  final <T> void whenDone(Answer.Later<T> later, EventExecutor loop, Consumer<Answer.Now> then) {
    var _ =
        later
            .stage()
            .whenComplete((outcome, failure) -> {
              Runnable handOver =
                  () -> {
                    Answer answer =
                        failure == null ? finish(later, outcome) : failed(failure, later.failed());
                    switch (answer) {
                      case Answer.Now now -> then.accept(now);
                      case Answer.Later<?> next -> whenDone(next, loop, then);
                    }
                  };
              if (loop.inEventLoop()) {
                handOver.run();
              } else {
                // Netty wakes a loop once however many tasks come while it wakes.
                loop.execute(handOver);
              }
            });
  }

  private <T> Answer finish(Answer.Later<T> later, T outcome) {
    try {
      return later.then().apply(outcome);
    } catch (RuntimeException | Error e) {
      return failed(e, later.failed());
    }
  }

  final Answer.Now failed(Throwable cause) {
    return failed(cause, Replies.FAILED);
  }

  private static Answer.Now failed(Throwable cause, Reply told) {
    LOG.log(Level.ERROR, "a request failed", cause);
    return told;
  }
}
