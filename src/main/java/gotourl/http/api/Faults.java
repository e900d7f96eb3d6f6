package gotourl.http.api;

import java.util.ArrayList;
import java.util.List;

/** All that is wrong with one request, so that a client hears it at once. */
final class Faults {

  /** More than there are fields: whoever has more is not helped by a longer list. */
  static final int LISTED_MAX = 32;

  private final List<Fault> faults = new ArrayList<>();
  private boolean more;

  void add(Fault fault) {
    if (faults.size() < LISTED_MAX) {
      faults.add(fault);
    } else {
      more = true;
    }
  }

  /** Whether one more would not be listed. */
  boolean isFull() {
    return faults.size() == LISTED_MAX;
  }

  void refuseIfAny() throws Refused {
    if (!faults.isEmpty()) {
      throw new Refused(response());
    }
  }

  /** What could not be read weighs more than what cannot be. */
  Response response() {
    boolean shape = faults.stream().anyMatch(fault -> fault.kind() == Fault.Kind.SHAPE);
    Fault first = faults.getFirst();
    String detail =
        faults.size() > 1
            ? (more ? "More than " : "") + faults.size() + " things are wrong; errors names them."
            : first.field() + " " + first.reason() + (first.reason().endsWith(".") ? "" : ".");
    return Problems.of(shape ? Problem.INVALID : Problem.REFUSED, detail, faults);
  }
}
