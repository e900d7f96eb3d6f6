package gotourl.transfer;

/** Bytes that are not what the format allows there. Caught inside this room, so without a trace. */
final class GobDamage extends Exception {

  private static final long serialVersionUID = 1L;

  GobDamage(String reason) {
    super(reason, null, false, false);
  }

  /** A phrase for people, without the place. */
  String reason() {
    return String.valueOf(getMessage());
  }
}
