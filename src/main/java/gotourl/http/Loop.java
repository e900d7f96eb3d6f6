package gotourl.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What the connections of one event loop share: the time, looked at once a tick instead of once a
 * request, and the tick itself, which looks for connections that take too long. Confined to its
 * event loop.
 */
final class Loop {

  /**
   * Connections that a tick looks at in one go. Were all of them overdue, ending them takes a
   * millisecond or two; thousands that came together, and are ended together, would keep every
   * other client waiting.
   */
  static final int LOOKED_AT_ONCE = 64;

  /** Room for a redirect to all but the longest targets. */
  private static final int OUT_BYTES_FIRST = 512;

  private final Set<Watched> connections = new HashSet<>();

  /** Those that the tick in hand has still to look at; some may be gone. */
  private final Queue<Watched> due = new ArrayDeque<>();

  private final ReadBuffer readBuffer = new ReadBuffer();
  private final SpareBuffer outBuffer = new SpareBuffer(OUT_BYTES_FIRST);
  private final PlainRequest plainRequest = new PlainRequest();
  private final Traffic traffic;
  private byte[] dateLine = {};
  private byte[] dateField = {};
  private long dateSecond;
  private long nowNanos;
  private boolean draining;

  Loop(Traffic traffic) {
    this.traffic = traffic;
    lookAtClocks();
  }

  /** What its connections to the public have been answered. */
  Traffic traffic() {
    return traffic;
  }

  void opened(Watched connection) {
    connections.add(connection);
  }

  void closed(Watched connection) {
    connections.remove(connection);
  }

  ReadBuffer readBuffer() {
    return readBuffer;
  }

  /** Where answers are gathered until they are written. */
  SpareBuffer outBuffer() {
    return outBuffer;
  }

  PlainRequest plainRequest() {
    return plainRequest;
  }

  /** {@link System#nanoTime} as of the last tick. */
  long nowNanos() {
    return nowNanos;
  }

  /** The Date header with its CRLF. */
  byte[] dateLine() {
    return dateLine;
  }

  /** The same as a field of HTTP/2. */
  byte[] dateField() {
    return dateField;
  }

  /** Whether every answer is the last of its connection. */
  boolean draining() {
    return draining;
  }

  /**
   * One tick, spread over the time until the next one.
   *
   * @param here the event loop
   */
  void tick(ScheduledExecutorService here, Duration untilNext) {
    lookAtClocks();
    if (due.isEmpty()) {
      due.addAll(connections);
      int goes = Math.max(1, Math.ceilDiv(due.size(), LOOKED_AT_ONCE));
      look(here, untilNext.dividedBy(goes).toNanos());
    }
  }

  private void look(ScheduledExecutorService here, long pauseNanos) {
    for (int i = 0; i < LOOKED_AT_ONCE && !due.isEmpty(); i++) {
      Watched connection = due.remove();
      if (connections.contains(connection)) {
        connection.tick(nowNanos);
      }
    }
    if (!due.isEmpty()) {
      var _ =
          here.schedule(
              () -> {
                lookAtClocks();
                look(here, pauseNanos);
              },
              pauseNanos,
              TimeUnit.NANOSECONDS);
    }
  }

  /** From now on each answer ends its connection. */
  void drain() {
    draining = true;
    for (Watched member : new ArrayList<>(connections)) {
      member.drain();
    }
  }

  /** Ends the connections that have not begun a request. */
  void endIdle() {
    for (Watched connection : new ArrayList<>(connections)) {
      connection.endIdle();
    }
  }

  void closeAll() {
    for (Watched connection : new ArrayList<>(connections)) {
      connection.abort();
    }
  }

  /** Gives the buffers back: nothing is read or answered any more. */
  void release() {
    readBuffer.release();
    outBuffer.release();
  }

  private void lookAtClocks() {
    nowNanos = System.nanoTime();
    Instant now = Instant.now();
    if (now.getEpochSecond() != dateSecond) {
      dateSecond = now.getEpochSecond();
      String date = HttpDate.of(now);
      dateLine = ("Date: " + date + "\r\n").getBytes(US_ASCII);
      dateField = FieldBlock.of(FieldBlock.DATE, date);
    }
  }
}
