package gotourl.transfer;

/** A text that is not what stands in its place. Caught inside this room, so without a trace. */
final class Illegible extends Exception {

  private static final long serialVersionUID = 1L;

  Illegible(String reason) {
    super(reason, null, false, false);
  }

  /** A phrase for people, without the place. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
