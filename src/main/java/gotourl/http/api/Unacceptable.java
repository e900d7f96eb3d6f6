package gotourl.http.api;

/** What is wrong with a value that is just being read; whoever reads it knows the field's name. */
final class Unacceptable extends Exception {

  private static final long serialVersionUID = 1;

  private final String reason;
  private final Fault.Kind kind;

  private Unacceptable(String reason, Fault.Kind kind) {
    super(null, null, false, false);
    this.reason = reason;
    this.kind = kind;
  }

  static Unacceptable shape(String reason) {
    return new Unacceptable(reason, Fault.Kind.SHAPE);
  }

  static Unacceptable value(String reason) {
    return new Unacceptable(reason, Fault.Kind.VALUE);
  }

  Fault of(String field) {
    return switch (kind) {
      case SHAPE -> Fault.shape(field, reason);
      case VALUE -> Fault.value(field, reason);
    };
  }
}
