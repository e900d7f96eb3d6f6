package gotourl.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.temporal.ChronoUnit;
import java.util.logging.Formatter;
import java.util.logging.LogRecord;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * One object a line: {@code time} in UTC, {@code level}, {@code logger}, {@code message}, and
 * {@code error} with the whole stack trace in one text, if there is one.
 */
final class JsonLine extends Formatter {

  private static final JsonFactory JSON = JsonFactory.builder().build();

  @Override
  public String format(LogRecord event) {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), line)) {
      json.writeStartObject();
      json.writeStringProperty(
          "time", event.getInstant().truncatedTo(ChronoUnit.MILLIS).toString());
      json.writeStringProperty("level", event.getLevel().getName());
      json.writeStringProperty("logger", String.valueOf(event.getLoggerName()));
      json.writeStringProperty("message", String.valueOf(formatMessage(event)));
      Throwable thrown = event.getThrown();
      if (thrown != null) {
        json.writeStringProperty("error", trace(thrown));
      }
      json.writeEndObject();
    }
    // Where JSON lets a control of Unicode stand, its escape means the same.
    return Terminal.oneLine(line.toString()) + System.lineSeparator();
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }
}
