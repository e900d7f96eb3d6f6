package gotourl.http.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import gotourl.link.Link;
import gotourl.link.ShortUrls;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** What became of each row: an object and a line's end. */
final class RowResults {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().rootValueSeparator((String) null).build();

  private final JsonGenerator json;

  RowResults(OutputStream out) {
    this.json = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
  }

  void made(long row, int status, Link link, ShortUrls urls) throws IOException {
    try {
      begin(row, status);
      json.writeStringProperty("shortCode", link.key().code());
      json.writeStringProperty("shortUrl", urls.shortUrl(link.key()));
      end();
    } catch (JacksonException e) {
      throw unwrapped(e);
    }
  }

  /**
   * @param response whose body is the problem
   */
  void problem(long row, Response response) throws IOException {
    try {
      begin(row, response.status());
      json.writeName("problem");
      json.writeRawValue(new String(response.body(), UTF_8));
      end();
    } catch (JacksonException e) {
      throw unwrapped(e);
    }
  }

  /** Nothing is held back any more. */
  void flush() throws IOException {
    try {
      json.flush();
    } catch (JacksonException e) {
      throw unwrapped(e);
    }
  }

  private void begin(long row, int status) {
    json.writeStartObject();
    json.writeNumberProperty("row", row);
    json.writeNumberProperty("status", status);
  }

  private void end() {
    json.writeEndObject();
    json.writeRaw('\n');
  }

  private static IOException unwrapped(JacksonException e) {
    return e.getCause() instanceof IOException cause ? cause : new IOException(e);
  }
}
