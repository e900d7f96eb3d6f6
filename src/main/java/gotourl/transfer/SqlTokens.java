package gotourl.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;
import java.util.List;

/**
 * The tokens of a dump of MySQL or MariaDB, one after another. Comments are passed over, but not
 * what stands in those that a server executes ({@code /*!40103 … *}{@code /}).
 *
 * <p>Source: MySQL Reference Manual, "Literal Values", "Comments". Of what it has, those that dumps
 * are written with.
 */
final class SqlTokens {

  enum Kind {
    /** A word or a number, without quotes; {@code @} and {@code $} may be part of it. */
    WORD,
    /** A name between backticks. */
    NAME,
    /** Between quotes of either kind, with its escapes resolved. */
    TEXT,
    /** One character that is none of these. */
    SIGN,
    END
  }

  /** Longer than any title, and several times the longest target. */
  static final int TEXT_CHARS_MAX = 1 << 16;

  /** At the beginning of a line, these begin a statement, or a comment between two. */
  private static final List<String> STATEMENTS =
      List.of(
          "INSERT INTO ",
          "INSERT IGNORE ",
          "REPLACE INTO ",
          "CREATE TABLE ",
          "DROP TABLE ",
          "LOCK TABLES ",
          "UNLOCK TABLES",
          "ALTER TABLE ",
          "COMMIT",
          "SET ",
          "-- ",
          "/*!",
          "/*M!");

  /** What {@link #passDamage} found. */
  enum Found {
    ROW,
    STATEMENT,
    END
  }

  private final ForeignText in;
  private final StringBuilder text = new StringBuilder();
  private Kind kind = Kind.SIGN;
  private char sign = ';';
  private long line = 1;
  private long lastLine = 1;
  private boolean isTooLong;
  private boolean isTorn;
  private boolean isExecuted;

  SqlTokens(ForeignText in) {
    this.in = in;
  }

  Kind kind() {
    return kind;
  }

  boolean is(char other) {
    return kind == Kind.SIGN && sign == other;
  }

  boolean isWord(String word) {
    return kind == Kind.WORD && word.equalsIgnoreCase(text.toString());
  }

  /** Of a word, name or text. */
  String text() {
    return text.toString();
  }

  /** On which the token begins. */
  long line() {
    return line;
  }

  /** The last line of which something was read. */
  long lastLine() {
    return lastLine;
  }

  /** A phrase on why the text is not what it was; empty: it is. */
  String damage() {
    if (isTooLong) {
      return "a text of more than " + TEXT_CHARS_MAX + " characters";
    }
    return ForeignText.isWhole(text) ? "" : in.notWhole();
  }

  /** Whether the dump ended within a text, a name or a comment. */
  boolean isTorn() {
    return isTorn;
  }

  void advance() throws IOException {
    passBlanks();
    text.setLength(0);
    isTooLong = false;
    line = in.line();
    int c = next();
    if (c < 0) {
      kind = Kind.END;
    } else if (c == '`') {
      kind = Kind.NAME;
      quoted('`', false);
    } else if (c == '\'' || c == '"') {
      kind = Kind.TEXT;
      quoted((char) c, true);
    } else if ((c == 'x' || c == 'X') && in.peek(0) == '\'') {
      kind = Kind.TEXT;
      next();
      quoted('\'', false);
      hexadecimal(0);
    } else if (isWordPart(c)) {
      kind = Kind.WORD;
      word((char) c);
    } else {
      kind = Kind.SIGN;
      sign = (char) c;
    }
  }

  private int next() throws IOException {
    if (in.peek(0) >= 0) {
      lastLine = in.line();
    }
    return in.next();
  }

  private void passBlanks() throws IOException {
    while (true) {
      int c = in.peek(0);
      if (c >= 0 && Character.isWhitespace(c)) {
        next();
      } else if (c == '#' || (c == '-' && in.peek(1) == '-' && isBlankOrEnd(in.peek(2)))) {
        passLine();
      } else if (isExecuted && in.begins("*/")) {
        isExecuted = false;
        pass(2);
      } else if (in.begins("/*!") || in.begins("/*M!")) {
        beginExecuted();
      } else if (in.begins("/*")) {
        pass(2);
        passComment();
      } else {
        return;
      }
    }
  }

  private static boolean isBlankOrEnd(int c) {
    return c < 0 || Character.isWhitespace(c);
  }

  /** Behind the sign stands the version that it is for; a backslash speaks to the client. */
  private void beginExecuted() throws IOException {
    while (in.peek(0) != '!') {
      next();
    }
    next();
    while (in.peek(0) >= '0' && in.peek(0) <= '9') {
      next();
    }
    if (in.peek(0) == '\\') {
      passComment();
    } else {
      isExecuted = true;
    }
  }

  private void passComment() throws IOException {
    while (!in.begins("*/")) {
      if (next() < 0) {
        isTorn = true;
        return;
      }
    }
    pass(2);
  }

  private void pass(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private void passLine() throws IOException {
    for (int c = next(); c >= 0 && c != '\n' && c != '\r'; c = next()) {}
  }

  private static boolean isWordPart(int c) {
    return c >= 0 && (Character.isLetterOrDigit(c) || c == '_' || c == '@' || c == '$');
  }

  private void word(char first) throws IOException {
    keep(first);
    while (isWordPart(in.peek(0)) || (in.peek(0) == '.' && isNumber())) {
      keep((char) next());
    }
    if (text.length() > 2 && text.charAt(0) == '0' && text.charAt(1) == 'x') {
      kind = Kind.TEXT;
      hexadecimal(2);
    }
  }

  private boolean isNumber() {
    return text.charAt(0) >= '0' && text.charAt(0) <= '9';
  }

  private void keep(char c) {
    isTooLong |= text.length() >= TEXT_CHARS_MAX;
    if (!isTooLong) {
      text.append(c);
    }
  }

  /** Up to the quote that closes it; a doubled one is meant as text. */
  private void quoted(char quote, boolean hasEscapes) throws IOException {
    for (int c = next(); c >= 0; c = next()) {
      if (c == quote) {
        if (in.peek(0) != quote) {
          return;
        }
        keep((char) next());
      } else if (c == '\\' && hasEscapes && in.peek(0) >= 0) {
        escaped((char) next());
      } else {
        keep((char) c);
      }
    }
    isTorn = true;
  }

  private void escaped(char c) {
    switch (c) {
      case '0' -> keep('\0');
      case 'b' -> keep('\b');
      case 'n' -> keep('\n');
      case 'r' -> keep('\r');
      case 't' -> keep('\t');
      case 'Z' -> keep('\u001A');
      case '%', '_' -> {
        keep('\\');
        keep(c);
      }
      default -> keep(c);
    }
  }

  /** The text becomes what its digits say, from that one on. */
  private void hexadecimal(int from) {
    String digits = text.substring(from);
    text.setLength(0);
    try {
      byte[] bytes = HexFormat.of().parseHex(digits);
      text.append(in.charset().newDecoder().decode(ByteBuffer.wrap(bytes)));
    } catch (IllegalArgumentException | CharacterCodingException e) {
      text.append(ForeignText.NO_TEXT);
    }
  }

  /**
   * Goes to the end of the line and on, to one where something begins for certain. Dumps have no
   * line end inside a text (it is escaped there), so a line that begins like a statement is one;
   * and one that begins with a parenthesis is a row if the line before ends like one.
   */
  Found passDamage() throws IOException {
    isExecuted = false;
    isTorn = false;
    while (true) {
      boolean isRowEnd = passLineOfRow();
      if (in.peek(0) < 0) {
        return Found.END;
      }
      if (isRowEnd && in.peek(0) == '(') {
        return Found.ROW;
      }
      for (String word : STATEMENTS) {
        if (in.begins(word)) {
          return Found.STATEMENT;
        }
      }
    }
  }

  /** Whether the line ends with a row and a comma. */
  private boolean passLineOfRow() throws IOException {
    int last = 0;
    int beforeLast = 0;
    for (int c = next(); c >= 0; c = next()) {
      if (c == '\n' || c == '\r') {
        if (c == '\r' && in.peek(0) == '\n') {
          next();
        }
        return beforeLast == ')' && last == ',';
      }
      if (!Character.isWhitespace(c)) {
        beforeLast = last;
        last = c;
      }
    }
    return false;
  }
}
