package gotourl.visitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class LanguageRangeTest {

  @Test
  void aRangeIsMetByItselfAndByEverythingBelowIt() {
    assertAccepts("de", "de", "de-CH", "DE-ch-1996", "en, de", "en,de;q=0.1", " de ", "\tde\t");
    assertAccepts("de-CH", "de-CH", "de-ch-1996", "de-CH;q=0.5");
    assertAccepts("zh-Hant", "zh-Hant-TW");
  }

  @Test
  void aRangeIsNotMetByWhatIsAboveOrBesideIt() {
    assertRefuses("de-CH", "de", "de-AT", "en", "de-CHE");
    assertRefuses("de", "den", "d", "nde", "en-DE", "en,fr;q=0.5");
    assertRefuses("zh-TW", "zh-Hant-TW");
  }

  @Test
  void aStarNamesNoLanguage() {
    assertRefuses("de", "*", "*;q=0.5", "en, *");
  }

  @Test
  void aWeightOfZeroExcludes() {
    assertRefuses("de", "de;q=0", "de;q=0.0", "de;q=0.000", "de ; q=0", "de;Q=0 ", "en,de;q=0,fr");
    assertAccepts("de", "de;q=0.001", "de;q=1", "de;q=0.5, en", "de;q=0,de-AT");
    assertRefuses("de-AT", "de, de-AT;q=0");
  }

  @Test
  void aWeightThatIsNoneExcludesNothing() {
    assertAccepts("de", "de;q=", "de;q", "de;q=x", "de;", "de;v=0", "de;q=0x");
  }

  @Test
  void anythingCanBeSent() {
    assertRefuses("de", "", ",", ",,,,", ";", ";q=0", " , ; ,", "-de", "de\u0000", "ｄｅ", "dé");
    assertAccepts("de", ",,de", "de,,");
  }

  @Test
  void whatIsLookedAtIsBoundedAndALanguageIsNeverCutInTwo() {
    String full = "en,".repeat(LanguageRange.FIELD_CHARS_MAX / 3);
    assertAccepts("de", "de," + full + full);
    assertRefuses("de", full + full + ",de");
    String most = "x,".repeat(LanguageRange.FIELD_CHARS_MAX / 2 - 2);
    // Cut within the weight it would be accepted.
    assertRefuses("de", most + "de;q=0," + full);
    assertRefuses("de", "d".repeat(LanguageRange.FIELD_CHARS_MAX * 2));
  }

  @Test
  void aRangeIsWrittenAsTheStandardWritesIt() {
    assertThat(LanguageRange.parse("DE")).hasToString("de");
    assertThat(LanguageRange.parse("de-at")).hasToString("de-AT");
    assertThat(LanguageRange.parse("ZH-hANT-tw")).hasToString("zh-Hant-TW");
    assertThat(LanguageRange.parse("es-419")).hasToString("es-419");
    assertThat(LanguageRange.parse("de-at"))
        .isEqualTo(LanguageRange.parse("DE-AT"))
        .hasSameHashCodeAs(LanguageRange.parse("DE-AT"))
        .isNotEqualTo(LanguageRange.parse("de"));
  }

  @Test
  void whatIsNoLanguageIsRefusedByName() {
    for (String text :
        new String[] {
          "",
          "d",
          "de-",
          "-de",
          "de--at",
          "de_AT",
          "*",
          "de-*",
          "d3",
          "1",
          "deutscheste",
          "dé",
          "ｄｅ",
          "de ",
          "a-b-c-d-e-f"
        }) {
      assertThatIllegalArgumentException()
          .as(text)
          .isThrownBy(() -> LanguageRange.parse(text))
          .withMessage("\"" + text + "\" is no language like de or de-CH");
    }
  }

  private static void assertAccepts(String range, String... fields) {
    for (String field : fields) {
      assertThat(LanguageRange.parse(range).isAcceptedBy(field)).as(field).isTrue();
    }
  }

  private static void assertRefuses(String range, String... fields) {
    for (String field : fields) {
      assertThat(LanguageRange.parse(range).isAcceptedBy(field)).as(field).isFalse();
    }
  }
}
