package gotourl.transfer;

/**
 * A row of a CSV, not yet taken apart.
 *
 * @param line on which it begins
 * @param text without the end of its line
 * @param damage a phrase for people; empty: none
 */
record CsvRow(long line, String text, String damage) {

  Place place() {
    return new Place(Place.Unit.LINE, line);
  }

  boolean isDamaged() {
    return !damage.isEmpty();
  }
}
