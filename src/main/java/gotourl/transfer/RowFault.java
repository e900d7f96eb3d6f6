package gotourl.transfer;

/** Why something that a source holds is no row; the message is a phrase for people. */
final class RowFault extends Exception {

  private static final long serialVersionUID = 1L;

  RowFault(String reason) {
    super(reason, null, false, false);
  }
}
