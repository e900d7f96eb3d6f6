package gotourl.access;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.Seed;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {

  /** Of the source with the seed 1: what was once made is a secret for ever. */
  private static final Secret SECRET = Secret.random(new Random(1));

  @Test
  void itCanBeRecognisedAndIsReadBack() {
    Random random = new Random(Seed.next("SecretTest"));
    for (int i = 0; i < 1_000; i++) {
      Secret secret = Secret.random(random);
      assertThat(secret.reveal()).matches("goto_[0-9A-Za-z]{38}");
      assertThat(Secret.parse(secret.reveal())).contains(secret);
    }
  }

  @Test
  void itHasAHundredAndSixtyRandomBitsAtLeast() {
    assertThat(BigInteger.valueOf(62).pow(32)).isGreaterThan(BigInteger.TWO.pow(160));
    Random random = new Random(Seed.next("SecretTest"));
    Set<Character> first = new HashSet<>();
    Set<Character> last = new HashSet<>();
    for (int i = 0; i < 5_000; i++) {
      String value = Secret.random(random).reveal();
      first.add(value.charAt(5));
      last.add(value.charAt(36));
    }
    assertThat(first).hasSize(62);
    assertThat(last).hasSize(62);
  }

  @Test
  void itComesFromTheSourceThatIsHandedIn() {
    assertThat(Secret.random(new Random(1))).isEqualTo(SECRET);
    assertThat(Secret.random(new Random(2))).isNotEqualTo(SECRET);
  }

  @Test
  void anyOtherCharacterInItsPlaceIsASlipOfTheHand() {
    String value = SECRET.reveal();
    for (int at = 0; at < value.length(); at++) {
      for (char other : new char[] {'0', 'a', 'Z', '_', ' ', '\n', 'é', '\0'}) {
        if (value.charAt(at) != other) {
          String slip = value.substring(0, at) + other + value.substring(at + 1);
          assertThat(Secret.parse(slip)).as(slip).isEmpty();
        }
      }
    }
  }

  @Test
  void twoCharactersThatChangedPlacesAreASlipOfTheHand() {
    String value = SECRET.reveal();
    for (int at = 5; at + 1 < value.length(); at++) {
      char first = value.charAt(at);
      char second = value.charAt(at + 1);
      if (first != second) {
        assertThat(Secret.parse(value.substring(0, at) + second + first + value.substring(at + 2)))
            .isEmpty();
      }
    }
  }

  @Test
  void inAnotherCaseItIsNone() {
    assertThat(Secret.parse(SECRET.reveal().toUpperCase(java.util.Locale.ROOT))).isEmpty();
    assertThat(Secret.parse(SECRET.reveal().toLowerCase(java.util.Locale.ROOT))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "goto_", "secret", "Bearer x", "goto_00000000000000000000000000000000"})
  void whatIsNoSecretIsNone(String text) {
    assertThat(Secret.parse(text)).isEmpty();
  }

  @Test
  void cutOrGrownItIsNone() {
    String value = SECRET.reveal();
    for (int end = 0; end < value.length(); end++) {
      assertThat(Secret.parse(value.substring(0, end))).isEmpty();
    }
    assertThat(Secret.parse(value + "0")).isEmpty();
    assertThat(Secret.parse(" " + value)).isEmpty();
    assertThat(Secret.parse(value + "\n")).isEmpty();
  }

  @Test
  void itsHashIsSha256OfItsValue() throws Exception {
    byte[] expected =
        MessageDigest.getInstance("SHA-256")
            .digest(SECRET.reveal().getBytes(StandardCharsets.US_ASCII));
    assertThat(SECRET.hash().bytes()).isEqualTo(expected);
  }

  @Test
  void itsTextIsNotItsValue() {
    assertThat(SECRET.toString()).isEqualTo("goto_…");
    assertThat(SECRET.hash().toString()).isEqualTo("the hash of a secret");
  }
}
