package gotourl.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.function.BooleanSupplier;

/**
 * Where a command says things. Every line is one line: what came from outside cannot start another.
 *
 * @param out results
 * @param err mistakes, warnings, refusals
 * @param isWatched whether a person reads the results as they are said, and nothing keeps them
 * @param in what a command is handed
 */
record Terminal(PrintStream out, PrintStream err, BooleanSupplier isWatched, InputStream in) {

  /** Where results may go anywhere. */
  Terminal(PrintStream out, PrintStream err) {
    this(out, err, () -> false);
  }

  /** Where nothing comes in. */
  Terminal(PrintStream out, PrintStream err, BooleanSupplier isWatched) {
    this(out, err, isWatched, InputStream.nullInputStream());
  }

  /** The process's own. */
  static Terminal ofProcess() {
    return new Terminal(System.out, System.err, Terminal::isConsole, System.in);
  }

  /** Input and output both are a terminal. JDK 25 gives no console where they are not. */
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isConsole() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

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
