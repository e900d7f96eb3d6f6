package gotourl.http.api;

import java.io.ByteArrayOutputStream;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes JSON: UTF-8, on one line. */
final class JsonText {

  private static final JsonFactory FACTORY = JsonFactory.builder().build();

  /** A link with a target of usual length. */
  private static final int BYTES_USUAL = 512;

  /** What is to be written. */
  interface Writes {
    void to(JsonGenerator out);
  }

  private JsonText() {}

  static byte[] of(Writes writes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(BYTES_USUAL);
    try (JsonGenerator out =
        FACTORY.createGenerator(ObjectWriteContext.empty(), bytes, JsonEncoding.UTF8)) {
      writes.to(out);
    }
    return bytes.toByteArray();
  }
}
