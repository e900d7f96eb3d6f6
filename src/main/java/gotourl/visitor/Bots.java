package gotourl.visitor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Texts in user agents that tell robots, previews and tools. A text is found by its first three
 * characters: at each place of a user agent one look into a table says which texts can begin there,
 * mostly none.
 *
 * <p>The worst that a user agent can be costs its length times the texts of one row, and both are
 * bounded.
 */
final class Bots {

  /** Those of the file beside this class, which is made from npm's crawler-user-agents. */
  static final Bots KNOWN = load();

  private static final String FILE = "bots.txt";

  /** The shortest text there is. */
  private static final int HEAD = 3;

  /** Several times as many rows as there are texts. */
  private static final int ROW_BITS = 13;

  private final BotText[][] rows = new BotText[1 << ROW_BITS][];

  Bots(List<BotText> texts) {
    for (BotText text : texts) {
      String first = text.parts().getFirst();
      if (first.length() < HEAD) {
        throw new IllegalArgumentException(
            "\"" + first + "\" is shorter than " + HEAD + " characters");
      }
      int row = row(first, 0);
      BotText[] before = rows[row] == null ? new BotText[0] : rows[row];
      BotText[] with = Arrays.copyOf(before, before.length + 1);
      with[before.length] = text;
      rows[row] = with;
    }
  }

  private static Bots load() {
    try (InputStream in = Bots.class.getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is not in the jar");
      }
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
      return new Bots(
          lines.lines().filter(line -> !line.startsWith("#")).map(BotText::parse).toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int row(String text, int at) {
    int head = text.charAt(at) << 16 ^ text.charAt(at + 1) << 8 ^ text.charAt(at + 2);
    return (head * 0x9E37_79B1) >>> (32 - ROW_BITS);
  }

  boolean has(String userAgent) {
    int last = userAgent.length() - HEAD;
    for (int at = 0; at <= last; at++) {
      BotText[] row = rows[row(userAgent, at)];
      if (row != null) {
        for (BotText text : row) {
          if (text.isAt(userAgent, at)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
