package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class HttpDateTest {

  private static final DateTimeFormatter AS_THE_RFC_SAYS =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  @Test
  void theExampleOfTheRfc() {
    assertThat(HttpDate.of(Instant.parse("1994-11-06T08:49:37.9Z")))
        .isEqualTo("Sun, 06 Nov 1994 08:49:37 GMT");
  }

  @Test
  void everyDayOfFourYearsHasItsNameAndTwoDigits() {
    Instant time = Instant.parse("2026-01-01T23:59:59Z");
    for (int day = 0; day < 4 * 366; day++) {
      assertThat(HttpDate.of(time)).isEqualTo(AS_THE_RFC_SAYS.format(time));
      time = time.plus(Duration.ofDays(1));
    }
  }
}
