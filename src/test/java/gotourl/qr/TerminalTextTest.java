package gotourl.qr;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.qr.TerminalText.Ground;
import java.util.List;
import org.junit.jupiter.api.Test;

class TerminalTextTest {

  private static final String TEXT = "https://go.example/Ab3xYz9";
  private static final QrCode CODE = QrCode.of(TEXT, ErrorCorrection.MEDIUM).orElseThrow();

  @Test
  void onADarkGroundBlocksAreLight() {
    assertThat(Scanner.read(dark(TerminalText.draw(CODE, Ground.DARK), true))).isEqualTo(TEXT);
  }

  @Test
  void onALightGroundBlocksAreDark() {
    assertThat(Scanner.read(dark(TerminalText.draw(CODE, Ground.LIGHT), false))).isEqualTo(TEXT);
  }

  @Test
  void itIsAsWideAsTheCodeAndItsMarginAndHalfAsHigh() {
    for (Ground ground : Ground.values()) {
      List<String> lines = TerminalText.draw(CODE, ground);
      assertThat(lines).hasSize(15).allMatch(line -> line.length() == 29);
      assertThat(String.join("", lines)).matches("[█▀▄ ]+");
    }
  }

  @Test
  void belowTheLastRowNothingIsDrawn() {
    assertThat(TerminalText.draw(CODE, Ground.DARK).getLast()).isEqualTo("▀".repeat(29));
    assertThat(TerminalText.draw(CODE, Ground.LIGHT).getLast()).isEqualTo(" ".repeat(29));
  }

  /** What is seen: two rows for each line, and around it the ground of the terminal's. */
  private static boolean[][] dark(List<String> lines, boolean groundIsDark) {
    int around = 4;
    int size = 30 + 2 * around;
    boolean[][] dark = new boolean[size][size];
    for (int y = 0; y < size; y++) {
      for (int x = 0; x < size; x++) {
        int row = y - around;
        int column = x - around;
        boolean inside = row >= 0 && row < 30 && column >= 0 && column < 29;
        char c = inside ? lines.get(row / 2).charAt(column) : ' ';
        boolean block = c == '█' || c == (row % 2 == 0 ? '▀' : '▄');
        dark[y][x] = block != groundIsDark;
      }
    }
    return dark;
  }
}
