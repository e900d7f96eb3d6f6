package gotourl.transfer;

import gotourl.link.LinkStore.Unsaved;
import java.time.Duration;
import java.util.function.Supplier;

/** How long a store that cannot save is waited for. */
final class Patience {

  /** With pauses of up to a second: about a minute in which nothing could be saved. */
  static final int TRIES_MAX = 60;

  static final Duration PAUSE_MAX = Duration.ofSeconds(1);

  private final Transfer.Pause pause;

  Patience(Transfer.Pause pause) {
    this.pause = pause;
  }

  /**
   * Waits before another try.
   *
   * @param tries that failed so far
   * @param orElse thrown if it is no use, or was tried long enough
   */
  void pause(int tries, Unsaved unsaved, Supplier<TransferException> orElse) {
    if (unsaved.cause() == Unsaved.Cause.CLOSED) {
      throw orElse.get();
    }
    pause(tries, unsaved.retryAfter(), orElse);
  }

  /** The same, of a store that only says when to come back. */
  void pause(int tries, Duration retryAfter, Supplier<TransferException> orElse) {
    if (tries >= TRIES_MAX) {
      throw orElse.get();
    }
    try {
      pause.of(retryAfter.compareTo(PAUSE_MAX) < 0 ? retryAfter : PAUSE_MAX);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw orElse.get();
    }
  }
}
