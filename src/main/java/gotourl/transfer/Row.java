package gotourl.transfer;

/** One row of a foreign file. */
sealed interface Row {

  Place place();

  /** A link as the file has it, not yet checked; empty where the file has nothing. */
  record Read(Place place, String code, String target) implements Row {

    boolean isPartial() {
      return code.isEmpty() || target.isEmpty();
    }
  }

  /** Bytes that are no link; {@code reason} is a phrase for people. */
  record Unreadable(Place place, String reason) implements Row {}
}
