package gotourl.cli;

import gotourl.config.Operations;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * java.util.logging without its configuration files: one handler, one line an event, on standard
 * error.
 */
final class Log {

  private Log() {}

  /** Must come before the first logger. */
  static void begin() {
    System.setProperty("java.util.logging.manager", Steady.class.getName());
    Logger root = Logger.getLogger("");
    root.setLevel(Level.INFO);
    root.addHandler(new Lines());
  }

  /** From now on lines look like this, and say no less than this. */
  static void use(Operations.LogFormat format, System.Logger.Level level) {
    Logger root = Logger.getLogger("");
    for (Handler handler : root.getHandlers()) {
      if (handler instanceof Lines lines) {
        lines.setFormatter(
            switch (format) {
              case TEXT -> new OneLine();
              case JSON -> new JsonLine();
            });
        root.setLevel(asLevel(level));
      }
    }
  }

  /** As the platform's logging calls it. */
  private static Level asLevel(System.Logger.Level level) {
    return switch (level) {
      case ALL -> Level.ALL;
      case TRACE -> Level.FINER;
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARNING;
      case ERROR -> Level.SEVERE;
      case OFF -> Level.OFF;
    };
  }

  /**
   * Never resets: the platform's own drops all handlers as soon as the process is asked to stop,
   * and so loses the lines that say how the stop went. A class of its own, because its parent looks
   * for the property as soon as it is loaded. Public, because the platform makes it by name.
   */
  public static final class Steady extends LogManager {

    public Steady() {}

    @Override
    public void readConfiguration() {}

    @Override
    public void reset() {}
  }

  private static final class Lines extends Handler {

    Lines() {
      setFormatter(new OneLine());
      setFilter(event -> !isChatter(event));
    }

    /** Netty tells at INFO of each frame that comes too late: a client could fill the log. */
    private static boolean isChatter(LogRecord event) {
      String logger = event.getLoggerName();
      return logger != null
          && logger.startsWith("io.netty.")
          && event.getLevel().intValue() < Level.WARNING.intValue();
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
