package gotourl.transfer;

import java.util.ArrayList;
import java.util.List;

/** Text as nginx's configuration has it: in double quotes, with backslashes before some. */
final class NginxText {

  /**
   * The longest word that is written. nginx reads its configuration by way of a buffer of 4,096
   * bytes and refuses a word that does not fit into it, quotes and backslashes included.
   */
  static final int WORD_BYTES_MAX = 4_000;

  /** What stands for a dollar, which begins the name of a variable and cannot be escaped. */
  static final String DOLLAR = "goto_dollar";

  private NginxText() {}

  /** As it is: a key of a map, in which a dollar is one. */
  static String plain(String text) {
    StringBuilder word = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        word.append('\\');
      }
      word.append(c);
    }
    return word.append('"').toString();
  }

  /** A value of a map, as one word or, if it is too long for one, as several. */
  static List<String> values(String text) {
    List<String> words = new ArrayList<>(1);
    StringBuilder word = new StringBuilder(text.length() + 2).append('"');
    int bytes = 2;
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      String written = written(point);
      int size = bytes(point, written);
      if (bytes + size > WORD_BYTES_MAX) {
        words.add(word.append('"').toString());
        word.setLength(1);
        bytes = 2;
      }
      word.append(written);
      bytes += size;
      i += Character.charCount(point);
    }
    words.add(word.append('"').toString());
    return words;
  }

  private static String written(int point) {
    return switch (point) {
      case '$' -> "${" + DOLLAR + '}';
      case '"', '\\' -> "\\" + (char) point;
      default -> Character.toString(point);
    };
  }

  private static int bytes(int point, String written) {
    return point < 0x80 ? written.length() : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
}
