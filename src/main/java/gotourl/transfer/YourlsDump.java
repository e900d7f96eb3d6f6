package gotourl.transfer;

import gotourl.transfer.SqlTokens.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Links in a dump of YOURLS' database, by mysqldump, mariadb-dump or phpMyAdmin: the rows of each
 * table whose name ends with {@code url} and that has a keyword and a url. Other tables and
 * statements are passed over.
 */
final class YourlsDump implements Source {

  /** How far a window must see: comments, and the first statement behind them. */
  static final int LOOKAHEAD_BYTES = 1 << 14;

  /** By which the name of the table ends, after the prefix that the installation chose. */
  private static final String TABLE = "url";

  /** Of more such tables the columns are not remembered, and are the usual ones. */
  private static final int TABLES_MAX = 64;

  private static final Set<String> FIRST_WORDS =
      Set.of(
          "SET", "CREATE", "INSERT", "REPLACE", "DROP", "LOCK", "USE", "START", "BEGIN", "PRAGMA");

  /** By which an item of a table's definition begins that is no column. */
  private static final Set<String> NO_COLUMNS =
      Set.of(
          "PRIMARY",
          "KEY",
          "UNIQUE",
          "INDEX",
          "CONSTRAINT",
          "FULLTEXT",
          "SPATIAL",
          "FOREIGN",
          "CHECK",
          "PERIOD");

  private static final String CUT_OFF = "the dump ends in the middle of a statement";

  private final SqlTokens tokens;
  private ZoneId zone;

  /** By the names of their tables. */
  private final Map<String, List<YourlsColumn>> columnsOfTables = new HashMap<>();

  /** Of the table whose rows are being read; empty: none is. */
  private List<YourlsColumn> columns = List.of();

  private boolean hasLinks;
  private boolean hasEnded;

  /** Damage that was met behind a whole row. */
  private boolean isDamaged;

  /** Whether the dump ended before a statement did. */
  private boolean isCutOff;

  YourlsDump(InputStream in, Reading reading) {
    this.tokens = new SqlTokens(new ForeignText(in, reading));
    this.zone = reading.zone();
  }

  /** Whether a dump of a database begins here; what is in it shows further on. */
  static boolean beginsAt(Window window) throws IOException {
    byte[] head = window.copy(window.available(LOOKAHEAD_BYTES));
    SqlTokens first = new SqlTokens(new ForeignText(new ByteArrayInputStream(head), Reading.USUAL));
    first.advance();
    boolean isStatement =
        first.kind() == Kind.WORD && FIRST_WORDS.contains(first.text().toUpperCase(Locale.ROOT));
    first.advance();
    return isStatement && (first.kind() == Kind.WORD || first.kind() == Kind.NAME);
  }

  @Override
  public @Nullable Row next() throws IOException {
    while (!hasEnded) {
      if (isDamaged) {
        isDamaged = false;
        return afterDamage(tokens.line(), "", "what stands between two rows is damaged");
      }
      if (!columns.isEmpty()) {
        Row row = row();
        if (row != null) {
          return row;
        }
      } else {
        tokens.advance();
        if (tokens.kind() == Kind.END) {
          return end();
        }
        statement();
      }
    }
    return null;
  }

  private @Nullable Row end() {
    hasEnded = true;
    if (isCutOff || tokens.isTorn()) {
      return unreadable(tokens.lastLine(), CUT_OFF);
    }
    return hasLinks ? null : unreadable(1, "the dump has no table of links of YOURLS");
  }

  private void statement() throws IOException {
    if (tokens.isWord("CREATE")) {
      createTable();
    } else if (tokens.isWord("INSERT") || tokens.isWord("REPLACE")) {
      insert();
    } else if (tokens.isWord("SET")) {
      set();
    } else {
      passStatement();
    }
  }

  private void passStatement() throws IOException {
    while (!tokens.is(';') && tokens.kind() != Kind.END) {
      tokens.advance();
    }
    isCutOff |= tokens.kind() == Kind.END;
  }

  private void set() throws IOException {
    while (!tokens.is(';') && tokens.kind() != Kind.END) {
      boolean isZone = tokens.isWord("TIME_ZONE") || tokens.isWord("@@TIME_ZONE");
      tokens.advance();
      if (isZone && tokens.is('=')) {
        tokens.advance();
        if (tokens.kind() == Kind.TEXT) {
          zone = zoneOf(tokens.text());
        }
      }
    }
  }

  /** Of what a server knows by another name, such as SYSTEM, only whoever imports can tell. */
  private ZoneId zoneOf(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      return zone;
    }
  }

  /** The name is the last before the parenthesis, here and with {@link #insert}. */
  private void createTable() throws IOException {
    String table = "";
    while (!tokens.is('(') && !tokens.is(';') && tokens.kind() != Kind.END) {
      table = tokens.kind() == Kind.SIGN ? table : tokens.text();
      tokens.advance();
    }
    if (tokens.is('(') && isOfLinks(table) && columnsOfTables.size() < TABLES_MAX) {
      List<YourlsColumn> defined = definedColumns();
      columnsOfTables.put(table, defined);
      hasLinks |= YourlsColumn.areOfLinks(defined);
    }
    passStatement();
  }

  private static boolean isOfLinks(String table) {
    return table.toLowerCase(Locale.ROOT).endsWith(TABLE);
  }

  /**
   * Each item begins with the name of a column, if it is one; behind it stands what is not read.
   */
  private List<YourlsColumn> definedColumns() throws IOException {
    List<YourlsColumn> defined = new ArrayList<>();
    int depth = 1;
    boolean isItemBegin = true;
    while (depth > 0) {
      tokens.advance();
      if (tokens.kind() == Kind.END || tokens.is(';')) {
        return defined;
      }
      if (isItemBegin && isColumnName() && defined.size() < YourlsColumn.COUNT_MAX) {
        defined.add(YourlsColumn.called(tokens.text()));
      }
      depth += tokens.is('(') ? 1 : tokens.is(')') ? -1 : 0;
      isItemBegin = depth == 1 && tokens.is(',');
    }
    return defined;
  }

  private boolean isColumnName() {
    return switch (tokens.kind()) {
      case NAME, TEXT -> true;
      case WORD -> !NO_COLUMNS.contains(tokens.text().toUpperCase(Locale.ROOT));
      case SIGN, END -> false;
    };
  }

  private void insert() throws IOException {
    String table = "";
    while (!tokens.is('(') && !tokens.isWord("VALUES") && !tokens.isWord("VALUE")) {
      if (tokens.is(';') || tokens.kind() == Kind.END) {
        passStatement();
        return;
      }
      table = tokens.kind() == Kind.SIGN ? table : tokens.text();
      tokens.advance();
    }
    List<YourlsColumn> named =
        tokens.is('(') ? namedColumns() : columnsOfTables.getOrDefault(table, YourlsColumn.USUAL);
    boolean hasRows = tokens.isWord("VALUES") || tokens.isWord("VALUE");
    if (hasRows && isOfLinks(table) && YourlsColumn.areOfLinks(named)) {
      hasLinks = true;
      columns = named;
    } else {
      passStatement();
    }
  }

  private List<YourlsColumn> namedColumns() throws IOException {
    List<YourlsColumn> named = new ArrayList<>();
    while (!tokens.is(')') && !tokens.is(';') && tokens.kind() != Kind.END) {
      if (isColumnName() && named.size() < YourlsColumn.COUNT_MAX) {
        named.add(YourlsColumn.called(tokens.text()));
      }
      tokens.advance();
    }
    tokens.advance();
    return named;
  }

  /** {@code null}: the statement is over. */
  private @Nullable Row row() throws IOException {
    tokens.advance();
    if (tokens.is(';')) {
      columns = List.of();
      return null;
    }
    long line = tokens.line();
    YourlsRow row = new YourlsRow(columns);
    if (tokens.kind() == Kind.END) {
      return torn(line, "");
    }
    if (!tokens.is('(')) {
      return afterDamage(line, "", "no row where one must begin");
    }
    do {
      tokens.advance();
      boolean isNegative = tokens.is('-');
      if (isNegative || (tokens.kind() == Kind.WORD && tokens.text().startsWith("_"))) {
        tokens.advance(); // a sign, or how the text behind it is written
      }
      if (tokens.kind() != Kind.WORD && tokens.kind() != Kind.TEXT) {
        return tokens.kind() == Kind.END
            ? torn(line, row.named())
            : afterDamage(line, row.named(), "no value where one must stand");
      }
      row.add(tokens, isNegative);
      if (tokens.isTorn()) {
        return torn(line, row.named());
      }
      tokens.advance();
    } while (tokens.is(','));
    if (!tokens.is(')')) {
      return tokens.kind() == Kind.END
          ? torn(line, row.named())
          : afterDamage(line, row.named(), "a row that does not end where it must");
    }
    behindRow();
    return row.done(line, zone);
  }

  private void behindRow() throws IOException {
    tokens.advance();
    if (tokens.is(';')) {
      columns = List.of();
    } else if (tokens.isWord("ON")) { // DUPLICATE KEY UPDATE: whoever imports decides that
      columns = List.of();
      passStatement();
    } else if (tokens.kind() == Kind.END) {
      columns = List.of();
      isCutOff = true;
    } else {
      isDamaged = !tokens.is(',');
    }
  }

  private Row torn(long line, String named) {
    hasEnded = true;
    return unreadable(line, named + CUT_OFF + upTo(line));
  }

  private Row afterDamage(long line, String named, String reason) throws IOException {
    switch (tokens.passDamage()) {
      case ROW -> {}
      case STATEMENT -> columns = List.of();
      case END -> hasEnded = true;
    }
    return unreadable(line, named + reason + upTo(line));
  }

  /** How far the damage goes, if it goes on to other lines. */
  private String upTo(long line) {
    return tokens.lastLine() > line ? "; passed over up to line " + tokens.lastLine() : "";
  }

  static Row unreadable(long line, String reason) {
    return new Row.Unreadable(new Place(Place.Unit.LINE, line), reason);
  }
}
