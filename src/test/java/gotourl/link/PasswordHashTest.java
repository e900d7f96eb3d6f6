package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class PasswordHashTest {

  private final SecureRandom random = new SecureRandom();

  @Test
  void itIsOfOnePasswordAndOfNoOther() {
    PasswordHash hash = PasswordHash.of("correct horse ü", random);
    assertThat(hash.isOf("correct horse ü")).isTrue();
    for (String other : new String[] {"", "correct horse", "correct horse u", "x".repeat(257)}) {
      assertThat(hash.isOf(other)).as(other).isFalse();
    }
  }

  @Test
  void whatIsReadIsOfTheSamePassword() {
    String text = PasswordHash.of("a", random).text();
    assertThat(new PasswordHash(text).isOf("a")).isTrue();
  }

  @Test
  void noTwoAreAlike() {
    assertThat(PasswordHash.of("a", random)).isNotEqualTo(PasswordHash.of("a", random));
  }

  /**
   * Made by another implementation, so that it is known that it is PBKDF2 and not only something
   * like it.
   */
  @Test
  void itIsWhatTheStandardSays() {
    PasswordHash known =
        new PasswordHash(
            "pbkdf2-sha256$1000$AAECAwQFBgcICQoLDA0ODw$T0Z5wUqa_rr8kWb7KeLsnYrEP6Go8Ns-sglAvd4sSjw");
    assertThat(known.isOf("pässword")).isTrue();
    assertThat(known.isOf("password")).isFalse();
  }

  @Test
  void howLongItTakesStandsInIt() {
    String text = PasswordHash.of("a", random).text();
    assertThat(text).startsWith("pbkdf2-sha256$210000$");
    assertThat(new PasswordHash(text.replace("$210000$", "$210001$")).isOf("a")).isFalse();
    assertThat(new PasswordHash(text.replace("$210000$", "$9999999$")).isOf("a")).isFalse();
  }

  @Test
  void whatIsNoneIsRefusedAndNotRepeated() {
    for (String text : new String[] {"", "bcrypt$abc", "pbkdf2-sha256$" + "x".repeat(200)}) {
      assertThatThrownBy(() -> new PasswordHash(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a password is kept in a way that is not known here");
    }
    assertThat(new PasswordHash("pbkdf2-sha256$1$x").isOf("a")).isFalse();
  }

  @Test
  void itIsInNoText() {
    assertThat(PasswordHash.of("a", random)).hasToString("a password");
  }
}
