package gotourl.http.api;

import gotourl.visitor.Countries;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of an explanation: one entry each says what it is called, how it is read and what
 * its schema is.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its lambdas hold nothing.
enum ExplainParameter {
  UA(
      "ua",
      (text, query) -> query.userAgent = text,
      "The User-Agent that the visitor sends; without it, none.",
      """
      {"type": "string"}
      """),
  LANG(
      "lang",
      (text, query) -> query.languages = text,
      "The Accept-Language that he sends; without it, none.",
      """
      {"type": "string"}
      """),
  COUNTRY(
      "country",
      (text, query) -> query.country = Optional.of(country(text)),
      "Where he is, as two capital letters of ISO 3166; without it, that is not known.",
      """
      {"type": "string", "minLength": 2, "maxLength": 2}
      """),
  QUERY(
      "query",
      (text, query) -> query.query = query(text),
      "The query of his request, without its question mark, and once more percent-encoded.",
      """
      {"type": "string"}
      """),
  AT(
      "at",
      (text, query) -> query.at = Optional.of(Values.timeInUrl(text)),
      "When he asks; without it, now.",
      """
      {"type": "string", "format": "date-time"}
      """);

  private static final Map<String, ExplainParameter> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toMap(parameter -> parameter.name, Function.identity()));

  /** What a query asks, read so far. */
  static final class Query {
    String userAgent = "";
    String languages = "";
    Optional<String> country = Optional.empty();
    String query = "";
    Optional<Instant> at = Optional.empty();
  }

  /** Reads a value into a query. */
  private interface Reads {
    void read(String text, Query query) throws Unacceptable;
  }

  private final String name;
  private final Reads reads;
  private final String words;
  private final String schema;

  ExplainParameter(String name, Reads reads, String words, String schema) {
    this.name = name;
    this.reads = reads;
    this.words = words;
    this.schema = schema;
  }

  static @Nullable ExplainParameter of(String name) {
    return BY_NAME.get(name);
  }

  /** In the query. */
  String label() {
    return name;
  }

  /** For people. */
  String words() {
    return words;
  }

  /** A JSON object. */
  String schema() {
    return schema.strip();
  }

  void read(String text, Query query, Faults faults) {
    try {
      reads.read(text, query);
    } catch (Unacceptable reason) {
      faults.add(reason.of(name));
    }
  }

  private static String country(String text) throws Unacceptable {
    if (!Countries.isCode(text)) {
      throw Unacceptable.shape("must be two capital letters of a country, like DE");
    }
    return text;
  }

  /** A request cannot have another one. */
  private static String query(String text) throws Unacceptable {
    if (!text.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '#')) {
      throw Unacceptable.shape("must be as a browser sends it: percent-encoded, without spaces");
    }
    return text;
  }
}
