package gotourl.http;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * What a listener serves, and the one error boundary: whatever goes wrong behind it is noted here,
 * once, with its stack trace, and told in plain words without.
 */
abstract class Front implements Site {

  private static final Logger LOG = System.getLogger(Front.class.getName());

  /** On the event loop; may throw what is a defect. */
  abstract Answer route(Request request);

  @Override
  public final Answer answer(Request request) {
    try {
      return route(request);
    } catch (RuntimeException | Error e) {
      return failed(e);
    }
  }

  @Override
  public final <T> Answer.Now finish(Answer.Later<T> later, T outcome) {
    try {
      return later.then().apply(outcome);
    } catch (RuntimeException | Error e) {
      return failed(e);
    }
  }

  @Override
  public final Answer.Now failed(Throwable cause) {
    LOG.log(Level.ERROR, "a request failed", cause);
    return Replies.FAILED;
  }
}
