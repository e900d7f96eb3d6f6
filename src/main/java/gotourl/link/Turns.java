package gotourl.link;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs one step again and again, as often as it was asked for, never twice at once and never inside
 * itself: whoever asks while it runs leaves that to the thread that runs it. Stages that complete
 * at once are thus a loop and not a recursion, and what the step touches needs no lock.
 */
final class Turns {

  private final AtomicInteger asked = new AtomicInteger();
  private final Runnable step;

  Turns(Runnable step) {
    this.step = step;
  }

  void ask() {
    if (asked.getAndIncrement() != 0) {
      return;
    }
    do {
      step.run();
    } while (asked.decrementAndGet() != 0);
  }
}
