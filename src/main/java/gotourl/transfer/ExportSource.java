package gotourl.transfer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * An export of ours, or lines in its form that somebody made: a JSON object a line. A row with a
 * member that is not known is no row, for it may say what must not be lost.
 */
final class ExportSource implements Source {

  /** Rules may have 32,768 units, each six bytes when escaped, and a note and a title more. */
  static final int ROW_BYTES_MAX = 1 << 18;

  /** How far a window must see for this source. */
  static final int LOOKAHEAD_BYTES = ROW_BYTES_MAX + 1;

  private static final int DEPTH_MAX = 8;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxStringLength(ROW_BYTES_MAX)
                  .build())
          .build();

  private final Window window;
  private long line;

  /** Lines that are a link, whether or not it could be read. */
  private long links;

  /** Whether some line was none, so that nobody knows how many links there were. */
  private boolean isDamaged;

  private boolean hasBegun;
  private boolean hasEnded;

  ExportSource(Window window) {
    this.window = window;
  }

  /** Whether the first line is a row of these. */
  static boolean beginsAt(Window window) throws IOException {
    Row first = new ExportSource(window).next();
    return first != null && !(first instanceof Row.Unreadable);
  }

  @Override
  public @Nullable Row next() throws IOException {
    while (window.has(1)) {
      line++;
      Row row = row(lineBytes());
      if (row != null) {
        return row;
      }
    }
    if (!hasBegun || hasEnded) {
      return null;
    }
    hasEnded = true;
    return new Row.Unreadable(
        place(), "the export is torn: its last line, which counts the links, is missing");
  }

  private Place place() {
    return new Place(Place.Unit.LINE, line);
  }

  /** Up to the line's end, or as many as no row has. */
  private int lineBytes() throws IOException {
    int searched = 0;
    while (searched < ROW_BYTES_MAX && window.has(searched + 1)) {
      int end = window.find('\n', searched);
      if (end >= 0) {
        return Math.min(end, ROW_BYTES_MAX);
      }
      searched = window.buffered();
    }
    return Math.min(searched, ROW_BYTES_MAX);
  }

  private @Nullable Row row(int bytes) throws IOException {
    Row row;
    if (bytes == ROW_BYTES_MAX) {
      row = unreadable("a line of " + ROW_BYTES_MAX + " bytes or more");
      skipLine();
    } else {
      row = isBlank(bytes) ? null : read(bytes);
      window.skip(bytes);
    }
    if (window.has(1)) {
      window.skip(1);
    }
    return row;
  }

  private void skipLine() throws IOException {
    while (window.has(1) && window.at(0) != '\n') {
      window.skip(1);
    }
  }

  private boolean isBlank(int bytes) {
    for (int i = 0; i < bytes; i++) {
      if (window.at(i) != ' ' && window.at(i) != '\t' && window.at(i) != '\r') {
        return false;
      }
    }
    return true;
  }

  private Row unreadable(String reason) {
    isDamaged = true;
    return new Row.Unreadable(place(), reason);
  }

  private @Nullable Row read(int bytes) {
    try (JsonParser parser = window.parser(FACTORY, bytes)) {
      return read(parser);
    } catch (JacksonException e) {
      return unreadable("not JSON: " + Quoted.escaped(e.getOriginalMessage()));
    } catch (RowFault fault) {
      return unreadable(fault.reason());
    }
  }

  private @Nullable Row read(JsonParser parser) throws RowFault {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw new RowFault("not a JSON object");
    }
    ExportLine read = new ExportLine(parser, place());
    read.read();
    if (parser.nextToken() != null) {
      throw new RowFault("something stands behind the JSON object");
    }
    switch (read.type()) {
      case ExportNames.END -> end(read.links());
      case ExportNames.EXPORT -> hasBegun = true;
      case ExportNames.LINK -> links++;
      default -> {}
    }
    return read.row();
  }

  private void end(long said) throws RowFault {
    hasEnded = true;
    if (!isDamaged && said >= 0 && said != links) {
      throw new RowFault(
          "there were "
              + said
              + " links in the export, and "
              + links
              + " stand before its last line: some are missing or double");
    }
  }
}
