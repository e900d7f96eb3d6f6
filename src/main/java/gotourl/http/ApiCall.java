package gotourl.http;

import gotourl.http.api.Call;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request of ours as the API sees it. Made on the event loop and read on another thread, while
 * nobody writes to it any more.
 */
sealed class ApiCall implements Call permits StreamedApiCall {

  private final Request request;

  // Guarded by this.
  private boolean isGivenUp;
  private @Nullable Runnable giveUp;

  ApiCall(Request request) {
    this.request = request;
  }

  @Override
  public String method() {
    return request.method().name();
  }

  @Override
  public @Nullable List<String> segments() {
    return ApiTarget.segments(request.rawPath());
  }

  @Override
  public @Nullable List<Parameter> parameters() {
    return ApiTarget.parameters(request.query());
  }

  @Override
  public String header(String name) {
    return request.header(name);
  }

  @Override
  public byte[] body() {
    return request.body();
  }

  @Override
  public void whenGivenUp(Runnable then) {
    synchronized (this) {
      giveUp = then;
      if (!isGivenUp) {
        return;
      }
    }
    then.run();
  }

  /** Nobody waits for the answer any more. */
  void giveUp() {
    Runnable then;
    synchronized (this) {
      isGivenUp = true;
      then = giveUp;
    }
    if (then != null) {
      then.run();
    }
  }
}
