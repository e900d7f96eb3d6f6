package gotourl.transfer;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a CSV into its rows: a row ends with its line, unless a quote is open there. A quote opens
 * where a cell begins, and closes with the next one that is not doubled.
 *
 * <p>Where a quote is never closed, or a row is too long, all of it is one damaged row: what stands
 * behind the quote may be rows, or the text of a cell that looks like some.
 */
final class CsvRows {

  /** Several times the longest target and note. */
  static final int CELL_CHARS_MAX = 1 << 16;

  /** Some cells of that length; half a megabyte of memory. */
  static final int ROW_CHARS_MAX = 1 << 18;

  private enum At {
    CELL_BEGIN,
    PLAIN,
    QUOTED,
    /** Behind a quote in a quoted cell: it closed the cell, or the next one is meant as text. */
    QUOTE
  }

  private final ForeignText text;
  private final StringBuilder row = new StringBuilder();

  /** Any of these, until somebody knows which. */
  private String separators = CsvHeader.SEPARATORS;

  private boolean isRowTooLong;
  private boolean isCellTooLong;
  private boolean hasPairs;
  private int cellChars;
  private long lastLine;

  CsvRows(ForeignText text) {
    this.text = text;
  }

  void separatedBy(char separator) {
    separators = String.valueOf(separator);
  }

  /** The next row that is not empty, or {@code null} at the end. */
  @Nullable CsvRow next() throws IOException {
    while (text.peek(0) >= 0) {
      long line = text.line();
      At end = cut();
      String damage = damage(line, end);
      if (!damage.isEmpty() || !row.isEmpty()) {
        return new CsvRow(line, row.toString(), damage);
      }
    }
    return null;
  }

  /** Says where in the row its end came. */
  private At cut() throws IOException {
    row.setLength(0);
    isRowTooLong = false;
    isCellTooLong = false;
    hasPairs = false;
    cellChars = 0;
    At at = At.CELL_BEGIN;
    while (text.peek(0) >= 0) {
      lastLine = text.line();
      char c = (char) text.next();
      boolean isLineEnd = c == '\n' || c == '\r';
      if (isLineEnd && at != At.QUOTED) {
        if (c == '\r' && text.peek(0) == '\n') {
          text.next();
        }
        return at;
      }
      at = after(at, c);
      keep(at, c);
    }
    return at;
  }

  private At after(At at, char c) {
    return switch (at) {
      case CELL_BEGIN -> c == '"' ? At.QUOTED : outside(c);
      case PLAIN -> outside(c);
      case QUOTED -> c == '"' ? At.QUOTE : At.QUOTED;
      case QUOTE -> c == '"' ? At.QUOTED : outside(c);
    };
  }

  private At outside(char c) {
    return separators.indexOf(c) >= 0 ? At.CELL_BEGIN : At.PLAIN;
  }

  private void keep(At at, char c) {
    cellChars = at == At.CELL_BEGIN ? 0 : cellChars + 1;
    isCellTooLong |= cellChars > CELL_CHARS_MAX;
    isRowTooLong |= row.length() >= ROW_CHARS_MAX;
    hasPairs |= Character.isSurrogate(c);
    if (!isRowTooLong) {
      row.append(c);
    }
  }

  private String damage(long line, At end) {
    if (end == At.QUOTED) {
      return "a quote that is not closed before the end of the file" + upTo(line);
    }
    if (isRowTooLong) {
      return "a row of more than " + ROW_CHARS_MAX + " characters" + upTo(line);
    }
    if (isCellTooLong) {
      return "a cell of more than " + CELL_CHARS_MAX + " characters" + upTo(line);
    }
    return hasPairs && !ForeignText.isWhole(row) ? text.notWhole() : "";
  }

  /** How far the damage goes, if it goes on to other lines. */
  private String upTo(long line) {
    return lastLine > line ? "; passed over up to line " + lastLine : "";
  }
}
