package gotourl.link;

import static gotourl.support.Keys.key;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.ContainedText.Fault;
import gotourl.link.ContainedText.Invalid;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContainedTextTest {

  @Test
  void aTextIsFoundInCodeAndTargetButNotAcrossThem() {
    assertThat(isIn("ab", "xaBx", "http://t/")).isTrue();
    assertThat(isIn("Ab", "code", "http://t/xaB")).isTrue();
    assertThat(isIn("xhttp", "x", "http://t/")).isFalse();
    assertThat(isIn("aab", "aaab", "http://t/")).isTrue();
    assertThat(isIn("code", "cod", "http://t/")).isFalse();
  }

  /** The bit between A and a is also the one between @ and `, [ and {, _ and DEL. */
  @Test
  void onlyLettersHaveACase() {
    for (char c = '!'; c < 0x7f; c++) {
      char wanted = c;
      Set<Character> found =
          IntStream.range('!', 0x7f)
              .mapToObj(other -> (char) other)
              .filter(other -> isIn("" + wanted, "9", "" + other))
              .collect(Collectors.toSet());
      Set<Character> same =
          c == '9'
              ? IntStream.range('!', 0x7f).mapToObj(i -> (char) i).collect(Collectors.toSet())
              : Set.of(Character.toLowerCase(c)).equals(Set.of(Character.toUpperCase(c)))
                  ? Set.of(c)
                  : Set.of(Character.toLowerCase(c), Character.toUpperCase(c));
      assertThat(found).isEqualTo(same);
    }
  }

  @Test
  void lettersBeyondAsciiFindThemselvesAndTheirFoldedForm() {
    assertThat(isIn("\u00c4", "\u00c4", "http://t/")).isTrue();
    assertThat(isIn("\u00c4", "\u00e4", "http://t/")).isTrue();
    assertThat(isIn("\u00e4", "\u00c4", "http://t/")).isFalse();
    assertThat(isIn("A\u0308", "\u00e4", "http://t/")).isTrue();
    assertThat(isIn("\u03a3", "\u03c3", "http://t/")).isTrue();
  }

  /** The Kelvin sign is a K to Unicode, and its sign is no letter of ASCII. */
  @Test
  void noLetterOfAnotherScriptPassesForAsciiOnes() {
    assertThat(isIn("k", "\u0138", "http://t/")).isFalse();
    assertThat(isIn("i", "\u0131", "http://t/")).isFalse();
    assertThat(isIn("\u212a", "k", "http://t/")).isTrue();
  }

  @Test
  void whatCanBeInNoLinkIsRefused() {
    assertThat(ContainedText.parse("")).isEqualTo(new Invalid(Fault.EMPTY));
    assertThat(ContainedText.parse("a\ud800")).isEqualTo(new Invalid(Fault.MALFORMED));
    assertThat(ContainedText.parse("a".repeat(8_192))).isInstanceOf(ContainedText.Valid.class);
    assertThat(ContainedText.parse("a".repeat(8_193))).isEqualTo(new Invalid(Fault.TOO_LONG));
    assertThat(ContainedText.parse("\u00e4".repeat(383)))
        .isEqualTo(new Invalid(Fault.TOO_LONG_BEYOND_ASCII));
  }

  private static boolean isIn(String text, String code, String target) {
    Link link = new Link(1, 1, key(code), target, Instant.EPOCH, Instant.EPOCH);
    return ((ContainedText.Valid) ContainedText.parse(text)).text().isMetBy(link);
  }
}
