package gotourl.transfer;

import gotourl.link.Origin;
import gotourl.link.Terms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rows as lines that a test can name: what a link has beyond a code and a target, and no more. */
final class RowText {

  private RowText() {}

  static List<String> of(Source source) throws IOException {
    return rows(source).stream().map(RowText::of).toList();
  }

  static List<Row> rows(Source source) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (Row row = source.next(); row != null; row = source.next()) {
      rows.add(row);
    }
    return rows;
  }

  static String of(Row row) {
    return row.place()
        + " "
        + switch (row) {
          case Row.Read(Place _, ForeignLink link) -> of(link);
          case Row.Unreadable(Place _, String reason) -> "refused: " + reason;
          default -> row.toString(); // of no text file
        };
  }

  static String of(ForeignLink link) {
    List<String> parts = new ArrayList<>();
    add(parts, "domain", link.domain());
    add(parts, "title", Quoted.escaped(link.title()));
    add(parts, "note", Quoted.escaped(link.note()));
    add(parts, "tags", String.join("+", link.tags()));
    add(parts, "visits", link.visits() == 0 ? "" : String.valueOf(link.visits()));
    addTerms(parts, link.terms());
    addOrigin(parts, link.origin());
    return link.code() + " -> " + link.target() + (parts.isEmpty() ? "" : " " + parts);
  }

  private static void addTerms(List<String> parts, Terms terms) {
    add(parts, "enabled", terms.enabled() ? "" : "false");
    add(parts, "binned", terms.binned() ? "true" : "");
    terms.validSince().ifPresent(since -> add(parts, "since", since.toString()));
    terms.validUntil().ifPresent(until -> add(parts, "until", until.toString()));
    add(parts, "forwardsQuery", terms.forwardsQuery() ? "true" : "");
    add(parts, "status", number(terms.redirectStatus()));
    add(parts, "cache", number(terms.cacheSeconds()));
    add(parts, "crawlable", terms.crawlable() ? "true" : "");
    add(parts, "max", number(terms.maxVisits()));
  }

  private static void addOrigin(List<String> parts, Origin origin) {
    origin.created().ifPresent(created -> add(parts, "created", created.toString()));
    origin.changed().ifPresent(changed -> add(parts, "changed", changed.toString()));
    add(parts, "version", origin.version() == 1 ? "" : String.valueOf(origin.version()));
    add(parts, "charged", number(origin.visits()));
  }

  private static String number(int number) {
    return number == 0 ? "" : String.valueOf(number);
  }

  private static void add(List<String> parts, String name, String value) {
    if (!value.isEmpty()) {
      parts.add(name + "=" + value);
    }
  }
}
