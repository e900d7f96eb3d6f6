package gotourl.transfer;

/**
 * Why something that a source holds is no row, or not what stands in its place. Caught inside this
 * room, so without a trace.
 */
final class RowFault extends Exception {

  private static final long serialVersionUID = 1L;

  RowFault(String reason) {
    super(reason, null, false, false);
  }

  /** A phrase for people, without the place. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
