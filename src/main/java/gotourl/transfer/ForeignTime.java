package gotourl.transfer;

import gotourl.link.Terms;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Times as other programs write them, to the millisecond:
 *
 * <pre>
 *   2024-02-01T12:00:00Z         ISO 8601: with T or a blank, seconds and their fraction or none,
 *   2024-02-01 12:00:00 +0200    and Z, UTC, GMT, an offset, a [zone] or nothing behind
 *   2024-02-01                   the beginning of that day
 *   1706788800, 1706788800000    seconds and milliseconds since 1970
 *   Thu, 01 Feb 2024 12:00:00 GMT   RFC 1123
 *   0, 0000-00-00 00:00:00       no time: so say databases
 * </pre>
 *
 * Where a time says nothing of its zone, the clock that wrote it stood in the one that is given.
 */
final class ForeignTime {

  /** Longer than any of them. */
  private static final int CHARS_MAX = 80;

  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})-(\\d{2})-(\\d{2})"
              + "(?:[Tt ](\\d{2}):(\\d{2})(?::(\\d{2})(?:[.,](\\d{1,9}))?)?"
              + " ?(?:([Zz]|UTC|GMT)|([+-]\\d{2}):?(\\d{2})?)?(?:\\[([A-Za-z0-9_+/-]+)])?)?");

  private static final Pattern NOTHING = Pattern.compile("0|0000-00-00( 00:00:00(\\.0+)?)?");

  private static final Pattern NUMBER = Pattern.compile("\\d+");

  /**
   * With fewer digits (before March 1973) a number is rather a day or a year than a time; with 12,
   * seconds would be beyond the year 5000, and milliseconds are in it since 1973.
   */
  private static final int SECONDS_DIGITS_MIN = 9;

  private static final int MILLIS_DIGITS_MIN = 12;
  private static final int MILLIS_DIGITS_MAX = 13;

  private static final Pattern DAY_AND_MONTH =
      Pattern.compile("\\d{1,2}[./-]\\d{1,2}[./-]\\d{2,4}(?:\\D.*)?");

  private static final int NANO_DIGITS = 9;

  private ForeignTime() {}

  /**
   * @param zone of a time that does not say
   * @return empty where the text says that there is none
   */
  static Optional<Instant> read(String text, ZoneId zone) throws RowFault {
    String time = text.strip();
    if (time.isEmpty() || NOTHING.matcher(time).matches()) {
      return Optional.empty();
    }
    if (time.length() > CHARS_MAX) {
      throw noTime(time);
    }
    Instant read = instant(time, zone).truncatedTo(ChronoUnit.MILLIS);
    if (!Terms.isTime(read)) {
      throw new RowFault(Quoted.of(time) + " is not between 1970 and 9999");
    }
    return Optional.of(read);
  }

  private static Instant instant(String time, ZoneId zone) throws RowFault {
    try {
      Matcher iso = ISO.matcher(time);
      if (iso.matches()) {
        return iso(iso, zone);
      }
      if (NUMBER.matcher(time).matches()) {
        return sinceEpoch(time);
      }
      if (DAY_AND_MONTH.matcher(time).matches()) {
        throw new RowFault(
            Quoted.of(time)
                + " does not say which number is the month: it must be like 2024-02-01");
      }
      return ZonedDateTime.parse(time, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      throw noTime(time);
    }
  }

  private static Instant iso(Matcher iso, ZoneId zone) {
    LocalDate day = LocalDate.of(number(iso, 1), number(iso, 2), number(iso, 3));
    LocalTime time = LocalTime.of(number(iso, 4), number(iso, 5), number(iso, 6), nanos(iso));
    return LocalDateTime.of(day, time).atZone(zoneOf(iso, zone)).toInstant();
  }

  private static int nanos(Matcher iso) {
    String fraction = iso.group(7);
    return fraction == null
        ? 0
        : Integer.parseInt(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
  }

  private static ZoneId zoneOf(Matcher iso, ZoneId zone) {
    if (iso.group(8) != null) {
      return ZoneOffset.UTC;
    }
    if (iso.group(9) != null) {
      int hours = number(iso, 9);
      int minutes = number(iso, 10);
      return ZoneOffset.ofHoursMinutes(hours, iso.group(9).charAt(0) == '-' ? -minutes : minutes);
    }
    return iso.group(11) == null ? zone : ZoneId.of(iso.group(11));
  }

  /** What is not there is 0. */
  private static int number(Matcher iso, int group) {
    String digits = iso.group(group);
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static Instant sinceEpoch(String digits) throws RowFault {
    if (digits.length() < SECONDS_DIGITS_MIN || digits.length() > MILLIS_DIGITS_MAX) {
      throw noTime(digits);
    }
    long number = Long.parseLong(digits);
    return digits.length() < MILLIS_DIGITS_MIN
        ? Instant.ofEpochSecond(number)
        : Instant.ofEpochMilli(number);
  }

  private static RowFault noTime(String text) {
    return new RowFault(Quoted.of(text) + " is no time that is known here");
  }
}
