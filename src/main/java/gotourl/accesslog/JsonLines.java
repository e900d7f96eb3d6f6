package gotourl.accesslog;

import static java.nio.charset.StandardCharsets.UTF_8;

import gotourl.accesslog.Entry.Text;
import java.time.Instant;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * {@code {"time":…,"request":…,"status":…,"bytes":…,"referrer":…,"agent":…}}; what was not sent is
 * left out, what is not UTF-8 becomes a replacement character.
 */
final class JsonLines implements LineFormat.Lines {

  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

  @Override
  public void append(Entry entry, StringBuilder out) {
    out.append("{\"time\":\"").append(Instant.ofEpochMilli(entry.millis())).append('"');
    member("request", entry.line(), out);
    out.append(",\"status\":").append(entry.status());
    out.append(",\"bytes\":").append(entry.bodyBytes());
    member("referrer", entry.referrer(), out);
    member("agent", entry.agent(), out);
    out.append("}\n");
  }

  private static void member(String name, Text text, StringBuilder out) {
    if (text.isEmpty()) {
      return;
    }
    out.append(",\"").append(name).append("\":\"");
    int start = out.length();
    ENCODER.quoteAsString(
        new String(text.bytes(), text.start(), text.end() - text.start(), UTF_8), out);
    escapeTheRest(out, start);
    out.append('"');
  }

  /** What JSON allows, and a terminal or an editor may take for an end of line, or worse. */
  private static void escapeTheRest(StringBuilder out, int start) {
    for (int i = start; i < out.length(); i++) {
      char c = out.charAt(i);
      if (c >= 0x7f) {
        String escape = String.format("\\u%04x", (int) c);
        out.replace(i, i + 1, escape);
        i += escape.length() - 1;
      }
    }
  }
}
