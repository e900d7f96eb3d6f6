package gotourl.cli;

import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON as maps, lists, texts, {@link Numeral}s, booleans and null: what is only handed on or shown
 * needs no types of its own.
 */
final class JsonTree {

  /** More than any answer has; recursion ends there. */
  private static final int DEPTH_MAX = 64;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEPTH_MAX).build())
          .build();

  /** As it was spelled: nothing is rounded. */
  record Numeral(String digits) {
    @Override
    public String toString() {
      return digits;
    }
  }

  private JsonTree() {}

  /** A whole text of JSON. */
  static @Nullable Object read(String text) throws Failure {
    try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), text)) {
      if (parser.nextToken() == null) {
        throw new Failure("nothing is no JSON");
      }
      Object value = value(parser);
      if (parser.nextToken() != null) {
        throw new Failure("there is something behind the JSON");
      }
      return value;
    } catch (JacksonException e) {
      throw new Failure("it is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static @Nullable Object value(JsonParser parser) {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          var _ = parser.nextToken();
          members.put(name, value(parser));
        }
        yield members;
      }
      case START_ARRAY -> {
        List<@Nullable Object> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(value(parser));
        }
        yield items;
      }
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IllegalStateException("no value begins with " + parser.currentToken());
    };
  }

  /** On one line. */
  static String write(@Nullable Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(ObjectWriteContext.empty(), text)) {
      write(value, out);
    }
    return text.toString();
  }

  private static void write(@Nullable Object value, JsonGenerator out) {
    switch (value) {
      case null -> out.writeNull();
      case Map<?, ?> members -> {
        out.writeStartObject();
        members.forEach((name, member) -> {
          out.writeName(String.valueOf(name));
          write(member, out);
        });
        out.writeEndObject();
      }
      case List<?> items -> {
        out.writeStartArray();
        items.forEach(item -> write(item, out));
        out.writeEndArray();
      }
      case String text -> out.writeString(text);
      case Boolean flag -> out.writeBoolean(flag);
      case Numeral(String digits) -> out.writeNumber(digits);
      default -> throw new IllegalArgumentException("no JSON: " + value.getClass());
    }
  }

  /**
   * For people: a text without its quotes, a list of texts without its brackets, null as nothing.
   */
  static String shown(@Nullable Object value) {
    return switch (value) {
      case null -> "";
      case String text -> text;
      case List<?> items when items.stream().allMatch(String.class::isInstance) ->
          items.stream().map(String::valueOf).collect(Collectors.joining(", "));
      default -> write(value);
    };
  }

  /** What is known to have come from {@link #read}. */
  @SuppressWarnings("unchecked") // Its names are texts.
  static Map<String, @Nullable Object> members(Map<?, ?> members) {
    return (Map<String, @Nullable Object>) members;
  }

  /** The objects in a list; none if it is no list. */
  static List<Map<String, @Nullable Object>> objects(@Nullable Object list) {
    List<Map<String, @Nullable Object>> objects = new ArrayList<>();
    if (list instanceof List<?> items) {
      for (Object item : items) {
        if (item instanceof Map<?, ?> members) {
          objects.add(members(members));
        }
      }
    }
    return objects;
  }
}
