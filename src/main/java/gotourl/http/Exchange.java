package gotourl.http;

import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/** One request on its stream, until it is answered. Confined to its connection's event loop. */
final class Exchange {

  private final Http2Stream stream;
  private final Request request;
  private final long sinceNanos;
  private final Body body = new Body();
  private boolean received;
  private @Nullable H2Dialogue dialogue;
  private Answer.@Nullable Later<?> awaited;

  Exchange(Http2Stream stream, Request request, long nowNanos, boolean received) {
    this.stream = stream;
    this.request = request;
    this.sinceNanos = nowNanos;
    this.received = received;
  }

  Http2Stream stream() {
    return stream;
  }

  Request request() {
    return request;
  }

  Body body() {
    return body;
  }

  long sinceNanos() {
    return sinceNanos;
  }

  /** Whether the client has sent all of it. */
  boolean isReceived() {
    return received;
  }

  void received() {
    received = true;
    body.end(request);
  }

  /** Its answer may begin before its body has come. */
  void converses(H2Dialogue with) {
    dialogue = with;
  }

  @Nullable H2Dialogue dialogue() {
    return dialogue;
  }

  void awaits(Answer.Later<?> later) {
    awaited = later;
  }

  void arrived() {
    awaited = null;
  }

  /** Nobody waits for the answer any more. */
  void giveUp() {
    if (dialogue != null) {
      dialogue.dialogue().gone();
    }
    if (awaited != null) {
      awaited.giveUp().run();
    }
  }

  /** Whether an answer can still be sent: the client may have given up. */
  boolean isWanted() {
    return stream.state().localSideOpen() && !stream.isHeadersSent();
  }
}
