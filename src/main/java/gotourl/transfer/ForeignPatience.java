package gotourl.transfer;

import java.io.IOException;
import java.time.Duration;

/** How long to wait before a server of another kind is asked the same again. */
final class ForeignPatience {

  /** With the pauses between them about three minutes, which a restart takes at most. */
  static final int TRIES_MAX = 12;

  static final Duration FIRST = Duration.ofMillis(500);

  /** As long as a person would wait before looking again. */
  static final Duration LONGEST = Duration.ofSeconds(30);

  /** What a server may ask for at most; rate limits are counted by the minute. */
  static final Duration GRANTED_MAX = Duration.ofMinutes(5);

  private final Transfer.Pause pause;

  ForeignPatience(Transfer.Pause pause) {
    this.pause = pause;
  }

  /**
   * Waits, twice as long before each further try, and as long as the other side wants.
   *
   * @param tries which try it will be, 2 at least
   */
  void before(int tries, Duration wanted) throws IOException {
    Duration own = shorter(FIRST.multipliedBy(1L << (tries - 2)), LONGEST);
    Duration theirs = shorter(wanted, GRANTED_MAX);
    try {
      pause.of(own.compareTo(theirs) > 0 ? own : theirs);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
