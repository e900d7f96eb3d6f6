package gotourl.link;

/** What a link is at the moment, for people who manage it: why it is followed, or is not. */
public enum LinkState {
  /** It is followed. */
  ACTIVE("active"),
  DISABLED("disabled"),
  /** Not yet. */
  SCHEDULED("scheduled"),
  /** No more. */
  EXPIRED("expired"),
  /** Removed, and can be had back. */
  BINNED("binned"),
  /** It was followed as often as it may be. */
  USED_UP("used-up");

  private final String label;

  LinkState(String label) {
    this.label = label;
  }

  /** On the wire. */
  public String label() {
    return label;
  }
}
