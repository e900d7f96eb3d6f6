package gotourl.transfer;

import gotourl.link.Terms;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Optional;

/**
 * Times as the interfaces of other servers write them: {@code 2016-08-21T20:34:16+02:00}, with a
 * blank for the T, with or without seconds, fractions, and the colon of the offset.
 */
final class ForeignTime {

  private static final DateTimeFormatter FORMAT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendLiteral('T')
          .optionalEnd()
          .optionalStart()
          .appendLiteral(' ')
          .optionalEnd()
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private ForeignTime() {}

  /** A time that says where its clock stood. */
  static OffsetDateTime withOffset(String text) throws RowFault {
    return read(text, Optional.empty());
  }

  /** A time for a link, from a text that says where its clock stood. */
  static Instant parse(String text) throws RowFault {
    return forLink(text, withOffset(text));
  }

  /** The same, from a text that need not say it: then it stood there. */
  static Instant parse(String text, ZoneId otherwise) throws RowFault {
    return forLink(text, read(text, Optional.of(otherwise)));
  }

  private static Instant forLink(String text, OffsetDateTime time) throws RowFault {
    Instant instant = time.toInstant().truncatedTo(ChronoUnit.MILLIS);
    if (!Terms.isTime(instant)) {
      throw new RowFault(Quoted.of(text) + " is not between 1970 and 9999");
    }
    return instant;
  }

  private static OffsetDateTime read(String text, Optional<ZoneId> otherwise) throws RowFault {
    try {
      TemporalAccessor parsed = FORMAT.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
      return switch (parsed) {
        case OffsetDateTime time -> time;
        case LocalDateTime time when otherwise.isPresent() ->
            time.atZone(otherwise.get()).toOffsetDateTime();
        default -> throw new RowFault(Quoted.of(text) + " is a time without a zone");
      };
    } catch (DateTimeException noTime) {
      throw new RowFault(Quoted.of(text) + " is no time");
    }
  }

  /** As {@link #withOffset} reads it, to the second. */
  static String shown(OffsetDateTime time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.truncatedTo(ChronoUnit.SECONDS));
  }
}
