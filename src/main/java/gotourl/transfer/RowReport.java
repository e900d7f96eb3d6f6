package gotourl.transfer;

/**
 * What became of one row.
 *
 * @param place where it stands in its source: {@code line 7}
 * @param code as the source has it; empty if it has none, or the row is no link
 * @param words a phrase for people, on one line
 */
public record RowReport(String place, String code, Outcome outcome, String words) {

  /** On one line. */
  @Override
  public String toString() {
    return place + ": " + words;
  }
}
