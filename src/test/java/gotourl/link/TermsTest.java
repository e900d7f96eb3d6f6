package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TermsTest {

  @Test
  void onlyStatusesOfRedirectsAreAllowed() {
    for (int status = -1; status < 600; status++) {
      boolean is =
          status == 0
              || status == 301
              || status == 302
              || status == 303
              || status == 307
              || status == 308;
      assertThat(Terms.isStatus(status)).as("%s", status).isEqualTo(is);
    }
    assertThatThrownBy(() -> terms(Optional.empty(), 304, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anAnswerIsKeptForAYearAtMost() {
    assertThat(terms(Optional.empty(), 301, Terms.CACHE_SECONDS_MAX).cacheSeconds())
        .isEqualTo(31_536_000);
    for (int seconds : new int[] {-1, Terms.CACHE_SECONDS_MAX + 1}) {
      assertThatThrownBy(() -> terms(Optional.empty(), 301, seconds))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void timesAreOfFourDigitYearsAndToTheMillisecond() {
    assertThat(terms(Optional.of(Terms.TIME_MAX), 0, 0).validUntil()).contains(Terms.TIME_MAX);
    for (Instant time :
        new Instant[] {
          Instant.EPOCH.minusMillis(1),
          Terms.TIME_MAX.plusMillis(1),
          Instant.MIN,
          Instant.MAX,
          Instant.EPOCH.plusNanos(1)
        }) {
      assertThatThrownBy(() -> terms(Optional.of(time), 0, 0))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static Terms terms(Optional<Instant> until, int status, int cacheSeconds) {
    return Terms.NONE
        .withValidUntil(until)
        .withRedirectStatus(status)
        .withCacheSeconds(cacheSeconds);
  }
}
