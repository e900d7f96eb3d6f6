package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class OneLineTest {

  @Test
  void aLineIsTimeLevelRoomAndMessage() {
    assertThat(format(event("listening on :3000")))
        .isEqualTo(
            "2026-11-23T20:18:17.123Z INFO cli: listening on :3000" + System.lineSeparator());
  }

  @Test
  void controlsCannotStartAnotherLine() {
    assertThat(format(event("a\r\nb\u0000\u001b[31m\u2028\u202e")))
        .endsWith("a\\u000d\\u000ab\\u0000\\u001b[31m\\u2028\\u202e" + System.lineSeparator());
  }

  @Test
  void wordsOfEveryScriptStayReadable() {
    assertThat(format(event("/grüße/日本語/🎈"))).contains("/grüße/日本語/🎈");
  }

  @Test
  void anExceptionAndItsCauseStayOnTheLine() {
    LogRecord event = event("failed");
    event.setThrown(new IllegalStateException("outer", new RuntimeException("in\nner")));
    assertThat(format(event).strip().lines()).hasSize(1);
    assertThat(format(event))
        .contains("failed | java.lang.IllegalStateException: outer at gotourl.cli.OneLineTest.")
        .contains(" | caused by java.lang.RuntimeException: in\\u000aner at ");
  }

  @Test
  void causesThatCauseEachOtherEnd() {
    RuntimeException first = new RuntimeException("first");
    first.initCause(new RuntimeException("second", first));
    LogRecord event = event("failed");
    event.setThrown(first);
    assertThat(format(event).strip().lines()).hasSize(1);
  }

  private static LogRecord event(String message) {
    LogRecord event = new LogRecord(Level.INFO, message);
    event.setLoggerName("gotourl.cli");
    event.setInstant(Instant.parse("2026-11-23T20:18:17.123456Z"));
    return event;
  }

  private static String format(LogRecord event) {
    return new OneLine().format(event);
  }
}
