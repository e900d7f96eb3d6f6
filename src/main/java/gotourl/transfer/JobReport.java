package gotourl.transfer;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes what became of rows: a JSON object a row. For one thread. */
final class JobReport implements Closeable {

  /**
   * As much as a report may take of the disk that the links need: some million rows. What is beyond
   * is counted, and told of in the last line.
   */
  static final long BYTES_MAX = 1L << 28;

  /** More than any row: words are cut, codes have their bound. */
  private static final int ROW_BYTES_USUAL = 256;

  private static final JsonFactory FACTORY =
      JsonFactory.builder().rootValueSeparator((String) null).build();

  private final OutputStream out;
  private final JsonGenerator json;
  private final boolean all;
  private final long bytesMax;
  private long bytes;
  private long cut;

  /**
   * @param all whether rows are written that nobody has to look after
   */
  JobReport(OutputStream out, boolean all, long bytesMax) {
    this.out = out;
    this.json = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
    this.all = all;
    this.bytesMax = bytesMax;
  }

  void add(RowReport row) {
    if (!all && !row.outcome().isLeft()) {
      return;
    }
    bytes += ROW_BYTES_USUAL + row.words().length();
    if (bytes > bytesMax) {
      cut++;
      return;
    }
    try {
      json.writeStartObject();
      json.writeStringProperty("row", row.place());
      if (!row.code().isEmpty()) {
        json.writeStringProperty("shortCode", row.code());
      }
      json.writeStringProperty("outcome", row.outcome().name().toLowerCase(Locale.ROOT));
      json.writeStringProperty("words", row.words());
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (JacksonException e) {
      throw new UncheckedIOException(unwrapped(e));
    }
  }

  private static IOException unwrapped(JacksonException e) {
    return e.getCause() instanceof IOException cause ? cause : new IOException(e);
  }

  @Override
  public void close() throws IOException {
    try (out) {
      if (cut > 0) {
        json.writeStartObject();
        json.writeStringProperty("words", cut + " more rows are not in this report: it is full");
        json.writeEndObject();
        json.writeRaw('\n');
      }
      json.flush();
    } catch (JacksonException e) {
      throw unwrapped(e);
    }
  }
}
