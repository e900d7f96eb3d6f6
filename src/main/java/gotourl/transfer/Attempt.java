package gotourl.transfer;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What came of asking a server of another kind once. */
sealed interface Attempt {

  int OK = 200;

  int UNAUTHORIZED = 401;

  int FORBIDDEN = 403;

  int NOT_FOUND = 404;

  int TOO_MANY = 429;

  int FAULTS_MIN = 500;

  /** It answered. */
  sealed interface Done extends Attempt {

    /** What was asked for. */
    record Told(JsonMembers members) implements Done {}

    /** There is nothing there, or not for this key: 401, 403 or 404. */
    record Refused(int status) implements Done {}
  }

  /**
   * It may well answer later.
   *
   * @param atLeast how long it wants to be left alone
   */
  record Later(String why, Duration atLeast) implements Attempt {

    static Later soon(String why) {
      return new Later(why, Duration.ZERO);
    }
  }

  /**
   * @throws IOException if asking again would bring the same
   */
  static Attempt of(ForeignServer server, HttpResponse<Optional<byte[]>> response)
      throws IOException {
    int status = response.statusCode();
    if (status == OK) {
      return read(server, response);
    }
    if (status == UNAUTHORIZED || status == FORBIDDEN || status == NOT_FOUND) {
      return new Done.Refused(status);
    }
    if (status == TOO_MANY || status >= FAULTS_MIN) {
      return new Later("it answered " + status, retryAfter(response.headers()));
    }
    if (status >= 300 && status < 400) {
      throw new IOException(
          server
              + " leads elsewhere ("
              + status
              + "); give the address that it leads to"
              + where(server, response));
    }
    throw new IOException(server + " answered " + status);
  }

  private static Attempt read(ForeignServer server, HttpResponse<Optional<byte[]>> response)
      throws IOException {
    String type = response.headers().firstValue("Content-Type").orElse("");
    if (!type.toLowerCase(Locale.ROOT).contains("json")) {
      throw new IOException(
          server
              + " answers with something that is no JSON: is it the address of the server itself,"
              + " not of its pages?");
    }
    if (response.body().isEmpty()) {
      throw new IOException(
          server + " answers with more than " + ForeignApi.ANSWER_BYTES_MAX + " bytes");
    }
    try {
      return new Done.Told(JsonMembers.parse(response.body().get()));
    } catch (RowFault torn) {
      return Later.soon("it answered with " + server.withoutKey(torn.reason()));
    }
  }

  private static String where(ForeignServer server, HttpResponse<?> response) {
    return response
        .headers()
        .firstValue("Location")
        .map(location -> resolved(response.uri(), location))
        .filter(location -> location.getHost() != null)
        .map(
            location -> ": " + server.shown(location.getScheme() + "://" + location.getAuthority()))
        .orElse("");
  }

  private static URI resolved(URI asked, String location) {
    try {
      return asked.resolve(location);
    } catch (IllegalArgumentException noUri) {
      return URI.create("");
    }
  }

  /** Seconds, or a date; nothing that can be read: at once. */
  private static Duration retryAfter(HttpHeaders headers) {
    String text = headers.firstValue("Retry-After").orElse("0").strip();
    try {
      return text.chars().allMatch(c -> c >= '0' && c <= '9')
          ? Duration.ofSeconds(Long.parseLong(text))
          : Duration.between(
              Instant.now(),
              ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (NumberFormatException | DateTimeException | ArithmeticException unclear) {
      return Duration.ZERO;
    }
  }
}
