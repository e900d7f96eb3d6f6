package gotourl.transfer;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * A JSON object that somebody else made: nothing need be in it, nor be what it should. Members that
 * are null are as good as none, to all but {@link #isNull}.
 */
record JsonMembers(Map<String, Object> members) {

  static final JsonMembers NONE = new JsonMembers(Map.of());

  /** What is read goes no deeper than five. */
  private static final int DEPTH_MAX = 16;

  /** Of a number; a long has nineteen. */
  private static final int DIGITS_MAX = 64;

  /** As it was spelled: nothing is rounded, and no huge exponent spelled out. */
  private record Numeral(String digits) {}

  private enum Nothing {
    NOTHING
  }

  /**
   * Reads a whole document.
   *
   * @param json its length was checked by whoever read it, and no text in it is longer
   */
  static JsonMembers parse(byte[] json) throws RowFault {
    JsonFactory factory =
        JsonFactory.builder()
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxNumberLength(DIGITS_MAX)
                    .maxStringLength(json.length)
                    .build())
            .build();
    try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new RowFault("no JSON object");
      }
      JsonMembers object = object(parser);
      if (parser.nextToken() != null) {
        throw new RowFault("something behind the JSON");
      }
      return object;
    } catch (JacksonException e) {
      throw new RowFault("no JSON: " + Quoted.escaped(e.getOriginalMessage()));
    }
  }

  private static JsonMembers object(JsonParser parser) throws RowFault {
    Map<String, Object> members = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      var _ = parser.nextToken();
      if (members.put(name, value(parser)) != null) {
        throw new RowFault(Quoted.of(name) + " stands twice");
      }
    }
    return new JsonMembers(members);
  }

  private static List<Object> items(JsonParser parser) throws RowFault {
    List<Object> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value(parser));
    }
    return items;
  }

  private static Object value(JsonParser parser) throws RowFault {
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> items(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Nothing.NOTHING;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value begins with " + parser.currentToken());
    };
  }

  /** What is there and not null. */
  private @Nullable Object value(String name) {
    return isNull(name) ? null : members.get(name);
  }

  boolean has(String name) {
    return value(name) != null;
  }

  /** Whether it is there, and null. */
  boolean isNull(String name) {
    return members.get(name) == Nothing.NOTHING;
  }

  /** Whether it is there, and is neither null, false, nor an empty text. */
  boolean says(String name) {
    return switch (value(name)) {
      case null -> false;
      case Boolean flag -> flag;
      case String text -> !text.isEmpty();
      default -> true;
    };
  }

  /** Empty if there is none. */
  String text(String name) throws RowFault {
    return switch (value(name)) {
      case null -> "";
      case String text -> text;
      default -> throw new RowFault(name + " is no text");
    };
  }

  /** True and false, also as the numbers that some databases have for them. */
  boolean flag(String name, boolean otherwise) throws RowFault {
    return switch (value(name)) {
      case null -> otherwise;
      case Boolean flag -> flag;
      case Numeral(String digits) when digits.equals("1") -> true;
      case Numeral(String digits) when digits.equals("0") -> false;
      default -> throw new RowFault(name + " is neither true nor false");
    };
  }

  /**
   * A whole number, also as a text, with commas between its thousands or not; 0 if there is none.
   */
  long count(String name) throws RowFault {
    String digits =
        switch (value(name)) {
          case null -> "0";
          case Numeral(String number) -> number;
          case String text -> text.replace(",", "");
          default -> "";
        };
    try {
      long count = Long.parseLong(digits);
      if (count >= 0) {
        return count;
      }
    } catch (NumberFormatException noCount) {
      // Said below, as for one that is negative.
    }
    throw new RowFault(name + " is no number of anything");
  }

  /** One that says nothing of its zone is in UTC. */
  Optional<Instant> time(String name) throws RowFault {
    try {
      return ForeignTime.read(text(name), ZoneOffset.UTC);
    } catch (RowFault e) {
      throw new RowFault(e.reason());
    }
  }

  /** An empty one if there is none. */
  JsonMembers object(String name) throws RowFault {
    return switch (value(name)) {
      case null -> NONE;
      case JsonMembers object -> object;
      default -> throw new RowFault(name + " is no object");
    };
  }

  /** The objects in a list; none if there is no list. */
  List<JsonMembers> objects(String name) throws RowFault {
    return list(name, JsonMembers.class, "objects");
  }

  /** The texts in a list; none if there is no list. */
  List<String> texts(String name) throws RowFault {
    return list(name, String.class, "texts");
  }

  private <T> List<T> list(String name, Class<T> kind, String words) throws RowFault {
    Object value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List<?> items) || !items.stream().allMatch(kind::isInstance)) {
      throw new RowFault(name + " is no list of " + words);
    }
    return items.stream().map(kind::cast).toList();
  }
}
