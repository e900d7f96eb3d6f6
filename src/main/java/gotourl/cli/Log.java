package gotourl.cli;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * java.util.logging without its configuration files: one handler, one line an event, on standard
 * error.
 *
 * <p>It never resets: the platform's own manager drops all handlers as soon as the process is asked
 * to stop, and so loses the lines that say how the stop went.
 */
public final class Log extends LogManager {

  /** Called by the platform, by name. */
  public Log() {}

  /** Must come before the first logger. */
  static void begin() {
    System.setProperty("java.util.logging.manager", Log.class.getName());
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(new Lines());
  }

  @Override
  public void readConfiguration() {}

  @Override
  public void reset() {}

  private static final class Lines extends Handler {

    Lines() {
      setFormatter(new OneLine());
    }

    @Override
    public void publish(LogRecord event) {
      if (isLoggable(event)) {
        System.err.print(getFormatter().format(event));
      }
    }

    @Override
    public void flush() {
      System.err.flush();
    }

    @Override
    public void close() {}
  }
}
