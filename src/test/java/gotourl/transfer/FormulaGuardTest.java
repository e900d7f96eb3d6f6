package gotourl.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FormulaGuardTest {

  @Test
  void whatBeginsLikeAFormulaGetsAnApostrophe() {
    for (String text :
        List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "'x", "＝1")) {
      assertThat(FormulaGuard.on(text)).isEqualTo("'" + text);
    }
  }

  @Test
  void everythingElseStaysAsItIs() {
    for (String text : List.of("", "a", "a=1", " =1", "https://x/", "1", "\"=1")) {
      assertThat(FormulaGuard.on(text)).isEqualTo(text);
    }
  }

  @Test
  void takingItAwayGivesBackEveryText() {
    String signs = "=+-@\t\r\n'＝＋－＠a ";
    for (int i = 0; i < signs.length(); i++) {
      for (int j = 0; j < signs.length(); j++) {
        String two = "" + signs.charAt(i) + signs.charAt(j);
        for (String text : List.of("", two.substring(1), two, two + "x")) {
          assertThat(FormulaGuard.off(FormulaGuard.on(text))).isEqualTo(text);
        }
      }
    }
  }

  @Test
  void anApostropheThatSomebodyTypedStays() {
    assertThat(FormulaGuard.off("'tis")).isEqualTo("'tis");
    assertThat(FormulaGuard.off("'")).isEqualTo("'");
  }
}
