package gotourl.cli;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;

/**
 * The orderly end. On SIGTERM or SIGINT the platform runs our hook and would then exit with 128
 * plus the signal's number, as if the stop had failed; the hook therefore ends the process itself,
 * with {@code halt}, when everything is closed and said. ({@code exit} would wait for the hook that
 * calls it.)
 *
 * <p>Before the hook is in place a signal simply ends the process: nothing has been promised yet.
 */
final class Stop {

  private static final Logger LOG = System.getLogger("gotourl.cli");

  private final CountDownLatch never = new CountDownLatch(1);

  private final Thread hook;

  private Stop(AutoCloseable running) {
    this.hook = new Thread(() -> end(running), "stop");
  }

  static Stop onSignal(AutoCloseable running) {
    Stop stop = new Stop(running);
    Runtime.getRuntime().addShutdownHook(stop.hook);
    return stop;
  }

  /** What was running has ended by itself. False if a signal was quicker. */
  boolean isNoLongerNeeded() {
    try {
      return Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Waits for the end of the process. */
  int await() throws Failure {
    try {
      never.await();
      return Main.DONE;
    } catch (InterruptedException e) {
      throw new Failure("interrupted", e);
    }
  }

  private static void end(AutoCloseable running) {
    int code = Main.DONE;
    try {
      LOG.log(Level.INFO, "stopping");
      running.close();
      LOG.log(Level.INFO, "stopped");
    } catch (Throwable t) {
      code = Main.FAILED;
      LOG.log(Level.ERROR, "the stop was not orderly; the next start will recover", t);
    } finally {
      System.out.flush();
      System.err.flush();
      Runtime.getRuntime().halt(code);
    }
  }
}
