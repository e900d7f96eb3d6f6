package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.Key.Fault;
import gotourl.link.Key.Invalid;
import gotourl.link.Key.Valid;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KeyTest {

  private static final long SEED = Long.getLong("gotourl.seed", System.nanoTime());
  private static final Domain EXACT = Domain.ofDefault(false);
  private static final Domain FOLDING = Domain.ofDefault(true);

  @Test
  void lettersDigitsAndMarksOfAsciiMakeACode() {
    assertThat(code("abcXYZ0189")).isEqualTo("abcXYZ0189");
    assertThat(code("-_.~!$&'()*,;=+x")).isEqualTo("-_.~!$&'()*,;=+x");
  }

  @Test
  void everyOtherAsciiCharacterIsRefused() {
    for (char c = 0; c < 0x80; c++) {
      boolean allowed =
          Character.isLetterOrDigit(c) || c == '/' || "-_.~!$&'()*,;=+".indexOf(c) >= 0;
      if (allowed) {
        assertThat(code("a" + c + "b")).isEqualTo("a" + c + "b");
      } else {
        assertFault(Fault.CHARACTER, "a" + c + "b");
      }
    }
  }

  @Test
  void segmentsAreSeparatedByASlash() {
    assertThat(code("docs/2026/plan")).isEqualTo("docs/2026/plan");
    assertFault(Fault.EMPTY_SEGMENT, "/", "/a", "a/", "a//b", "é/", "é//a");
  }

  @Test
  void noSegmentIsADotOrTwo() {
    assertFault(Fault.DOT_SEGMENT, ".", "..", "a/.", "a/..", "./a", "../a", "a/../b", "é/..");
    assertThat(code("...")).isEqualTo("...");
    assertThat(code(".a/b./..c")).isEqualTo(".a/b./..c");
  }

  @Test
  void nothingIsNoCode() {
    assertFault(Fault.EMPTY, "");
  }

  @Test
  void aPlusAtTheEndAsksWhereALinkLeads() {
    assertFault(Fault.TRAILING_PLUS, "a+", "+", "a++", "a/+", "é+");
    assertThat(code("a+b")).isEqualTo("a+b");
    assertThat(code("a+/b")).isEqualTo("a+/b");
  }

  @Test
  void theServersOwnFirstSegmentsAreReserved() {
    String[] own = {
      "-", ".well-known", "add", "rest", "robots.txt", "favicon.ico", "yourls-api.php"
    };
    for (String name : own) {
      assertFault(Fault.RESERVED, name, name + "/x");
      assertThat(code("x/" + name)).isEqualTo("x/" + name);
      assertThat(code(name + "x")).isEqualTo(name + "x");
    }
    assertFault(Fault.RESERVED, "-/é", "add/é");
    assertThat(code("ad")).isEqualTo("ad");
  }

  @Test
  void caseDecidesWhatIsReservedOnlyWhereItIsNotFolded() {
    assertThat(code("Add")).isEqualTo("Add");
    for (String text : new String[] {"Add", "ADD", "REST/x", "Robots.TXT", "reſt", "faVıcon.ico"}) {
      assertThat(Key.parse(FOLDING, text)).as(text).isEqualTo(new Invalid(Fault.RESERVED));
    }
  }

  @Test
  void a255thByteFitsAndA256thDoesNot() {
    assertThat(code("a".repeat(255))).hasSize(255);
    assertFault(Fault.TOO_LONG, "a".repeat(256), "a".repeat(100_000));
    assertThat(code("é".repeat(127) + "a")).hasSize(128);
    assertFault(Fault.TOO_LONG, "é".repeat(128));
    assertThat(code("字".repeat(85))).hasSize(85);
    assertFault(Fault.TOO_LONG, "字".repeat(85) + "a");
    assertThat(code("😀".repeat(63) + "abc")).hasSize(129);
    assertFault(Fault.TOO_LONG, "😀".repeat(64), "é".repeat(100_000));
  }

  @Test
  void theBytesAreCountedAfterComposing() {
    assertThat(code("e\u0301".repeat(127))).isEqualTo("é".repeat(127));
    assertFault(Fault.TOO_LONG, "e\u0301".repeat(128));
  }

  /** What bounds the text before composing never refuses what would compose to a code. */
  @Test
  void noCharacterIsComposedFromMoreThanThreeCharsForTwoBytes() {
    for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
      String composed = CodeText.compose(Character.toString(c));
      int chars = Normalizer.normalize(composed, Normalizer.Form.NFD).length();
      int bytes = composed.getBytes(StandardCharsets.UTF_8).length;
      if (2 * chars > 3 * bytes) {
        assertThat(2 * chars).as("U+%04X", c).isLessThanOrEqualTo(3 * bytes);
      }
    }
    assertThat(code("\u03B9\u0308\u0301".repeat(127))).isEqualTo("\u0390".repeat(127));
  }

  @Test
  void textThatPeopleCannotTellApartIsOneKey() {
    assertThat(key(EXACT, "cafe\u0301")).isEqualTo(key(EXACT, "café"));
    assertThat(code("\u212Bngstr\u00F6m")).isEqualTo("\u00C5ngstr\u00F6m");
    assertThat(code("\u212A")).isEqualTo("K");
  }

  @Test
  void whatTurnsIntoForbiddenAsciiIsRefused() {
    assertThat(code("a\u037Eb")).as("the Greek question mark is a semicolon").isEqualTo("a;b");
    assertFault(Fault.CHARACTER, "a\u1FEFb");
  }

  @Test
  void everyScriptAndEmojiIsWelcome() {
    for (String text :
        new String[] {
          "привет",
          "你好",
          "こんにちは",
          "안녕",
          "שלום",
          "مرحبا",
          "हिन्दी",
          "ไทย",
          "١٢٣",
          "Ⅷ",
          "½",
          "€",
          "∞",
          "♥",
          "😀",
          "👍🏽",
          "❤️",
          "🇩🇪",
          "1️⃣",
          "👩‍💻",
          "👨‍👩‍👧‍👦",
          "می‌خواهم",
          "🏴󠁧󠁢󠁥󠁮󠁧󠁿"
        }) {
      assertThat(code(text)).isEqualTo(Normalizer.normalize(text, Normalizer.Form.NFC));
    }
  }

  @Test
  void whatCannotBeSeenIsRefused() {
    assertFault(
        Fault.CHARACTER,
        "a\u0085b",
        "a\u00A0b",
        "a\u00ADb",
        "a\u200Bb",
        "a\u200Eb",
        "a\u202Eb",
        "a\u2028b",
        "a\u2060b",
        "a\u2066b",
        "a\u3000b",
        "a\uFEFFb",
        "a\uE000b",
        "a\uFFFDb",
        "a\uFFFEb",
        "a\u0378b",
        "a\uDB80\uDC00b",
        "a\uDB40\uDC01b");
  }

  @Test
  void punctuationBeyondAsciiIsRefused() {
    assertFault(Fault.CHARACTER, "a‥b", "a—b", "«a»", "a。b", "¿a");
  }

  @Test
  void joinersStandInsideASegment() {
    for (String joiner : new String[] {"\u200C", "\u200D"}) {
      assertThat(code("a" + joiner + "b")).isEqualTo("a" + joiner + "b");
      assertFault(
          Fault.JOINER,
          joiner,
          joiner + "a",
          "a" + joiner,
          "a/" + joiner + "b",
          "a" + joiner + "/b");
    }
  }

  @Test
  void tagsStandBehindAnEmoji() {
    String tag = "\uDB40\uDC67";
    assertThat(code("🏴" + tag)).isEqualTo("🏴" + tag);
    assertThat(code("❤️" + tag)).isEqualTo("❤️" + tag);
    assertFault(Fault.JOINER, tag, "a" + tag, "a\uFE0F" + tag, "🏴/" + tag, "é" + tag);
  }

  @Test
  void halfAPairOfSurrogatesIsMalformed() {
    assertFault(
        Fault.MALFORMED, "\uD83D", "\uDE00", "a\uD83Db", "\uDE00\uD83D", "\uD83D\uD83D\uDE00");
  }

  @Test
  void foldingMakesOneKeyOfAllCases() {
    String[][] same = {
      {"AbC", "abc", "ABC"},
      {"STRAẞE", "straße"},
      {"ΣΊΣΥΦΟΣ", "σίσυφος", "σίσυφοσ"},
      {"ПРИВЕТ", "привет"},
      {"É", "é", "e\u0301", "E\u0301"},
      {"\u212A", "k", "K"}
    };
    for (String[] row : same) {
      for (String text : row) {
        assertThat(key(FOLDING, text)).isEqualTo(key(FOLDING, row[0]));
        assertThat(key(FOLDING, text)).hasSameHashCodeAs(key(FOLDING, row[0]));
      }
    }
    assertThat(key(EXACT, "AbC")).isNotEqualTo(key(EXACT, "abc"));
  }

  @Test
  void foldingTwiceChangesNothingMore() {
    for (int c = 1; c <= Character.MAX_CODE_POINT; c++) {
      if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
        continue;
      }
      for (String text :
          new String[] {Character.toString(c), "a" + Character.toString(c) + "\u0301"}) {
        String once = CodeText.fold(CodeText.compose(text));
        if (!CodeText.fold(once).equals(once)) {
          assertThat(CodeText.fold(once)).as("U+%04X", c).isEqualTo(once);
        }
      }
    }
  }

  /** The code of a key is itself a text for that key, whatever it was made from. */
  @Test
  void aCodeParsesToItsKey() {
    Random random = seeded();
    int valid = 0;
    for (int i = 0; i < 50_000; i++) {
      String text = randomText(random);
      for (Domain domain : new Domain[] {EXACT, FOLDING}) {
        if (Key.parse(domain, text) instanceof Valid(Key key)) {
          valid++;
          assertThat(Key.parse(domain, key.code())).isEqualTo(new Valid(key));
          assertThat(Normalizer.isNormalized(key.code(), Normalizer.Form.NFC)).isTrue();
        }
      }
    }
    assertThat(valid).isGreaterThan(1_000);
  }

  @Test
  void everyCodePointIsJudgedByItsCategory() {
    for (int c = 0x80; c <= Character.MAX_CODE_POINT; c++) {
      String text = Character.toString(c);
      if (!CodeText.wellFormed(text) || !Normalizer.isNormalized(text, Normalizer.Form.NFC)) {
        continue;
      }
      boolean visible =
          switch (Character.getType(c)) {
            case Character.CONTROL,
                Character.FORMAT,
                Character.PRIVATE_USE,
                Character.SURROGATE,
                Character.UNASSIGNED,
                Character.SPACE_SEPARATOR,
                Character.LINE_SEPARATOR,
                Character.PARAGRAPH_SEPARATOR,
                Character.CONNECTOR_PUNCTUATION,
                Character.DASH_PUNCTUATION,
                Character.START_PUNCTUATION,
                Character.END_PUNCTUATION,
                Character.INITIAL_QUOTE_PUNCTUATION,
                Character.FINAL_QUOTE_PUNCTUATION,
                Character.OTHER_PUNCTUATION ->
                false;
            default -> c != 0xFFFD;
          };
      if (Key.parse(EXACT, text) instanceof Valid != visible) {
        assertThat(visible).as("U+%04X", c).isEqualTo(!visible);
      }
    }
  }

  @Test
  void domainsKeepEqualCodesApart() {
    Key here = key(EXACT, "abc");
    Key there = key(new Domain(1, false), "abc");
    assertThat(here).isNotEqualTo(there);
    assertThat(here.compareTo(there)).isNegative();
    assertThat(there.compareTo(here)).isPositive();
    assertThat(there.domain()).isEqualTo(1);
  }

  /** Of every length around that of a word, of one byte a char and of more. */
  @Test
  void keysAreEqualExactlyWhenTheirCodesAre() {
    List<String> codes = new ArrayList<>();
    for (String first : List.of("a", "b", "\u00e9", "\u0101", "\u4e16")) {
      for (int length = 0; length < 10; length++) {
        codes.add(first + "x".repeat(length));
        codes.add("x".repeat(length) + first);
      }
    }
    for (String one : codes) {
      for (String other : codes) {
        assertThat(key(EXACT, one).equals(key(EXACT, other)))
            .as(one + " " + other)
            .isEqualTo(one.equals(other));
      }
    }
  }

  @Test
  void keysOrderAsTheirCodesDo() {
    assertThat(key(EXACT, "a")).isLessThan(key(EXACT, "b"));
    assertThat(key(EXACT, "a")).isEqualByComparingTo(key(EXACT, "a"));
  }

  /** 4,096 codes with one hash: the map turns the bin into a tree, or this takes for ever. */
  @Test
  void codesMadeToCollideAreAllFoundAgain() {
    Map<Key, Integer> map = new HashMap<>();
    for (int i = 0; i < 4_096; i++) {
      map.put(key(EXACT, colliding(i)), i);
    }
    assertThat(map.keySet().stream().mapToInt(Key::hashCode).distinct().count()).isEqualTo(1);
    for (int i = 0; i < 4_096; i++) {
      assertThat(map).containsEntry(key(EXACT, colliding(i)), i);
    }
  }

  private static String colliding(int bits) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append((bits >> i & 1) == 0 ? "Aa" : "BB");
    }
    return text.toString();
  }

  private static String randomText(Random random) {
    int[] alphabet = {
      'a', 'Z', '0', '/', '.', '+', 0x301, 0x345, 0x130, 0x131, 0x3C2, 0x1E9E, 0x200D, 0x1F600,
      0xFE0F, 0xE0067, 0x1100, 0x1161, 0x11A8, 0x212A, 0x1F80, 0x323, 0x307, 0xAB70, 0x10400
    };
    StringBuilder text = new StringBuilder();
    int length = 1 + random.nextInt(6);
    for (int i = 0; i < length; i++) {
      text.appendCodePoint(
          random.nextInt(4) == 0
              ? random.nextInt(0x80, 0x3000)
              : alphabet[random.nextInt(alphabet.length)]);
    }
    return text.toString();
  }

  private static Random seeded() {
    System.out.println("gotourl.seed=" + SEED);
    return new Random(SEED);
  }

  private static Key key(Domain domain, String text) {
    return switch (Key.parse(domain, text)) {
      case Valid valid -> valid.key();
      case Invalid invalid -> throw new AssertionError(text + ": " + invalid.fault().words());
    };
  }

  private static String code(String text) {
    return key(EXACT, text).code();
  }

  private static void assertFault(Fault fault, String... texts) {
    for (String text : texts) {
      assertThat(Key.parse(EXACT, text)).as(text).isEqualTo(new Invalid(fault));
    }
  }
}
