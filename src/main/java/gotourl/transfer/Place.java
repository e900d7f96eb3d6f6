package gotourl.transfer;

/** Where a row stands in its source, for people. */
record Place(Unit unit, long number) {

  enum Unit {
    /** Counted from 0. */
    BYTE("byte"),
    /** Counted from 1. */
    LINE("line"),
    /** Counted from 1, where a source has neither lines nor bytes. */
    LINK("link"),
    /** The same. */
    DOMAIN("domain");

    private final String word;

    Unit(String word) {
      this.word = word;
    }
  }

  @Override
  public String toString() {
    return unit.word + " " + number;
  }
}
