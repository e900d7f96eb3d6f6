package gotourl.transfer;

import gotourl.transfer.SqlTokens.Kind;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** One row of YOURLS' table in the making, value by value. */
final class YourlsRow {

  private final List<YourlsColumn> columns;
  private int count;
  private String keyword = "";
  private String url = "";
  private String title = "";
  private String timestamp = "";
  private String clicks = "";
  private String damage = "";

  YourlsRow(List<YourlsColumn> columns) {
    this.columns = columns;
  }

  /** Takes the value of the next column, which the token is. */
  void add(SqlTokens token, boolean isNegative) {
    YourlsColumn column = count < columns.size() ? columns.get(count) : YourlsColumn.PASSED_OVER;
    count++;
    if (column == YourlsColumn.PASSED_OVER) {
      return;
    }
    if (damage.isEmpty()) {
      damage = token.damage();
    }
    boolean isNothing = token.kind() == Kind.WORD && token.isWord("NULL");
    String value = isNothing ? "" : isNegative ? "-" + token.text() : token.text();
    switch (column) {
      case KEYWORD -> keyword = value;
      case URL -> url = value;
      case TITLE -> title = value;
      case TIMESTAMP -> timestamp = value;
      case CLICKS -> clicks = value;
      case PASSED_OVER -> {}
    }
  }

  /** How the reason of its refusal begins, if its code is known. */
  String named() {
    return keyword.isEmpty() ? "" : "code " + Quoted.of(keyword) + ": ";
  }

  Row done(long line, ZoneId zone) {
    try {
      if (!damage.isEmpty()) {
        throw new RowFault(damage);
      }
      if (count != columns.size()) {
        throw new RowFault(count + " values where the table has " + columns.size());
      }
      Optional<Instant> created = ForeignTime.read(timestamp, zone);
      long visits = ForeignValue.count(clicks);
      return new Row.Read(
          new Place(Place.Unit.LINE, line),
          ForeignLink.of(keyword, url)
              .withTitle(title)
              .withVisits(visits)
              .withOrigin(origin -> created.map(origin::withCreated).orElse(origin)));
    } catch (RowFault fault) {
      return YourlsDump.unreadable(line, named() + fault.reason());
    }
  }
}
