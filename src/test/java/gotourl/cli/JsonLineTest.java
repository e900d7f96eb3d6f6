package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class JsonLineTest {

  @Test
  void aLineIsAnObject() {
    assertThat(format(event("listening on :3000")))
        .isEqualTo(
            "{\"time\":\"2026-11-23T20:18:17.123Z\",\"level\":\"INFO\",\"logger\":\"gotourl.cli\","
                + "\"message\":\"listening on :3000\"}"
                + System.lineSeparator());
  }

  @Test
  void nothingStartsAnotherLineOrEndsAText() {
    assertThat(format(event("a\r\n\"}\\\u0000\u001b\u0085\u2028\u202e grüße")))
        .contains(
            "\"a\\r\\n\\\"}\\\\\\u0000\\u001B\\u0085\\u2028\\u202e grüße\"}"
                + System.lineSeparator())
        .hasLineCount(1);
  }

  @Test
  void theWholeStackTraceIsOneText() {
    LogRecord event = event("failed");
    event.setThrown(new IllegalStateException("outer", new RuntimeException("in\nner")));
    String line = format(event);
    assertThat(line).hasLineCount(1);
    assertThat(line)
        .contains(
            "\"error\":\"java.lang.IllegalStateException: outer\\n\\tat gotourl.cli.JsonLineTest.")
        .contains("\\nCaused by: java.lang.RuntimeException: in\\nner\\n\\t");
  }

  @Test
  void anEventOfNobodyIsALineToo() {
    LogRecord event = new LogRecord(Level.WARNING, null);
    assertThat(format(event)).contains("\"logger\":\"null\"", "\"message\":\"null\"");
  }

  private static LogRecord event(String message) {
    LogRecord event = new LogRecord(Level.INFO, message);
    event.setLoggerName("gotourl.cli");
    event.setInstant(Instant.parse("2026-11-23T20:18:17.123456Z"));
    return event;
  }

  private static String format(LogRecord event) {
    return new JsonLine().format(event);
  }
}
