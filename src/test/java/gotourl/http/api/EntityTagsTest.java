package gotourl.http.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.link.Versions;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntityTagsTest {

  @Test
  void aConditionNamesVersions() throws Refused {
    assertThat(ifMatch("")).isEqualTo(Versions.ANY);
    assertThat(ifMatch("*")).isEqualTo(Versions.ANY);
    assertThat(ifMatch("\"3\"")).isEqualTo(Versions.of(Set.of(3)));
    assertThat(ifMatch("\"3\",\"4\" ,, \t\"5\",")).isEqualTo(Versions.of(Set.of(3, 4, 5)));
    assertThat(ifMatch("\"a,b\", \"2\"")).isEqualTo(Versions.of(Set.of(2)));
  }

  @Test
  void weakAndForeignTagsNameNone() throws Refused {
    for (String value :
        new String[] {
          "W/\"3\"",
          "\"03\"",
          "\"+3\"",
          "\"-0\"",
          "\"\"",
          "\"3\u00e4\"",
          "\"99999999999\"",
          "\"\u00b3\""
        }) {
      assertThat(ifMatch(value)).as(value).isEqualTo(Versions.of(Set.of()));
    }
    assertThat(ifMatch("W/\"3\", \"4\"")).isEqualTo(Versions.of(Set.of(4)));
  }

  @Test
  void whatIsNoListOfTagsIsMalformed() {
    for (String value :
        new String[] {
          "3",
          "\"3",
          "3\"",
          "\"3\" \"4\"",
          "*, \"3\"",
          "\"3\",*",
          "w/\"3\"",
          "W/ \"3\"",
          ",",
          "\"3\";",
          "'3'",
          "\"3\"4"
        }) {
      assertThatThrownBy(() -> ifMatch(value)).as(value).isInstanceOf(Refused.class);
    }
  }

  /** No header can make the pattern try again and again. */
  @Test
  void aLongHeaderIsReadOnce() {
    for (String value :
        new String[] {
          "\"".repeat(16_000), " ,".repeat(8_000), "W/".repeat(8_000), "\"a\" ".repeat(4_000)
        }) {
      assertThatThrownBy(() -> ifMatch(value)).isInstanceOf(Refused.class);
    }
  }

  private static Versions ifMatch(String value) throws Refused {
    return EntityTags.ifMatch(new TestCall("GET", "links/a").header("If-Match", value));
  }
}
