package gotourl.transfer;

/**
 * Something that another program made and that cannot be taken as it stands. Caught inside this
 * room, so without a trace.
 */
final class ForeignFault extends Exception {

  private static final long serialVersionUID = 1L;

  ForeignFault(String reason) {
    super(reason, null, false, false);
  }

  /** A phrase for people. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
