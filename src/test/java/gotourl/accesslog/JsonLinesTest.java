package gotourl.accesslog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

  @Test
  void aLineIsAnObject() {
    assertThat(line("GET /go HTTP/1.1", "https://a.example/", "b"))
        .isEqualTo(
            """
            {"time":"2026-11-23T20:18:17.123Z","request":"GET /go HTTP/1.1","status":302,\
            "bytes":5,"referrer":"https://a.example/","agent":"b"}
            """);
  }

  @Test
  void whatWasNotSentIsLeftOut() {
    assertThat(line("", "", ""))
        .isEqualTo("{\"time\":\"2026-11-23T20:18:17.123Z\",\"status\":302,\"bytes\":5}\n");
  }

  @Test
  void nothingThatIsSentEndsATextOrALine() {
    String sent = new String("\"\\\n\r\u0000\u001b\u007f\u2028é🎈".getBytes(UTF_8), ISO_8859_1);
    assertThat(line("", "", sent + "\u00ff"))
        .contains(
            "\"agent\":\"\\\"\\\\\\n\\r\\u0000\\u001B\\u007f\\u2028\\u00e9\\ud83c\\udf88\\ufffd\"}\n")
        .hasLineCount(1);
  }

  private static String line(String request, String referrer, String agent) {
    Lane lane = new Lane();
    lane.begin(Instant.parse("2026-11-23T20:18:17.123Z").toEpochMilli(), 302, 5);
    lane.field(request);
    lane.field(referrer);
    lane.field(agent);
    lane.end();
    Entry entry = new Entry();
    assertThat(entry.next(lane)).isTrue();
    StringBuilder out = new StringBuilder();
    new JsonLines().append(entry, out);
    return out.toString();
  }
}
