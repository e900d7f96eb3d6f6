package gotourl.transfer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Links in a CSV, a row each, under a header that names its columns: {@link CsvColumn} has the
 * names. Without a header, the table of YOURLS.
 */
final class CsvSource implements Source {

  /** How far a window must see to tell by the header: {@link CsvHeader#CELLS_MAX} long names. */
  static final int LOOKAHEAD_BYTES = 1 << 15;

  /** What Excel lets a file say before its header. */
  private static final Pattern SAYS_SEPARATOR = Pattern.compile("\"?sep=([,;\\t])\"?");

  /** How databases write nothing. */
  private static final List<String> NOTHING = List.of("NULL", "\\N");

  private static final String NO_HEADER =
      "no header with a column for the code (or short URL) and the target";

  private final CsvRows rows;
  private final Reading reading;
  private @Nullable CsvHeader header;
  private @Nullable CsvCells cells;
  private boolean hasBegun;

  /** The first row, if it is no header. */
  private @Nullable CsvRow first;

  CsvSource(InputStream in, Reading reading) {
    this.rows = new CsvRows(new ForeignText(in, reading));
    this.reading = reading;
  }

  /** Whether a header of links begins here. */
  static boolean beginsAt(Window window, Reading reading) throws IOException {
    return headerAt(window, reading) != null;
  }

  /** Whether it is one of ours: then the domains in it are those of a server like this. */
  static boolean isOursAt(Window window, Reading reading) throws IOException {
    CsvHeader found = headerAt(window, reading);
    return found != null && found.isOurs();
  }

  private static @Nullable CsvHeader headerAt(Window window, Reading reading) throws IOException {
    byte[] head = window.copy(window.available(LOOKAHEAD_BYTES));
    CsvSource source = new CsvSource(new ByteArrayInputStream(head), reading);
    source.begin();
    return source.header;
  }

  @Override
  public @Nullable Row next() throws IOException {
    if (!hasBegun) {
      begin();
      if (header == null && first != null) {
        return new Row.Unreadable(first.place(), first.isDamaged() ? first.damage() : NO_HEADER);
      }
    }
    CsvHeader head = header;
    CsvCells taker = cells;
    if (head == null || taker == null) {
      return null;
    }
    for (CsvRow row = take(); row != null; row = take()) {
      Row read = read(row, head, taker);
      if (read != null) {
        return read;
      }
    }
    return null;
  }

  private @Nullable CsvRow take() throws IOException {
    CsvRow row = first;
    first = null;
    return row == null ? rows.next() : row;
  }

  private void begin() throws IOException {
    hasBegun = true;
    String separators = CsvHeader.SEPARATORS;
    CsvRow row = rows.next();
    if (row != null) {
      Matcher says = SAYS_SEPARATOR.matcher(row.text());
      if (says.matches()) {
        separators = says.group(1);
        row = rows.next();
      }
    }
    first = row;
    if (row == null || isCut(row)) {
      return;
    }
    Optional<CsvHeader> found = CsvHeader.of(row.text(), separators);
    if (found.isPresent()) {
      header = found.get();
      cells = new CsvCells(found.get().separator());
      rows.separatedBy(found.get().separator());
      first = found.get().isRow() ? row : null;
    }
  }

  /** Names in another charset are no damage: they are only names that nobody knows. */
  private static boolean isCut(CsvRow row) {
    return row.isDamaged() && ForeignText.isWhole(row.text());
  }

  /** {@code null}: there is nothing in it, as in the last rows of many a spreadsheet. */
  private @Nullable Row read(CsvRow row, CsvHeader head, CsvCells taker) {
    if (row.isDamaged()) {
      return new Row.Unreadable(row.place(), row.damage());
    }
    CsvLink link = new CsvLink(reading.zone(), head.isOurs());
    try {
      List<String> values = taker.of(row.text());
      if (values.stream().allMatch(String::isBlank)) {
        return null;
      }
      expect(head.cells(), values);
      for (Map.Entry<CsvColumn, Integer> column : head.places().entrySet()) {
        String cell = values.get(column.getValue());
        String value = head.isOurs() ? FormulaGuard.off(cell) : orNothing(column.getKey(), cell);
        if (!value.isBlank() || column.getKey().keepsBlanks()) {
          column.getKey().read(value, link);
        }
      }
      return new Row.Read(row.place(), link.done());
    } catch (RowFault fault) {
      String code = link.code.isEmpty() ? "" : "code " + Quoted.of(link.code) + ": ";
      return new Row.Unreadable(row.place(), code + fault.reason());
    }
  }

  /** Cells too many may be there if they say nothing. */
  private static void expect(int count, List<String> values) throws RowFault {
    boolean hasMore = values.stream().skip(count).anyMatch(cell -> !cell.isBlank());
    if (values.size() < count || hasMore) {
      throw new RowFault(values.size() + " cells where the header has " + count);
    }
  }

  private static String orNothing(CsvColumn column, String cell) {
    return switch (column) {
      case CODE, SHORT_URL, TARGET -> cell;
      default -> NOTHING.contains(cell.strip()) ? "" : cell;
    };
  }
}
