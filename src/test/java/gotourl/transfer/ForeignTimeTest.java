package gotourl.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ForeignTimeTest {

  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

  @Test
  void isoTimesAreReadWithEveryKindOfZone() throws RowFault {
    assertThat(at("2024-02-01T12:00:00Z")).isEqualTo("2024-02-01T12:00:00Z");
    assertThat(at("2024-02-01t12:00:00z")).isEqualTo("2024-02-01T12:00:00Z");
    assertThat(at("2024-02-01T12:00:00+02:00")).isEqualTo("2024-02-01T10:00:00Z");
    assertThat(at("2024-02-01T12:00:00-0230")).isEqualTo("2024-02-01T14:30:00Z");
    assertThat(at("2024-02-01T12:00+02")).isEqualTo("2024-02-01T10:00:00Z");
    assertThat(at("2024-02-01 12:00:00 UTC")).isEqualTo("2024-02-01T12:00:00Z");
    assertThat(at("2024-02-01 12:00:00 +0200")).isEqualTo("2024-02-01T10:00:00Z");
    assertThat(at("2024-02-01T12:00:00[America/New_York]")).isEqualTo("2024-02-01T17:00:00Z");
    assertThat(at("2024-02-01T12:00:00+01:00[Europe/Paris]")).isEqualTo("2024-02-01T11:00:00Z");
  }

  @Test
  void aTimeWithoutZoneIsThatOfTheClockThatWroteIt() throws RowFault {
    assertThat(at("2024-02-01 12:00:00")).isEqualTo("2024-02-01T11:00:00Z");
    assertThat(at("2024-07-01T12:00")).isEqualTo("2024-07-01T10:00:00Z");
    assertThat(ForeignTime.read("2024-02-01 12:00:00", ZoneOffset.UTC))
        .contains(Instant.parse("2024-02-01T12:00:00Z"));
  }

  @Test
  void aDayAloneIsItsBeginning() throws RowFault {
    assertThat(at("2024-02-01")).isEqualTo("2024-01-31T23:00:00Z");
  }

  @Test
  void timesAreKeptToTheMillisecond() throws RowFault {
    assertThat(at("2024-02-01T12:00:00.123456789Z")).isEqualTo("2024-02-01T12:00:00.123Z");
    assertThat(at("2024-02-01T12:00:00,5Z")).isEqualTo("2024-02-01T12:00:00.500Z");
  }

  @Test
  void secondsAndMillisecondsSince1970AreToldApartByTheirDigits() throws RowFault {
    assertThat(at("1706788800")).isEqualTo("2024-02-01T12:00:00Z");
    assertThat(at("1706788800123")).isEqualTo("2024-02-01T12:00:00.123Z");
    assertThat(at("100000000")).isEqualTo("1973-03-03T09:46:40Z");
  }

  @Test
  void theDatesOfMailAndHttpAreRead() throws RowFault {
    assertThat(at("Thu, 01 Feb 2024 12:00:00 GMT")).isEqualTo("2024-02-01T12:00:00Z");
    assertThat(at("Thu, 1 Feb 2024 12:00:00 +0200")).isEqualTo("2024-02-01T10:00:00Z");
  }

  @Test
  void nothingAndZeroAreNoTime() throws RowFault {
    for (String nothing : new String[] {"", "  ", "0", "0000-00-00", "0000-00-00 00:00:00"}) {
      assertThat(ForeignTime.read(nothing, BERLIN)).as(nothing).isEmpty();
    }
  }

  @Test
  void aDateThatMayBeTwoDaysIsRefused() {
    for (String date : new String[] {"01/02/2024", "1.2.2024", "01-02-24", "01/02/2024 12:00"}) {
      refused(date, "does not say which number is the month: it must be like 2024-02-01");
    }
  }

  @Test
  void whatIsNoTimeIsRefused() {
    for (String text :
        new String[] {
          "yesterday",
          "2024-02-30",
          "2024-13-01",
          "2024-02-01T25:00:00Z",
          "2024-02-01T12:00:00+99:00",
          "2024-02-01T12:00:00[Nowhere/Never]",
          "2024",
          "20240201",
          "20240201120000",
          "99999999999999999999999",
          "-1706788800",
          "NaN",
          "2024-02-01T12:00:00Z" + " ".repeat(100) + "x"
        }) {
      refused(text, "is no time that is known here");
    }
  }

  @Test
  void timesBeforeAndBeyondThoseOfLinksAreRefused() {
    refused("1969-12-31T23:59:59Z", "is not between 1970 and 9999");
    refused("0001-01-01 00:00:00", "is not between 1970 and 9999");
  }

  private static void refused(String text, String reason) {
    assertThatThrownBy(() -> ForeignTime.read(text, BERLIN))
        .as(text)
        .isInstanceOf(RowFault.class)
        .hasMessage(Quoted.of(text) + " " + reason);
  }

  private static String at(String text) throws RowFault {
    return ForeignTime.read(text, BERLIN).orElseThrow().toString();
  }
}
