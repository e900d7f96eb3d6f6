package gotourl.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.Seed;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NginxTextTest {

  @Test
  void quotesAndBackslashesAreEscapedAndInAKeyADollarIsOne() {
    assertThat(NginxText.plain("~a\"b\\$c'")).isEqualTo("\"~a\\\"b\\\\$c'\"");
  }

  @Test
  void aDollarInAValueIsAVariable() {
    assertThat(NginxText.values("a$b")).containsExactly("\"a${goto_dollar}b\"");
  }

  @Test
  void noWordIsLongerThanNginxReadsAndTogetherTheyAreTheText() {
    Random random = new Random(Seed.next("NginxTextTest"));
    for (int round = 0; round < 200; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = random.nextInt(20_000); i > 0; i--) {
        text.appendCodePoint("a$\"\\é€\ud83d\ude00".codePointAt(random.nextInt(7)));
      }
      List<String> words = NginxText.values(text.toString());

      assertThat(words).allMatch(word -> word.getBytes(UTF_8).length <= NginxText.WORD_BYTES_MAX);
      assertThat(words.stream().map(NginxTextTest::read).collect(Collectors.joining()))
          .isEqualTo(text.toString());
    }
  }

  /** As nginx does, with its variable. */
  private static String read(String word) {
    assertThat(word).startsWith("\"").endsWith("\"");
    String inside = word.substring(1, word.length() - 1);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < inside.length(); i++) {
      char c = inside.charAt(i);
      assertThat(c).isNotEqualTo('"');
      if (c == '\\') {
        c = inside.charAt(++i);
        assertThat(c).isIn('"', '\\');
      } else if (c == '$') {
        assertThat(inside.startsWith("${goto_dollar}", i)).isTrue();
        i += "{goto_dollar}".length();
      }
      text.append(c);
    }
    return text.toString();
  }
}
