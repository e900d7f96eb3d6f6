package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.Cursor.Fault;
import gotourl.link.Cursor.Invalid;
import gotourl.link.Cursor.Valid;
import gotourl.link.Listing.Order;
import gotourl.support.Seed;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CursorTest {

  private static final String LETTERS =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  @Test
  void itsTextIsTakenBack() {
    Random random = new Random(Seed.next("CursorTest"));
    for (Order order : Order.values()) {
      for (int i = 0; i < 1_000; i++) {
        Cursor cursor = new Cursor(order, random.nextLong() >>> (1 + random.nextInt(63)));
        assertThat(Cursor.parse(order, cursor.text())).isEqualTo(new Valid(cursor));
      }
      Cursor start = Cursor.start(order);
      assertThat(Cursor.parse(order, start.text())).isEqualTo(new Valid(start));
    }
  }

  @Test
  void itsTextIsFitForUrls() {
    assertThat(new Cursor(Order.NEWEST, 123_456_789_012L).text()).matches("[\\w-]{16}");
  }

  /** Whoever keeps a cursor over an update may go on. */
  @Test
  void itsTextStaysTheSameFromVersionToVersion() {
    assertThat(new Cursor(Order.NEWEST, 1_000).text()).isEqualTo("EAAAAAAAAAPoMKPg");
    assertThat(new Cursor(Order.OLDEST, 1_000).text()).isEqualTo("EQAAAAAAAAPoeHXe");
  }

  @Test
  void eachChangedCharacterIsNoticed() {
    String text = new Cursor(Order.OLDEST, 77).text();
    for (int at = 0; at < text.length(); at++) {
      for (int i = 0; i < LETTERS.length(); i++) {
        String changed = text.substring(0, at) + LETTERS.charAt(i) + text.substring(at + 1);
        if (!changed.equals(text)) {
          assertThat(Cursor.parse(Order.OLDEST, changed)).isEqualTo(new Invalid(Fault.GARBLED));
        }
      }
    }
  }

  @Test
  void whatIsNoCursorIsRefused() {
    String text = new Cursor(Order.NEWEST, 77).text();
    for (String garbled :
        new String[] {
          "",
          "x",
          "NEWEST",
          text + "A",
          text.substring(1),
          text.substring(4),
          text + text,
          "é".repeat(16),
          " ".repeat(16),
          "=".repeat(16),
          "A".repeat(16),
          "A".repeat(1 << 20)
        }) {
      assertThat(Cursor.parse(Order.NEWEST, garbled)).isEqualTo(new Invalid(Fault.GARBLED));
    }
  }

  @Test
  void oneOfTheOtherOrderOrOfAnotherVersionIsRefusedAsThat() {
    Cursor cursor = new Cursor(Order.NEWEST, 77);
    assertThat(Cursor.parse(Order.OLDEST, cursor.text())).isEqualTo(new Invalid(Fault.OTHER_ORDER));
    assertThat(Cursor.parse(Order.NEWEST, cursor.text(2)))
        .isEqualTo(new Invalid(Fault.OTHER_VERSION));
  }

  @Test
  void aPageHasAThousandLinksAtMost() {
    assertThat(Listing.first(Order.NEWEST, 1_000).limit()).isEqualTo(1_000);
    assertThatThrownBy(() -> Listing.first(Order.NEWEST, 1_001))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Listing.first(Order.NEWEST, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
