package gotourl.journal;

import java.io.IOException;
import java.util.List;

/** Segments are missing, foreign, newer than this version, or do not follow on each other. */
public final class BrokenJournalException extends IOException {
  BrokenJournalException(String message) {
    super(message);
  }

  /**
   * One line for the operator.
   *
   * @param hopeless whether accepting them would leave nothing
   */
  static BrokenJournalException of(List<Loss> losses, boolean hopeless) {
    int more = losses.size() - 1;
    return new BrokenJournalException(
        losses.getFirst()
            + (more == 0 ? "" : " (and " + more + " more; verify names all of them)")
            + (hopeless
                ? "; nothing of the journal can be read: restore it from a backup"
                : "; restore it from a backup, or give up what is lost with -accept-loss"));
  }
}
