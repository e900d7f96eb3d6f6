package gotourl.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The values are the examples of Go's own documentation and the edges around them. */
class GobCursorTest {

  private static GobCursor cursor(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return new GobCursor(bytes, 0, bytes.length);
  }

  @Test
  void unsignedNumbersAreOneByteOrACountAndBytes() throws GobDamage {
    assertThat(cursor("00").unsigned()).isEqualTo(0);
    assertThat(cursor("07").unsigned()).isEqualTo(7);
    assertThat(cursor("7f").unsigned()).isEqualTo(127);
    assertThat(cursor("ff80").unsigned()).isEqualTo(128);
    assertThat(cursor("fe0100").unsigned()).isEqualTo(256);
    assertThat(cursor("f8ffffffffffffffff").unsigned()).isEqualTo(-1L);
  }

  @Test
  void signedNumbersHaveTheirSignInTheLowestBit() throws GobDamage {
    assertThat(cursor("00").signed()).isEqualTo(0);
    assertThat(cursor("01").signed()).isEqualTo(-1);
    assertThat(cursor("ff81").signed()).isEqualTo(-65);
    assertThat(cursor("ff82").signed()).isEqualTo(65);
    assertThat(cursor("fe0101").signed()).isEqualTo(-129);
    assertThat(cursor("f8ffffffffffffffff").signed()).isEqualTo(Long.MIN_VALUE);
  }

  @Test
  void textIsALengthAndUtf8() throws GobDamage {
    assertThat(cursor("00").string()).isEmpty();
    assertThat(cursor("05 66 c3 bc c3 9f".replace(" ", "")).string()).isEqualTo("füß");
  }

  @Test
  void fieldsAreCountedFromThePreviousOne() throws GobDamage {
    GobCursor in = cursor("01030200");
    assertThat(in.field(-1, 6)).isEqualTo(0);
    assertThat(in.field(0, 6)).isEqualTo(3);
    assertThat(in.field(3, 6)).isEqualTo(5);
    assertThat(in.field(5, 6)).isEqualTo(-1);
  }

  @Test
  void nothingIsReadBeyondTheEnd() {
    assertDamage(() -> cursor("").unsigned(), "beyond its message");
    assertDamage(() -> cursor("fe01").unsigned(), "beyond its message");
    assertDamage(() -> cursor("0361").string(), "beyond its message");
    assertDamage(() -> cursor("f8ffffffffffffffff61").string(), "beyond its message");
    assertDamage(() -> cursor("fc7fffffff61").count(), "beyond its message");
    assertThatThrownBy(() -> cursor("00").skip(2)).isInstanceOf(GobDamage.class);
  }

  @Test
  void numbersOfMoreThanEightBytesAreDamage() {
    assertDamage(() -> cursor("f7000000000000000001").unsigned(), "longer than 8 bytes");
  }

  @Test
  void textThatIsNotUtf8IsDamage() {
    assertDamage(() -> cursor("02ff81").string(), "not UTF-8");
    assertDamage(() -> cursor("02c328").string(), "not UTF-8");
    assertDamage(() -> cursor("03eda080").string(), "not UTF-8");
  }

  @Test
  void fieldsThatTheTypeDoesNotHaveAreDamage() {
    assertDamage(() -> cursor("03").field(-1, 2), "does not have");
    assertDamage(() -> cursor("01").field(1, 2), "does not have");
    assertDamage(() -> cursor("f8ffffffffffffffff").field(0, 2), "does not have");
  }

  private interface Reading {
    Object now() throws GobDamage;
  }

  private static void assertDamage(Reading reading, String reason) {
    assertThatThrownBy(reading::now).isInstanceOf(GobDamage.class).hasMessageContaining(reason);
  }
}
