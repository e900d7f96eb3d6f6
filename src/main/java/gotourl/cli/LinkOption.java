package gotourl.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a link on the command line: one entry each. What a value may be is for the server
 * to say, which names all that is wrong at once.
 */
enum LinkOption {
  LONG_URL("url", "longUrl", "URL", Kind.TEXT, When.EDIT, "where it leads from now on"),
  SHORT_CODE(
      "code", "shortCode", "CODE", Kind.TEXT, When.ADD, "its code; else the server's choice"),
  CODE_LENGTH(
      "code-length", "codeLength", "COUNT", Kind.PLAIN, When.ADD, "how long a code to choose"),
  CODE_PREFIX("code-prefix", "codePrefix", "TEXT", Kind.TEXT, When.ADD, "what it shall begin with"),
  DOMAIN("domain", "domain", "HOST", Kind.TEXT, When.ADD, "where; else at the default domain"),
  TITLE("title", "title", "TEXT", Kind.TEXT, When.BOTH, "for people: one line"),
  NOTE("note", "note", "TEXT", Kind.TEXT, When.BOTH, "for people: may have lines"),
  TAGS(
      "tags", "tags", "LIST", Kind.LIST, When.BOTH, "names between commas: all that it shall have"),
  ENABLED("enabled", "enabled", "", Kind.PLAIN, When.BOTH, "-enabled=false: it is not followed"),
  VALID_SINCE(
      "valid-since", "validSince", "TIME", Kind.TEXT, When.BOTH, "from when on it is followed"),
  VALID_UNTIL("valid-until", "validUntil", "TIME", Kind.TEXT, When.BOTH, "until when"),
  CRAWLABLE(
      "crawlable", "crawlable", "", Kind.PLAIN, When.BOTH, "robots.txt invites crawlers to it"),
  MAX_VISITS(
      "max-visits",
      "maxVisits",
      "COUNT",
      Kind.PLAIN,
      When.BOTH,
      "how often it is followed at most"),
  PASSWORD(
      "password",
      "password",
      "",
      Kind.HIDDEN,
      When.BOTH,
      "what it takes to follow it: is asked for"),
  RULES(
      "rules", "rules", "JSON", Kind.PLAIN, When.BOTH, "who is led elsewhere; @FILE is in a file"),
  FORWARD_QUERY("forward-query", "forwardQuery", "", Kind.PLAIN, When.BOTH, "a query goes along"),
  REDIRECT_STATUS(
      "redirect-status",
      "redirectStatus",
      "STATUS",
      Kind.PLAIN,
      When.BOTH,
      "301, 302, 303, 307 or 308"),
  CACHE_SECONDS(
      "cache-seconds",
      "cacheSeconds",
      "COUNT",
      Kind.PLAIN,
      When.BOTH,
      "how long a redirect is kept");

  private enum Kind {
    TEXT,
    /** JSON without a text's quotes; {@code @FILE} is in a file. Without a label it is a switch. */
    PLAIN,
    /** Texts between commas. */
    LIST,
    /** What must not be seen on a command line: it is asked for. */
    HIDDEN
  }

  /** Where it may stand. */
  enum When {
    ADD,
    EDIT,
    BOTH
  }

  private static final Option SET =
      new Option("set", "NAME=JSON", "any field of the API by its name there; may be repeated");

  private static final String NULL = "null";

  /** Of a value that is no JSON: enough to find it by. */
  private static final int SHOWN_CHARS_MAX = 80;

  private final String flag;
  private final String field;
  private final String label;
  private final Kind kind;
  private final When when;
  private final String description;

  LinkOption(String flag, String field, String label, Kind kind, When when, String description) {
    this.flag = flag;
    this.field = field;
    this.label = label;
    this.kind = kind;
    this.when = when;
    this.description = description;
  }

  /** All that may stand there. */
  static List<Option> options(When when) {
    return Stream.concat(
            Stream.of(values()).filter(option -> option.isFor(when)).map(LinkOption::option),
            Stream.of(SET))
        .toList();
  }

  /** Its name in the API. */
  String field() {
    return field;
  }

  boolean isFor(When now) {
    return when == When.BOTH || when == now;
  }

  private Option option() {
    return new Option(flag, label, description);
  }

  /** The fields that were named, as a body of the API has them. */
  static Map<String, @Nullable Object> read(Words words, Terminal terminal) throws Failure {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    for (LinkOption option : values()) {
      List<String> values = words.all(option.flag);
      if (!values.isEmpty()) {
        fields.put(option.field, option.value(values, terminal));
      }
    }
    for (String set : words.all(SET.name())) {
      int equals = set.indexOf('=');
      if (equals <= 0) {
        throw Failure.notUnderstood("-set: \"" + set + "\" is not NAME=JSON");
      }
      fields.put(set.substring(0, equals), json("-set", set.substring(equals + 1)));
    }
    return fields;
  }

  /** The word null clears a field. */
  private @Nullable Object value(List<String> values, Terminal terminal) throws Failure {
    String last = values.getLast();
    if (last.equals(NULL)) {
      return null;
    }
    return switch (kind) {
      case TEXT -> last;
      case PLAIN -> json("-" + flag, last);
      case LIST -> items(values);
      case HIDDEN -> hidden(last, terminal);
    };
  }

  private String hidden(String value, Terminal terminal) throws Failure {
    if (!value.equals("true")) {
      throw Failure.notUnderstood(
          "-%s: others can read what stands on a command line; say -%s alone and type it, or hand it in"
              .formatted(flag, flag));
    }
    return terminal.hidden(flag);
  }

  /** Of a list that has commas, or is said several times. */
  static List<String> items(List<String> values) {
    List<String> items = new ArrayList<>();
    for (String value : values) {
      Stream.of(value.split(",", -1))
          .map(String::strip)
          .filter(i -> !i.isEmpty())
          .forEach(items::add);
    }
    return items;
  }

  /** What JSON has without quotes, or any JSON. */
  static @Nullable Object json(String flag, String text) throws Failure {
    try {
      return JsonTree.read(
          text.startsWith("@") ? Files.readString(Path.of(text.substring(1))) : text);
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure(flag + ": " + text.substring(1) + " cannot be read: " + e.getMessage(), e);
    } catch (Failure notJson) {
      throw Failure.notUnderstood(
          flag
              + ": \""
              + shortened(text)
              + "\": "
              + notJson.getMessage()
              + " (a text stands in quotes)");
    }
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN_CHARS_MAX ? text : text.substring(0, SHOWN_CHARS_MAX) + "…";
  }
}
