package gotourl.cli;

import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;

/**
 * Time in UTC, level, room, message: {@code 2026-11-23T20:18:17.123Z INFO cli: listening}. An
 * exception follows on the same line with its first frames, so that one event stays one line.
 */
final class OneLine extends Formatter {

  /** Enough to find the place; a deep stack would bury the line. */
  private static final int FRAMES_MAX = 12;

  /** A cause of a cause of a cause says the rest; also ends a chain that bites its tail. */
  private static final int CAUSES_MAX = 5;

  private static final String HOUSE = "gotourl.";

  @Override
  public String format(LogRecord event) {
    StringBuilder line = new StringBuilder(128);
    line.append(event.getInstant().truncatedTo(ChronoUnit.MILLIS));
    line.append(' ').append(event.getLevel().getName());
    line.append(' ').append(room(event.getLoggerName()));
    line.append(": ").append(formatMessage(event));
    append(line, event.getThrown());
    return Terminal.oneLine(line.toString()) + System.lineSeparator();
  }

  private static String room(@Nullable String logger) {
    if (logger == null) {
      return "?";
    }
    return logger.startsWith(HOUSE) ? logger.substring(HOUSE.length()) : logger;
  }

  private static void append(StringBuilder line, @Nullable Throwable thrown) {
    Throwable cause = thrown;
    for (int i = 0; i < CAUSES_MAX && cause != null; i++) {
      line.append(i == 0 ? " | " : " | caused by ").append(cause);
      StackTraceElement[] frames = cause.getStackTrace();
      for (int f = 0; f < Math.min(frames.length, FRAMES_MAX); f++) {
        line.append(f == 0 ? " at " : " < ").append(frames[f]);
      }
      cause = cause.getCause();
    }
  }
}
