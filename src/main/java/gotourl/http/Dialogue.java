package gotourl.http;

import gotourl.http.api.StreamedCall.CutShort;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * A request whose answer is begun before its body has come: a thread of its own reads the one and
 * writes the other, while the event loop of the connection goes on.
 *
 * <pre>
 *   socket ─▶ connection ─▶ Intake ─▶ thread ─▶ Outflow ─▶ connection ─▶ socket
 * </pre>
 *
 * Each queue has a bound. A client that does not take its answer is not read any further, which is
 * why it must read while it writes.
 */
final class Dialogue {

  /** A body's rate is looked at over so long, so that an early rush pays for no long silence. */
  private static final Duration STRETCH = Duration.ofSeconds(15);

  /** The connection's side. Called on its event loop. */
  interface Line {
    /** So many bytes of the body have been read: there may be room for more. */
    void taken(int bytes);

    /** An answer in one piece. */
    void answer(Answer.Now whole);

    /** The head of one that comes in parts. */
    void begin(Reply head);

    void part(byte[] bytes);

    void end();

    /** Something went wrong after the answer was begun. */
    void abort();
  }

  private final Line line;
  private final Executor loop;
  private final Intake intake;
  private final Outflow outflow;

  // The event loop's own.
  private boolean isWhole;
  private long bytes;
  private long sinceNanos;

  /**
   * @param loop the connection's event loop
   */
  Dialogue(Line line, Executor loop, long nowNanos) {
    this.line = line;
    this.loop = loop;
    this.sinceNanos = nowNanos;
    this.intake = new Intake(count -> onLoop(() -> line.taken(count)));
    this.outflow =
        new Outflow(
            new Outflow.Sends() {
              @Override
              public void part(byte[] part) {
                onLoop(() -> line.part(part));
              }

              @Override
              public void end() {
                onLoop(line::end);
              }
            });
  }

  private void onLoop(Runnable task) {
    try {
      loop.execute(task);
    } catch (RejectedExecutionException ended) {
      gone(); // The server is closed, and so is every connection.
    }
  }

  // The event loop.

  void arrived(byte[] part) {
    bytes += part.length;
    intake.arrived(part);
  }

  /** The body has come whole. */
  void ended() {
    isWhole = true;
    intake.ended();
  }

  boolean isWhole() {
    return isWhole;
  }

  /** Whether the connection should bring no more for now. */
  boolean isFull() {
    return intake.isFull();
  }

  /** Nothing more of the body is read; the answer ends with a last word about that. */
  void cut(Reply why) {
    intake.cut(new CutShort(why.status().code(), why.words()));
  }

  void sent(int count) {
    outflow.sent(count);
  }

  /** The client is gone. */
  void gone() {
    intake.gone();
    outflow.gone();
  }

  /**
   * Whether the body comes too slowly. Asked at each tick.
   *
   * @param mayCome whether it is the client that we wait for
   */
  boolean isSlow(long nowNanos, boolean mayCome, Limits limits) {
    Duration taken = Duration.ofNanos(nowNanos - sinceNanos);
    if (isWhole || !mayCome || isFull()) {
      beginStretch(nowNanos);
      return false;
    }
    Duration counted = taken.minus(limits.bodyGrace());
    if (counted.isPositive() && bytes * 1000 < counted.toMillis() * limits.bodyBytesPerSecond()) {
      return true;
    }
    if (taken.compareTo(STRETCH) > 0) {
      beginStretch(nowNanos);
    }
    return false;
  }

  private void beginStretch(long nowNanos) {
    bytes = 0;
    sinceNanos = nowNanos;
  }

  // The thread of the answer.

  InputStream in() {
    return intake;
  }

  OutputStream begin(Reply head) {
    onLoop(() -> line.begin(head));
    return outflow;
  }

  /** Instead of a beginning. */
  void answer(Answer.Now whole) {
    onLoop(() -> line.answer(whole));
  }

  void abort() {
    onLoop(line::abort);
  }
}
