package gotourl.cli;

import java.io.PrintStream;

/**
 * Where a command says things. Every line is one line: what came from outside cannot start another.
 *
 * @param out results
 * @param err mistakes, warnings, refusals
 */
record Terminal(PrintStream out, PrintStream err) {

  void say(String line) {
    out.println(oneLine(line));
  }

  void complain(String line) {
    err.println(oneLine(line));
  }

  /** The text with its controls written as backslash, u and four digits. */
  static String oneLine(String text) {
    if (text.chars().noneMatch(Terminal::mustBeEscaped)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length() + 16);
    text.chars()
        .forEach(c -> {
          if (mustBeEscaped(c)) {
            line.append(String.format("\\u%04x", c));
          } else {
            line.append((char) c);
          }
        });
    return line.toString();
  }

  /**
   * Besides controls: what ends a line elsewhere, and what reorders one (bidirectional controls).
   */
  private static boolean mustBeEscaped(int c) {
    return Character.isISOControl(c)
        || (c >= 0x2028 && c <= 0x202E)
        || (c >= 0x2066 && c <= 0x2069);
  }
}
