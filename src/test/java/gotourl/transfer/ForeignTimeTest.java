package gotourl.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForeignTimeTest {

  @Test
  void timesOfEveryZoneAreRead() throws RowFault {
    for (String text :
        List.of(
            "2016-08-21T18:34:16Z",
            "2016-08-21T20:34:16+02:00",
            "2016-08-21T20:34:16+0200",
            "2016-08-21T20:34:16+02",
            "2016-08-21 20:34:16+02:00",
            "2016-08-22T00:19:16+05:45",
            "2016-08-21T13:04:16-05:30",
            "2016-08-22T08:34:16+14:00",
            "2016-08-21T18:34:16.000000Z")) {
      assertThat(ForeignTime.parse(text)).isEqualTo(Instant.parse("2016-08-21T18:34:16Z"));
    }
  }

  @Test
  void fractionsAreKeptToTheMillisecond() throws RowFault {
    assertThat(ForeignTime.parse("2016-08-21T18:34:16.1239999Z"))
        .isEqualTo(Instant.parse("2016-08-21T18:34:16.123Z"));
  }

  @Test
  void aTimeWithoutAZoneIsInTheGivenOne() throws RowFault {
    assertThat(ForeignTime.parse("2016-08-21 20:34:16", ZoneId.of("Europe/Madrid")))
        .isEqualTo(Instant.parse("2016-08-21T18:34:16Z"));
    assertThat(ForeignTime.parse("2016-08-21T20:34:16Z", ZoneId.of("Europe/Madrid")))
        .isEqualTo(Instant.parse("2016-08-21T20:34:16Z"));
  }

  @Test
  void whatIsNoTimeForALinkIsNamed() {
    refused("2016-08-21T20:34:16", "a time without a zone");
    refused("1969-12-31T23:59:59Z", "not between 1970 and 9999");
    refused("+10000-01-01T00:00:00Z", "not between 1970 and 9999");
    refused("-0001-11-30T00:00:00+00:00", "not between 1970 and 9999");
    for (String text :
        List.of(
            "",
            "2016-02-30T00:00:00Z",
            "2016-08-21",
            "21.8.2016",
            "2016-08-21T25:00:00Z",
            "1471804456")) {
      refused(text, "no time");
    }
  }

  private static void refused(String text, String why) {
    assertThatThrownBy(() -> ForeignTime.parse(text))
        .isInstanceOf(RowFault.class)
        .hasMessage("\"" + text + "\" is " + why);
  }
}
