package gotourl.transfer;

/** What became of a row. */
public enum Outcome {
  /** It is a new link. */
  NEW,
  /** Its link is there already, with the same target. */
  SAME,
  /** Its link was there with another target, and leads where the row says now. */
  REPLACED,
  /** Its code leads elsewhere, and the link was made under another. */
  RENAMED,
  /** Its code leads elsewhere, and stays as it is. */
  TAKEN,
  /** It is no link, or one that cannot be here. */
  REFUSED;

  /** Whether somebody has to look after the row, who may want to hear of it. */
  public boolean isLeft() {
    return this == TAKEN || this == REFUSED;
  }
}
