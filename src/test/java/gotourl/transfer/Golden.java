package gotourl.transfer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/** The files that real Go wrote; how: {@code src/test/resources/import/gob/README.md}. */
final class Golden {

  private Golden() {}

  static Path file(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Golden.class.getResource("/import/gob/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] bytes(String name) throws IOException {
    return Files.readAllBytes(file(name));
  }

  /** The links that most of the files are made of: {@code kN -> https://example.com/N}. */
  static List<String> links(int first, int end) {
    return IntStream.range(first, end)
        .mapToObj(n -> "k" + n + " https://example.com/" + n)
        .toList();
  }

  /** All rows of a gob, as a source gives them. */
  static List<Row> rows(byte[] gob) throws IOException {
    Source source =
        new GobSource(new Window(new ByteArrayInputStream(gob), GobSource.LOOKAHEAD_BYTES));
    List<Row> rows = new ArrayList<>();
    for (Row row = source.next(); row != null; row = source.next()) {
      rows.add(row);
    }
    return rows;
  }

  /** The links among the rows, as {@link #links} writes them. */
  static List<String> links(List<Row> rows) {
    List<String> links = new ArrayList<>();
    for (Row row : rows) {
      if (row instanceof Row.Read read) {
        links.add(read.link().code() + " " + read.link().target());
      }
    }
    return links;
  }

  /** What the source says of rows that are no links. */
  static List<String> complaints(List<Row> rows) {
    List<String> complaints = new ArrayList<>();
    for (Row row : rows) {
      if (row instanceof Row.Unreadable(Place place, String reason)) {
        complaints.add(place + ": " + reason);
      }
    }
    return complaints;
  }
}
