package gotourl.qr;

import java.util.ArrayList;
import java.util.List;

/**
 * Draws a code with characters. A character is about twice as high as wide, so one stands for two
 * modules, one above the other: a full, an upper or a lower half block, or a space. No colours are
 * sent, so that it goes through pipes and logs; the terminal's own must be known instead.
 */
public final class TerminalText {

  /** What scanners of today need at least; the standard's four would not fit many windows. */
  public static final int MARGIN = 2;

  private static final char BOTH = '█';
  private static final char UPPER = '▀';
  private static final char LOWER = '▄';
  private static final char NEITHER = ' ';

  /** What the terminal looks like where nothing is written. */
  public enum Ground {
    /** Light text on a dark ground, as most are: blocks are light modules. */
    DARK,
    /** Dark text on a light ground: blocks are dark modules. */
    LIGHT
  }

  private TerminalText() {}

  /** Lines of equal length, without their ends. */
  public static List<String> draw(QrCode code, Ground ground) {
    int end = code.size() + MARGIN;
    List<String> lines = new ArrayList<>();
    for (int y = -MARGIN; y < end; y += 2) {
      StringBuilder line = new StringBuilder();
      for (int x = -MARGIN; x < end; x++) {
        boolean upper = isBlock(code, x, y, ground);
        // The number of modules is odd: below the last row is nothing, and nothing is drawn.
        boolean lower = y + 1 < end && isBlock(code, x, y + 1, ground);
        line.append(upper ? (lower ? BOTH : UPPER) : lower ? LOWER : NEITHER);
      }
      lines.add(line.toString());
    }
    return lines;
  }

  private static boolean isBlock(QrCode code, int x, int y, Ground ground) {
    return code.isDark(x, y) == (ground == Ground.LIGHT);
  }
}
