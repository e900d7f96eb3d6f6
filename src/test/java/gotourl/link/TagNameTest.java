package gotourl.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.TagName.Fault;
import gotourl.support.TagCounts;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TagNameTest {

  @Test
  void namesThatDifferOnlyInCaseOrCompositionAreOne() {
    assertThat(TagCounts.name("Shop")).isEqualTo(TagCounts.name("sHOP"));
    assertThat(TagCounts.name("Ä")).isEqualTo(TagCounts.name("a\u0308"));
    assertThat(TagCounts.name("ΣΑΣ")).isEqualTo(TagCounts.name("σας"));
    assertThat(TagCounts.name("shop")).isNotEqualTo(TagCounts.name("shops"));
    assertThat(TagCounts.name("Shop")).hasSameHashCodeAs(TagCounts.name("shop"));
  }

  @Test
  void theSpellingStaysAndWhiteSpaceAroundItDoesNot() {
    assertThat(TagCounts.name(" \t Spring Sale/2026\u3000").text()).isEqualTo("Spring Sale/2026");
    assertThat(TagCounts.name("e\u0301").text()).isEqualTo("é");
  }

  @Test
  void whatCannotBeANameIsToldWhy() {
    assertFault("", Fault.EMPTY);
    assertFault(" \n ", Fault.EMPTY);
    assertFault("a,b", Fault.COMMA);
    assertFault("a\nb", Fault.CONTROL);
    assertFault("a\u0000", Fault.CONTROL);
    assertFault("a\u0085b", Fault.CONTROL);
    assertFault("a\u2028b", Fault.CONTROL);
    assertFault("\ud800", Fault.MALFORMED);
    assertFault("a".repeat(101), Fault.TOO_LONG);
    assertThat(TagCounts.name("a".repeat(100)).text()).hasSize(100);
  }

  /** Some letters become two when they are composed. */
  @Test
  void whatGrowsBeyondTheBoundIsTooLong() {
    assertFault("\u0958".repeat(TagName.CHARS_MAX), Fault.TOO_LONG);
  }

  @Test
  void aLinkHasEachTagOnceInTheOrderOfTheirLetters() {
    assertThat(TagCounts.tags("b", "A", "a", "c").names())
        .extracting(TagName::text)
        .containsExactly("A", "b", "c");
    assertThat(TagCounts.tags("b", "A")).isEqualTo(TagCounts.tags("a", "B"));
    assertThat(TagCounts.tags()).isSameAs(Tags.NONE);
  }

  @Test
  void aLinkHasNoMoreTagsThanItMay() {
    List<TagName> names = new ArrayList<>();
    for (int i = 0; i < Tags.COUNT_MAX; i++) {
      names.add(TagCounts.name("t" + i));
    }
    assertThat(Tags.of(names).names()).hasSize(50);
    names.add(TagCounts.name("T1"));
    assertThat(Tags.of(names).names()).hasSize(50);
    names.add(TagCounts.name("one more"));
    assertThatThrownBy(() -> Tags.of(names)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertFault(String text, Fault fault) {
    assertThat(TagName.parse(text)).isEqualTo(new TagName.Invalid(fault));
  }
}
