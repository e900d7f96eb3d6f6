package gotourl.cli;

import gotourl.link.CleanUp;
import gotourl.link.LinkStore;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has the store cleaned up once an hour, on a thread that mostly sleeps. */
final class Housekeeping implements AutoCloseable {

  private static final Logger LOG = System.getLogger("gotourl.cli");

  /** What is due after days may be an hour late. */
  static final Duration INTERVAL = Duration.ofHours(1);

  /** A server that was just started has its disk's cache to warm first. */
  static final Duration FIRST_AFTER = Duration.ofMinutes(5);

  private final CleanUp cleanUp;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "goto-clean-up");

  private Housekeeping(LinkStore store, CleanUp.Options options) {
    this.cleanUp = new CleanUp(store, options, InstantSource.system(), this::pause);
  }

  /** Does nothing, ever, if nothing is ever due. */
  static Housekeeping start(LinkStore store, CleanUp.Options options) {
    Housekeeping housekeeping = new Housekeeping(store, options);
    if (options.isOn()) {
      housekeeping.thread.setDaemon(true);
      housekeeping.thread.start();
    }
    return housekeeping;
  }

  private void run() {
    try {
      Duration wait = FIRST_AFTER;
      while (!closing.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
        clean();
        wait = INTERVAL;
      }
    } catch (InterruptedException e) {
      LOG.log(Level.ERROR, "the clean-up was interrupted, and has ended", e);
    }
  }

  private void clean() throws InterruptedException {
    try {
      CleanUp.Round round = cleanUp.round();
      if (round.released() + round.binned() > 0) {
        LOG.log(
            Level.INFO,
            "cleaned up: {0} links that were in the bin are gone, {1} that had ended are in it",
            round.released(),
            round.binned());
      }
      if (!round.whole() && closing.getCount() > 0) {
        LOG.log(Level.INFO, "the clean-up did not get through; it begins again in an hour");
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the clean-up failed; it begins again in an hour", e);
    }
  }

  private void pause(Duration time) throws InterruptedException {
    boolean _ = closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  /** Ends it; what is being saved is waited for. */
  @Override
  public void close() {
    cleanUp.stop();
    closing.countDown();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
