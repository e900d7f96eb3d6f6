package gotourl.http.api;

import java.util.List;

/** What is wrong with a value that is just being read; whoever reads it knows the field's name. */
final class Unacceptable extends Exception {

  private static final long serialVersionUID = 1;

  private final String reason;
  private final Fault.Kind kind;

  /** What is wrong inside the value, with names of their own; empty: the value itself is. */
  private final transient List<Fault> within;

  private Unacceptable(String reason, Fault.Kind kind, List<Fault> within) {
    super(null, null, false, false);
    this.reason = reason;
    this.kind = kind;
    this.within = within;
  }

  static Unacceptable shape(String reason) {
    return new Unacceptable(reason, Fault.Kind.SHAPE, List.of());
  }

  static Unacceptable value(String reason) {
    return new Unacceptable(reason, Fault.Kind.VALUE, List.of());
  }

  /**
   * Parts of the value are.
   *
   * @param faults one at least
   */
  static Unacceptable within(List<Fault> faults) {
    return new Unacceptable("", Fault.Kind.VALUE, faults);
  }

  /** Adds it to what is wrong. */
  void tell(String field, Faults faults) {
    if (within.isEmpty()) {
      faults.add(of(field));
    } else {
      within.forEach(faults::add);
    }
  }

  Fault of(String field) {
    return switch (kind) {
      case SHAPE -> Fault.shape(field, reason);
      case VALUE -> Fault.value(field, reason);
    };
  }
}
