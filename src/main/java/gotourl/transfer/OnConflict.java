package gotourl.transfer;

/** What becomes of a row whose code leads to another target already. */
public enum OnConflict {
  /** What is there stays; the row is reported. */
  KEEP,
  /** The link says what the row says from then on; what it said before is in its history. */
  REPLACE,
  /** The row's link is made under the code with {@code -2} behind it, or {@code -3}, and so on. */
  RENAME,
  /** The import ends there. */
  FAIL
}
