package gotourl.http;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Times as HTTP writes them: {@code Sun, 06 Nov 1994 08:49:37 GMT}. The platform's own formatter
 * differs in one thing, a day below ten has one digit; but its names come from no locale, the
 * looking up of which takes longer than all else that a loop does before it begins.
 */
final class HttpDate {

  /** Behind the name of the day. */
  private static final int DAY_AT = 5;

  private HttpDate() {}

  static String of(Instant time) {
    String text = RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC));
    return text.charAt(DAY_AT + 1) == ' '
        ? text.substring(0, DAY_AT) + "0" + text.substring(DAY_AT)
        : text;
  }
}
