package gotourl.http.api;

import gotourl.link.ContainedText;
import gotourl.link.LinkState;
import gotourl.link.Listing;
import gotourl.link.Listing.Order;
import gotourl.link.TagName;
import gotourl.link.Tags;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a list: one entry each says what it is called, how it is read and what its
 * schema is. Reading, the access log and the OpenAPI file go by this table.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its lambdas hold nothing.
enum ListParameter {
  LIMIT(
      "limit",
      (text, query) -> query.limit = limit(text),
      "How many links a page has at most.",
      """
      {"type": "integer", "minimum": 1, "maximum": 1000, "default": 100}
      """),
  CURSOR(
      "cursor",
      (text, query) -> query.cursor = text,
      "Where the page begins, or the work goes on: what the answer before called next.",
      """
      {"type": "string"}
      """),
  ORDER(
      "order",
      (text, query) -> query.order = order(text),
      "By time of creation.",
      """
      {"type": "string", "enum": ["newest", "oldest"], "default": "newest"}
      """),
  SEARCH(
      "search",
      (text, query) -> query.search = search(text),
      "Only links with this text in shortCode, longUrl or title; A to Z are as good as a to z.",
      """
      {"type": "string", "minLength": 1, "maxLength": 8192}
      """),
  DOMAIN(
      "domain",
      (text, query) -> query.domain = text,
      "Only links of the domain of this name; DEFAULT is the default domain.",
      """
      {"type": "string"}
      """),
  TAG(
      "tag",
      (text, query) -> query.tags.add(tag(text, query)),
      "Only links with this tag; may stand there several times.",
      """
      {"type": "array", "maxItems": 50, "items": {"type": "string", "minLength": 1, "maxLength": 100}}
      """),
  TAGS_MODE(
      "tagsMode",
      (text, query) -> query.allTags = isAll(text),
      "Whether one of several tags is enough, or all are needed.",
      """
      {"type": "string", "enum": ["any", "all"], "default": "any"}
      """),
  CREATED_AFTER(
      "createdAfter",
      (text, query) -> query.createdAfter = Values.timeInUrl(text),
      "Only links made at this moment or later.",
      """
      {"type": "string", "format": "date-time"}
      """),
  CREATED_BEFORE(
      "createdBefore",
      (text, query) -> query.createdBefore = Values.timeInUrl(text),
      "Only links made before this moment.",
      """
      {"type": "string", "format": "date-time"}
      """),
  STATE(
      "state",
      (text, query) -> query.states = states(text),
      "Only links in one of these states, with commas between them; without it, all but those in the bin.",
      """
      {"type": "string", "pattern": "^(active|disabled|scheduled|expired|binned|used-up)(,(active|disabled|scheduled|expired|binned|used-up))*$"}
      """);

  static final int LIMIT_USUAL = 100;

  private static final Map<String, ListParameter> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toMap(parameter -> parameter.name, Function.identity()));

  /** Reads a value into a query. */
  private interface Reads {
    void read(String text, ListQuery query) throws Unacceptable;
  }

  private final String name;
  private final Reads reads;
  private final String words;
  private final String schema;

  ListParameter(String name, Reads reads, String words, String schema) {
    this.name = name;
    this.reads = reads;
    this.words = words;
    this.schema = schema;
  }

  static @Nullable ListParameter of(String name) {
    return BY_NAME.get(name);
  }

  /** Whether it may stand there several times. */
  boolean isRepeated() {
    return this == TAG;
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

  void read(String text, ListQuery query, Faults faults) {
    try {
      reads.read(text, query);
    } catch (Unacceptable reason) {
      faults.add(reason.of(name));
    }
  }

  private static int limit(String text) throws Unacceptable {
    if (text.matches("[0-9]{1,4}")) {
      int limit = Integer.parseInt(text);
      if (limit >= 1 && limit <= Listing.LIMIT_MAX) {
        return limit;
      }
    }
    throw Unacceptable.shape("must be a whole number, 1 to " + Listing.LIMIT_MAX);
  }

  private static Order order(String text) throws Unacceptable {
    return switch (text) {
      case "newest" -> Order.NEWEST;
      case "oldest" -> Order.OLDEST;
      case String _ -> throw Unacceptable.shape("must be newest or oldest");
    };
  }

  private static TagName tag(String text, ListQuery query) throws Unacceptable {
    if (query.tags.size() == Tags.COUNT_MAX) {
      throw Unacceptable.shape("may stand there " + Tags.COUNT_MAX + " times");
    }
    return switch (TagName.parse(text)) {
      case TagName.Valid(TagName name) -> name;
      case TagName.Invalid(TagName.Fault fault) -> throw Unacceptable.shape(fault.words());
    };
  }

  private static boolean isAll(String text) throws Unacceptable {
    return switch (text) {
      case "any" -> false;
      case "all" -> true;
      case String _ -> throw Unacceptable.shape("must be any or all");
    };
  }

  private static ContainedText search(String text) throws Unacceptable {
    return switch (ContainedText.parse(text)) {
      case ContainedText.Valid(ContainedText contained) -> contained;
      case ContainedText.Invalid(ContainedText.Fault fault) ->
          throw Unacceptable.shape("cannot be looked for: " + fault.words());
    };
  }

  private static Set<LinkState> states(String text) throws Unacceptable {
    Set<LinkState> states = EnumSet.noneOf(LinkState.class);
    for (String word : text.split(",", -1)) {
      states.add(
          Arrays.stream(LinkState.values())
              .filter(state -> state.label().equals(word))
              .findFirst()
              .orElseThrow(() ->
                  Unacceptable.shape(
                      "must be active, disabled, scheduled, expired, binned or used-up, or several of"
                          + " these between commas")));
    }
    return states;
  }
}
