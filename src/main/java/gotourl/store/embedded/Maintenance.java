package gotourl.store.embedded;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What can wait, on one thread of low priority: nobody's request or save is ever behind it. Each
 * turn gives every duty a chance; {@link #maintainOnce} is a turn, a thread runs it, a test calls
 * it.
 */
final class Maintenance {

  /** Something that has to be done now and then. */
  interface Duty {
    /**
     * Does what is due, in a step that is not long: the store waits for it when it is closed.
     *
     * @throws IOException if the disk does not let it; it is tried again at a later turn
     */
    void perform() throws IOException;
  }

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  /** Nothing that is done here is in a hurry. */
  private static final Duration PAUSE = Duration.ofMillis(250);

  /** A third of one core, so that two cores have five sixths of their time for requests. */
  private static final int REST_PARTS = 2;

  /** Enough for the save loop to do what it was asked for. */
  private static final long REST_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(1);

  private final List<Duty> duties;
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Thread thread;

  /** What failed at the last turn: said once, not at every turn. */
  private @Nullable String failing;

  Maintenance(List<Duty> duties) {
    this.duties = List.copyOf(duties);
  }

  /** Runs turns on a thread of this name until {@link #close}. */
  void start(String name) {
    Thread maintenance = new Thread(this::run, name);
    thread = maintenance;
    maintenance.start();
  }

  private void run() {
    LinuxThread.beNice();
    try {
      while (!closing.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
        maintainOnce();
      }
    } catch (InterruptedException e) {
      LOG.log(Level.ERROR, "maintenance was interrupted, and has ended", e);
    } catch (Error e) {
      LOG.log(Level.ERROR, "maintenance has ended by a defect; a restart begins it again", e);
      throw e;
    }
  }

  /**
   * For duties that work for longer: lets others have the processor, for so much longer than they
   * have worked. False: they have to end their turn, since the store is closed, or nobody but the
   * caller of {@link #maintainOnce} works here.
   */
  boolean rest(long workedNanos) {
    if (thread == null) {
      return false;
    }
    try {
      return !closing.await(
          Math.max(REST_NANOS_MIN, REST_PARTS * workedNanos), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  void maintainOnce() {
    for (Duty duty : duties) {
      try {
        duty.perform();
        failing = null;
      } catch (IOException | RuntimeException | InternalError | OutOfMemoryError e) {
        // Of the errors, that of a mapped page that cannot be read, and want of memory outside the
        // heap: both may pass.
        if (!e.toString().equals(failing)) {
          failing = e.toString();
          LOG.log(Level.WARNING, "maintenance goes on later: " + e, traceOf(e));
        }
      }
    }
  }

  /** What a disk does needs no trace. */
  private static @Nullable Throwable traceOf(Throwable e) {
    return e instanceof IOException ? null : e;
  }

  /** Ends the thread, if there is one, after the turn in work. */
  void close() {
    closing.countDown();
    Thread running = thread;
    boolean interrupted = false;
    while (running != null && running.isAlive()) {
      try {
        running.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
