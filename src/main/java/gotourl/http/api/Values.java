package gotourl.http.api;

import gotourl.link.TagName;
import gotourl.link.Tags;
import gotourl.link.Terms;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** From a value of JSON to one of a type. */
final class Values {

  /** RFC 3339: four digits for the year, and a zone; more than nine digits of a second are none. */
  private static final Pattern DATE_TIME =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?([Zz]|[+-]\\d{2}:\\d{2})");

  private Values() {}

  static String text(Json json) throws Unacceptable {
    if (json instanceof Json.Text(String text)) {
      return text;
    }
    throw Unacceptable.shape("must be a text");
  }

  /** Without a value, an empty one. */
  static String textOrNothing(Json json, int lengthMax) throws Unacceptable {
    if (json == Json.Nothing.NOTHING) {
      return "";
    }
    String text = text(json);
    if (text.length() > lengthMax) {
      throw Unacceptable.value("may have " + lengthMax + " characters");
    }
    return text;
  }

  static TagName tagName(Json json) throws Unacceptable {
    return switch (TagName.parse(text(json))) {
      case TagName.Valid(TagName name) -> name;
      case TagName.Invalid(TagName.Fault fault) -> throw Unacceptable.value(fault.words());
    };
  }

  /** Without a value, none. */
  static Tags tags(Json json) throws Unacceptable {
    if (json == Json.Nothing.NOTHING) {
      return Tags.NONE;
    }
    if (!(json instanceof Json.Items items)) {
      throw Unacceptable.shape("must be a list of names");
    }
    Set<TagName> names = new HashSet<>();
    for (Json item : items.items()) {
      if (!(item instanceof Json.Text(String text))) {
        throw Unacceptable.shape("must be a list of names");
      }
      switch (TagName.parse(text)) {
        case TagName.Valid(TagName name) -> names.add(name);
        case TagName.Invalid(TagName.Fault fault) ->
            throw Unacceptable.value("has a name that " + fault.words());
      }
    }
    if (names.size() > Tags.COUNT_MAX) {
      throw Unacceptable.value("may have " + Tags.COUNT_MAX + " names");
    }
    return Tags.of(names);
  }

  /** Of a parameter, in which a plus stands for a space. */
  static Instant timeInUrl(String text) throws Unacceptable {
    return time(text)
        .orElseThrow(() ->
            Unacceptable.shape(
                "must be a time like 2026-01-31T08:00:00Z (and a + in a URL is written %2B)"));
  }

  /** Spelled without point and exponent. */
  static int integer(Json json) throws Unacceptable {
    if (json instanceof Json.Numeral(String digits)) {
      try {
        return Integer.parseInt(digits);
      } catch (NumberFormatException broken) {
        throw Unacceptable.shape("must be a whole number");
      }
    }
    throw Unacceptable.shape("must be a whole number");
  }

  /** Without a value, as usual. */
  static boolean flag(Json json, boolean usual) throws Unacceptable {
    if (json == Json.Nothing.NOTHING) {
      return usual;
    }
    if (json instanceof Json.Flag(boolean value)) {
      return value;
    }
    throw Unacceptable.shape("must be true or false");
  }

  /** Of a link's terms, to the millisecond. */
  static Optional<Instant> timeOrNothing(Json json) throws Unacceptable {
    if (json == Json.Nothing.NOTHING) {
      return Optional.empty();
    }
    Instant time =
        time(text(json))
            .orElseThrow(() -> Unacceptable.shape("must be a time like 2026-01-31T08:00:00Z"))
            .truncatedTo(ChronoUnit.MILLIS);
    if (!Terms.isTime(time)) {
      throw Unacceptable.value("must lie between 1970 and the end of 9999");
    }
    return Optional.of(time);
  }

  /** What is in the form of RFC 3339, and a time that there is. */
  static Optional<Instant> time(String text) {
    if (!DATE_TIME.matcher(text).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException noDay) {
      return Optional.empty();
    }
  }
}
