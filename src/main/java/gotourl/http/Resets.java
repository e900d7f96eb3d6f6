package gotourl.http;

import io.netty.handler.codec.http2.Http2Error;
import java.util.concurrent.TimeUnit;

/**
 * The streams of one connection that we have reset, and how many of them because the client broke
 * rules: a client that makes us reset its requests has us work on them for nothing.
 */
final class Resets {

  /** In so many seconds; as many as a client may reset itself. */
  static final int MAX = 200;

  static final int SECONDS = 30;

  /** Of how many we know that frames may still be on their way: a full set of streams. */
  private static final int RECENT = H2Builder.STREAMS_MAX;

  private final int[] recent = new int[RECENT];
  private int recentNext;
  private int count;
  private long windowSinceNanos;

  Resets(long nowNanos) {
    windowSinceNanos = nowNanos;
  }

  /** One more; false if there were too many. */
  boolean note(int stream, long errorCode, long nowNanos) {
    recent[recentNext] = stream;
    recentNext = (recentNext + 1) % RECENT;
    if (nowNanos - windowSinceNanos > TimeUnit.SECONDS.toNanos(SECONDS)) {
      windowSinceNanos = nowNanos;
      count = 0;
    }
    // After an answer that did not wait for all of its request.
    if (errorCode != Http2Error.NO_ERROR.code()) {
      count++;
    }
    return count <= MAX;
  }

  boolean isRecent(int stream) {
    for (int one : recent) {
      if (one == stream) {
        return true;
      }
    }
    return false;
  }
}
