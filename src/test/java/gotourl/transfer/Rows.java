package gotourl.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What a source has to say, all of it. */
final class Rows {

  private Rows() {}

  static List<Row> of(Source source) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Row row = source.next(); row != null; row = source.next()) {
      rows.add(row);
    }
    return rows;
  }

  static List<ForeignLink> links(List<Row> rows) {
    return rows.stream()
        .filter(Row.Read.class::isInstance)
        .map(row -> ((Row.Read) row).link())
        .toList();
  }

  static List<String> codes(List<Row> rows) {
    return links(rows).stream().map(ForeignLink::code).toList();
  }

  static List<ForeignDomain> domains(List<Row> rows) {
    return rows.stream()
        .filter(Row.OfDomain.class::isInstance)
        .map(row -> ((Row.OfDomain) row).domain())
        .toList();
  }

  static List<String> unreadable(List<Row> rows) {
    return rows.stream()
        .filter(Row.Unreadable.class::isInstance)
        .map(row -> row.place() + ": " + ((Row.Unreadable) row).reason())
        .toList();
  }
}
