package gotourl.transfer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The original's later data file: JSON objects {@code {"Key":"…","URL":"…"}}, one a line, or one
 * after another without line ends. Unknown members are ignored; an object never goes beyond its
 * line, so that a damaged one ends there.
 */
final class JsonLinesSource implements Source {

  /** Room for the longest target with every character escaped ({@code \}{@code uXXXX}). */
  static final int ROW_BYTES_MAX = 1 << 16;

  /** How far a window must see for this source. */
  static final int LOOKAHEAD_BYTES = ROW_BYTES_MAX + 1;

  private static final int DEPTH_MAX = 16;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxStringLength(ROW_BYTES_MAX)
                  .build())
          .build();

  private final Window window;
  private long line = 1;

  JsonLinesSource(Window window) {
    this.window = window;
  }

  @Override
  public @Nullable Row next() throws IOException {
    skipBlanks();
    if (!window.has(1)) {
      return null;
    }
    Place place = new Place(Place.Unit.LINE, line);
    if (window.at(0) != '{') {
      skipLine();
      return new Row.Unreadable(place, "not a JSON object");
    }
    int length = objectBytes();
    if (length < 0) {
      skipLine();
      return new Row.Unreadable(
          place, "a JSON object that does not end on its line, or not within 64 KiB");
    }
    byte[] object = window.copy(length);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), object)) {
      Row row = read(place, parser);
      window.skip(length);
      return row;
    } catch (JacksonException e) {
      skipLine(); // where a broken object ends is anyone's guess: the line end is not
      return new Row.Unreadable(place, "not JSON: " + Quoted.escaped(e.getOriginalMessage()));
    }
  }

  /** Whether an object with the two members begins here, after blanks. */
  static boolean beginsAt(Window window) throws IOException {
    JsonLinesSource source = new JsonLinesSource(window);
    source.skipBlanks();
    return window.has(1)
        && window.at(0) == '{'
        && source.next() instanceof Row.Read read
        && !(read.link().code().isEmpty() && read.link().target().isEmpty());
  }

  /** Blanks, line ends, and the mark that some editors put before UTF-8. */
  void skipBlanks() throws IOException {
    if (window.offset() == 0
        && window.has(3)
        && window.at(0) == 0xEF
        && window.at(1) == 0xBB
        && window.at(2) == 0xBF) {
      window.skip(3);
    }
    while (window.has(1) && isBlank(window.at(0))) {
      if (window.at(0) == '\n') {
        line++;
      }
      window.skip(1);
    }
  }

  private static boolean isBlank(int octet) {
    return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
  }

  private void skipLine() throws IOException {
    while (window.has(1) && window.at(0) != '\n') {
      window.skip(1);
    }
  }

  /** The length of the object that begins here, or -1 if it does not end where it must. */
  private int objectBytes() throws IOException {
    int depth = 0;
    boolean inText = false;
    for (int i = 0; i < ROW_BYTES_MAX && window.has(i + 1); i++) {
      switch (window.at(i)) {
        case '\n' -> {
          return -1;
        }
        case '\\' -> i += inText ? 1 : 0; // what follows is escaped, be it a quote
        case '"' -> inText = !inText;
        case '{' -> depth += inText ? 0 : 1;
        case '}' -> {
          depth -= inText ? 0 : 1;
          if (depth == 0) {
            return i + 1;
          }
        }
        default -> {}
      }
    }
    return -1;
  }

  private static Row read(Place place, JsonParser parser) {
    parser.nextToken();
    String code = null;
    String target = null;
    String reason = null;
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      JsonToken value = parser.nextToken();
      if (!name.equals("Key") && !name.equals("URL")) {
        parser.skipChildren();
      } else if (value != JsonToken.VALUE_STRING) {
        reason = name + " is not a text";
        parser.skipChildren();
      } else if (name.equals("Key")) {
        reason = code == null ? reason : "Key stands twice";
        code = parser.getString();
      } else {
        reason = target == null ? reason : "URL stands twice";
        target = parser.getString();
      }
    }
    return reason == null
        ? new Row.Read(place, code == null ? "" : code, target == null ? "" : target)
        : new Row.Unreadable(place, reason);
  }
}
