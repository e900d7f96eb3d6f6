package gotourl.http;

import java.time.Duration;

/**
 * How long a connection may take over what, and how many there may be. Not settings: whoever needs
 * other figures has a proxy in front; tests shorten them.
 *
 * @param header from the first byte of a request to the end of its header
 * @param bodyGrace a body may be slow for this long before its rate counts
 * @param bodyBytesPerSecond below this after the grace, a body is given up
 * @param writeStall the client takes nothing of an answer for this long
 * @param flood the same, of a client that lets many answers wait: with the tick, it ends within a
 *     second
 * @param idle between two requests; a browser keeps spare connections about as long
 * @param linger after our last byte, how long we read on, so that unread bytes do not turn our
 *     close into a reset that destroys the answer on its way
 * @param drainGrace at a drain, how long an idle connection may still bring the request that its
 *     client is just sending
 * @param tick how often each loop looks at its connections: the grain of all the above
 * @param connectionsMax beyond this, accepting waits for a close: a connection with a half-sent
 *     header costs at most 16 KiB of header and 4 KiB of objects, 16,384 of them 320 MiB; and
 *     10,000 slow ones must leave room for others
 */
record Limits(
    Duration header,
    Duration bodyGrace,
    int bodyBytesPerSecond,
    Duration writeStall,
    Duration flood,
    Duration idle,
    Duration linger,
    Duration drainGrace,
    Duration tick,
    int connectionsMax) {

  static final Limits STANDARD =
      new Limits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          500,
          Duration.ofSeconds(30),
          Duration.ofMillis(400),
          Duration.ofSeconds(60),
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          Duration.ofMillis(500),
          16_384);

  /** A request line as long as the longest target, and a little. Longer: 414. */
  static final int REQUEST_LINE_BYTES_MAX = 8 * 1024;

  /** Browsers with all their hints stay below 4 KiB; cookies are not ours. Longer: 431. */
  static final int HEADER_BYTES_MAX = 16 * 1024;

  /** More header fields than any client sends. More: 431. */
  static final int HEADER_FIELDS_MAX = 100;

  /** The longest target with every byte percent-encoded is 24 KiB. Longer: 413. */
  static final int BODY_BYTES_MAX = 64 * 1024;

  /** Answers are gathered to this size before they are written, and then flushed. */
  static final int OUT_BYTES_MAX = 32 * 1024;

  /** Connections the system may hold for us until we accept them; it caps this at somaxconn. */
  static final int BACKLOG = 4096;
}
