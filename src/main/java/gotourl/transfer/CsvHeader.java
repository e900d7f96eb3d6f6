package gotourl.transfer;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the first row of a CSV says of those behind it.
 *
 * @param places in which cell each column stands
 * @param cells how many a row has
 * @param isOurs whether the file is one that {@link CsvForm} made
 * @param isRow whether it is a row itself, and the columns are known by what stands in them
 */
record CsvHeader(
    char separator, Map<CsvColumn, Integer> places, int cells, boolean isOurs, boolean isRow) {

  /** What may stand between the cells. */
  static final String SEPARATORS = ",;\t";

  /** Far more than any program writes. */
  static final int CELLS_MAX = 256;

  /**
   * These are in every file of ours, whatever a spreadsheet made of it, and together in no other.
   */
  private static final Set<String> OURS =
      Set.of("shortCode", "longUrl", "hasPassword", "visitsCounted");

  /** YOURLS' table, as its database or phpMyAdmin writes it without a header. */
  private static final List<Pattern> YOURLS =
      List.of(
          Pattern.compile("\\S{1,200}"),
          Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:\\S.*", Pattern.DOTALL),
          Pattern.compile(".*", Pattern.DOTALL),
          Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d"),
          Pattern.compile("[0-9A-Fa-f.:]{0,45}"),
          Pattern.compile("\\d{1,18}"));

  private static final Map<CsvColumn, Integer> YOURLS_PLACES =
      new EnumMap<>(
          Map.of(
              CsvColumn.CODE, 0,
              CsvColumn.TARGET, 1,
              CsvColumn.TITLE, 2,
              CsvColumn.CREATED_AT, 3,
              CsvColumn.VISITS, 5));

  /**
   * By the separator that gives the most columns that are known here.
   *
   * @param separators that are possible
   * @return empty: the row heads no links
   */
  static Optional<CsvHeader> of(String row, String separators) {
    Optional<CsvHeader> best = Optional.empty();
    for (int i = 0; i < separators.length(); i++) {
      Optional<CsvHeader> header = of(row, separators.charAt(i));
      int columns = header.map(found -> found.places.size()).orElse(0);
      if (columns > best.map(found -> found.places.size()).orElse(0)) {
        best = header;
      }
    }
    return best;
  }

  private static Optional<CsvHeader> of(String row, char separator) {
    List<String> cells;
    try {
      cells = new CsvCells(separator).of(row);
    } catch (RowFault fault) {
      return Optional.empty();
    }
    if (isYourls(cells)) {
      return Optional.of(new CsvHeader(separator, YOURLS_PLACES, cells.size(), false, true));
    }
    List<String> names = cells.stream().map(String::strip).toList();
    boolean isOurs = names.containsAll(OURS);
    Map<CsvColumn, Integer> places = places(names, isOurs);
    boolean isHeader =
        names.size() <= CELLS_MAX
            && places.containsKey(CsvColumn.TARGET)
            && (places.containsKey(CsvColumn.CODE) || places.containsKey(CsvColumn.SHORT_URL));
    return isHeader
        ? Optional.of(new CsvHeader(separator, places, names.size(), isOurs, false))
        : Optional.empty();
  }

  private static Map<CsvColumn, Integer> places(List<String> names, boolean isOurs) {
    Map<CsvColumn, Integer> places = new EnumMap<>(CsvColumn.class);
    for (int i = 0; i < names.size(); i++) {
      String name = names.get(i);
      Optional<CsvColumn> column = CsvColumn.called(name);
      if (column.isPresent() && (isOurs || !column.get().isOnlyOurs())) {
        int place = i;
        places.merge(
            column.get(),
            place,
            (held, other) ->
                column.get().rank(name) < column.get().rank(names.get(held)) ? other : held);
      }
    }
    return places;
  }

  private static boolean isYourls(List<String> cells) {
    if (cells.size() != YOURLS.size()) {
      return false;
    }
    for (int i = 0; i < cells.size(); i++) {
      if (!YOURLS.get(i).matcher(cells.get(i)).matches()) {
        return false;
      }
    }
    return true;
  }
}
