package gotourl.transfer;

import java.util.function.Supplier;

/** What became of one row. What it says of it is only put into words if somebody asks. */
public final class RowReport {

  private final Place place;
  private final String code;
  private final Outcome outcome;
  private final Supplier<String> words;

  RowReport(Place place, String code, Outcome outcome, Supplier<String> words) {
    this.place = place;
    this.code = code;
    this.outcome = outcome;
    this.words = words;
  }

  /** Where it stands in its source: {@code line 7}. */
  public String place() {
    return place.toString();
  }

  /** As the source has it; empty if it has none, or the row is no link. */
  public String code() {
    return code;
  }

  public Outcome outcome() {
    return outcome;
  }

  /** A phrase for people, on one line. */
  public String words() {
    return words.get();
  }

  /** Both, on one line. */
  @Override
  public String toString() {
    return place + ": " + words.get();
  }
}
