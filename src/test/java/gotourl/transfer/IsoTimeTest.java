package gotourl.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.support.Seed;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTimeTest {

  @Test
  void anyTimeIsReadAsThePlatformReadsIt() {
    Random random = new Random(Seed.next("IsoTimeTest"));
    for (int i = 0; i < 20_000; i++) {
      Instant time = Instant.ofEpochMilli(random.nextLong(253_402_300_800_000L));
      String text = (i % 3 == 0 ? Instant.ofEpochSecond(time.getEpochSecond()) : time).toString();
      assertThat(IsoTime.parse(text)).as(text).isEqualTo(Instant.parse(text));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-02-29T23:59:59Z",
        "2024-01-01T24:00:00Z",
        "2016-12-31T23:59:60Z",
        "2024-01-01T00:00:00.123456789Z",
        "2024-01-01T00:00:00+02:00",
        "2024-01-01t00:00:00z",
        "+12024-01-01T00:00:00Z"
      })
  void unusualFormsAreReadToo(String text) {
    assertThat(IsoTime.parse(text)).isEqualTo(Instant.parse(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2023-02-29T00:00:00Z",
        "2024-13-01T00:00:00Z",
        "2024-01-01T25:00:00Z",
        "2024-01-01T00:61:00Z",
        "2024-01-01 00:00:00Z",
        "2024-01-01T00:00:00",
        "2024-01-01T00:00:0xZ",
        "2024-01-01T00:00:00.12xZ"
      })
  void whatIsNoTimeIsNone(String text) {
    assertThatThrownBy(() -> IsoTime.parse(text)).isInstanceOf(DateTimeException.class);
  }
}
