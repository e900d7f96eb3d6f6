package gotourl.cli;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

  /** Much more than anybody types. */
  private static final int HIDDEN_BYTES_MAX = 8 * 1024;

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

  /**
   * What nobody else shall see: typed without an echo, or the first line of what a command is
   * handed.
   *
   * @param name what is asked for
   */
  @SuppressWarnings("SystemConsoleNull") // as above
  String hidden(String name) throws Failure {
    Console console = System.console();
    if (console != null && isWatched.getAsBoolean()) {
      char[] typed = console.readPassword("%s: ", name);
      return typed == null ? "" : new String(typed);
    }
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try {
      // Byte for byte: what is behind the line is for somebody else.
      for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
        if (line.size() == HIDDEN_BYTES_MAX) {
          throw new Failure("the " + name + " on standard input has no end");
        }
        line.write(next);
      }
    } catch (IOException e) {
      throw new Failure("the " + name + " cannot be read from standard input", e);
    }
    return line.toString(StandardCharsets.UTF_8).replaceFirst("\r\\z", "");
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
