package gotourl.cli;

import java.util.ArrayList;
import java.util.List;

/** Cells below each other, as wide as the widest needs. */
final class Columns {

  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  /** What came from outside is escaped first: it counts as wide as it is shown. */
  void add(String... cells) {
    rows.add(List.of(cells).stream().map(Terminal::oneLine).toList());
  }

  /** The last cell of a row is not filled up. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < row.size(); i++) {
        line.append(i == 0 ? "" : GAP).append(row.get(i));
        if (i < row.size() - 1) {
          line.append(" ".repeat(width(i) - width(row.get(i))));
        }
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> column < row.size())
        .mapToInt(row -> width(row.get(column)))
        .max()
        .orElse(0);
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
