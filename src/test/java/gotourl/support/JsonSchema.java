package gotourl.support;

import java.net.URI;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against JSON Schema, as far as our OpenAPI file uses it; a keyword that is not
 * known here is a failure, so that none is passed over.
 *
 * @param root what references lead into
 */
public record JsonSchema(Map<String, @Nullable Object> root) {

  /** What is wrong with a value, each with where; empty if nothing is. */
  public List<String> faults(Map<String, @Nullable Object> schema, @Nullable Object value) {
    List<String> faults = new ArrayList<>();
    check("", schema, value, faults);
    return faults;
  }

  private void check(
      String at,
      Map<String, @Nullable Object> schema,
      @Nullable Object value,
      List<String> faults) {
    schema.forEach((keyword, told) -> {
      boolean holds =
          switch (keyword) {
            case "$ref" -> {
              check(at, at(String.valueOf(told)), value, faults);
              yield true;
            }
            case "type" ->
                told instanceof List<?> types
                    ? types.stream().anyMatch(type -> isOf(String.valueOf(type), value))
                    : isOf(String.valueOf(told), value);
            case "enum" -> ((List<?>) Objects.requireNonNull(told)).contains(value);
            case "minimum" -> !(value instanceof Long number) || number >= number(told);
            case "maximum" -> !(value instanceof Long number) || number <= number(told);
            case "minLength" -> !(value instanceof String text) || text.length() >= number(told);
            case "maxLength" -> !(value instanceof String text) || text.length() <= number(told);
            case "maxItems" -> !(value instanceof List<?> items) || items.size() <= number(told);
            case "minItems" -> !(value instanceof List<?> items) || items.size() >= number(told);
            case "format" -> !(value instanceof String text) || isFormat(told, text);
            case "required" ->
                !(value instanceof Map<?, ?> members)
                    || members.keySet().containsAll((List<?>) Objects.requireNonNull(told));
            case "additionalProperties" -> {
              if (!Boolean.FALSE.equals(told)) {
                throw new AssertionError("only additionalProperties: false is known here");
              }
              yield !(value instanceof Map<?, ?> members)
                  || object(schema.get("properties")).keySet().containsAll(members.keySet());
            }
            case "properties" -> {
              if (value instanceof Map<?, ?> members) {
                object(told)
                    .forEach((name, property) -> {
                      if (members.containsKey(name)) {
                        check(at + "." + name, object(property), members.get(name), faults);
                      }
                    });
              }
              yield true;
            }
            case "items" -> {
              if (value instanceof List<?> items) {
                for (int i = 0; i < items.size(); i++) {
                  check(at + "[" + i + "]", object(told), items.get(i), faults);
                }
              }
              yield true;
            }
            case "description", "default", "readOnly", "writeOnly" -> true;
            case String other -> throw new AssertionError("a keyword that is not known: " + other);
          };
      if (!holds) {
        faults.add(at + ": " + value + " against " + keyword + " " + told);
      }
    });
  }

  private static boolean isOf(String type, @Nullable Object value) {
    return switch (type) {
      case "object" -> value instanceof Map;
      case "array" -> value instanceof List;
      case "string" -> value instanceof String;
      case "integer" -> value instanceof Long;
      case "boolean" -> value instanceof Boolean;
      case "null" -> value == null;
      case String other -> throw new AssertionError("a type that is not known: " + other);
    };
  }

  private static boolean isFormat(@Nullable Object format, String text) {
    try {
      return switch (String.valueOf(format)) {
        case "uri" -> URI.create(text).isAbsolute();
        case "date-time" -> OffsetDateTime.parse(text).getYear() > 0;
        case String other -> throw new AssertionError("a format that is not known: " + other);
      };
    } catch (IllegalArgumentException | DateTimeException none) {
      return false;
    }
  }

  private static long number(@Nullable Object told) {
    return (Long) Objects.requireNonNull(told);
  }

  /** What a reference or a path leads to. */
  public Map<String, @Nullable Object> at(String pointer) {
    Map<String, @Nullable Object> place = root;
    for (String name : pointer.replaceFirst("^#?/", "").split("/", -1)) {
      place = object(place.get(name.replace("~1", "/").replace("~0", "~")));
    }
    return place;
  }

  @SuppressWarnings("unchecked")
  public static Map<String, @Nullable Object> object(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new AssertionError("no object: " + value);
  }
}
