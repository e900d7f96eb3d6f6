package gotourl.journal;

import java.io.IOException;

/** Segments are missing, foreign, newer than this version, or do not follow on each other. */
public final class BrokenJournalException extends IOException {
  BrokenJournalException(String message) {
    super(message);
  }
}
