package gotourl.http.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import gotourl.http.api.Json.Members;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/**
 * Reads a body as one JSON object, strictly: RFC 8259 and no dialect, UTF-8 without faults, at most
 * {@link #DEPTH_MAX} levels, nothing behind it. A member that stands twice is a fault of that
 * member; anything else that is wrong leaves nothing to be read.
 */
final class JsonBody {

  /** Objects and arrays inside each other: what the API knows needs five. */
  static final int DEPTH_MAX = 16;

  /** Digits of a number: all that fit a long, and some. */
  private static final int NUMBER_CHARS_MAX = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(DEPTH_MAX)
                  .maxNumberLength(NUMBER_CHARS_MAX)
                  .build())
          // Names are the client's: a table of them, shared by all, would be filled with rubbish.
          .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
          .disable(TokenStreamFactory.Feature.INTERN_PROPERTY_NAMES)
          .build();

  private final JsonParser parser;
  private final Faults faults;

  /** Put together for a fault only: names may be long, and what stands below them many. */
  private final List<String> path = new ArrayList<>();

  private JsonBody(JsonParser parser, Faults faults) {
    this.parser = parser;
    this.faults = faults;
  }

  static Members read(byte[] body, Faults faults) throws Refused {
    String text = text(body);
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return new JsonBody(parser, faults).whole();
    } catch (StreamConstraintsException beyond) {
      throw malformed(
          "The body has more than "
              + DEPTH_MAX
              + " levels, a number of more than "
              + NUMBER_CHARS_MAX
              + " characters, or a name longer than any field's.");
    } catch (JacksonException notJson) {
      throw malformed(
          "The body is not JSON: line %d, column %d."
              .formatted(notJson.getLocation().getLineNr(), notJson.getLocation().getColumnNr()));
    }
  }

  private static String text(byte[] body) throws Refused {
    if (body.length == 0) {
      throw malformed("There is no body; send a JSON object.");
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException notUtf8) {
      throw malformed("The body is not UTF-8.");
    }
  }

  private Members whole() throws Refused {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw malformed("The body is not a JSON object.");
    }
    Members members = members();
    if (parser.nextToken() != null) {
      throw malformed("There is something behind the JSON object.");
    }
    return members;
  }

  /** What begins with the token in hand; recursion ends at {@link #DEPTH_MAX}. */
  private Json value() throws Refused {
    return switch (parser.currentToken()) {
      case START_OBJECT -> members();
      case START_ARRAY -> items();
      case VALUE_STRING -> new Json.Text(wellFormed(parser.getString()));
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Numeral(parser.getString());
      case VALUE_TRUE -> new Json.Flag(true);
      case VALUE_FALSE -> new Json.Flag(false);
      case VALUE_NULL -> Json.Nothing.NOTHING;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value begins with " + parser.currentToken());
    };
  }

  private Members members() throws Refused {
    Map<String, Json> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = wellFormed(parser.currentName());
      var _ = parser.nextToken();
      path.add(name);
      if (members.putIfAbsent(name, value()) != null && !faults.isFull()) {
        faults.add(Fault.shape(String.join(".", path), "stands there more than once"));
      }
      path.removeLast();
    }
    return new Members(members);
  }

  private Json.Items items() throws Refused {
    List<Json> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return new Json.Items(items);
  }

  /** Escapes can spell half a character, which no text of ours may contain. */
  private static String wellFormed(String text) throws Refused {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        throw malformed("A text in the body has half a surrogate pair in it.");
      }
    }
    return text;
  }

  private static Refused malformed(String detail) {
    return new Refused(Problem.MALFORMED, detail);
  }
}
