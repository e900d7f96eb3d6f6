package gotourl.support;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * What a class logs while this is open: kept for the test that asks, and not printed by one that
 * opens thousands of damaged stores.
 */
public final class LogLines implements AutoCloseable {

  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Logger logger;
  private final Handler handler =
      new Handler() {
        private final SimpleFormatter formatter = new SimpleFormatter();

        @Override
        public void publish(LogRecord line) {
          lines.add(formatter.formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  private LogLines(Logger logger) {
    this.logger = logger;
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
  }

  public static LogLines of(Class<?> logging) {
    return named(logging.getName());
  }

  /** What goes to the logger of this name. */
  public static LogLines named(String name) {
    return new LogLines(Logger.getLogger(name));
  }

  /** So far. */
  public List<String> lines() {
    return List.copyOf(lines);
  }

  @Override
  public void close() {
    logger.removeHandler(handler);
    logger.setUseParentHandlers(true);
  }
}
