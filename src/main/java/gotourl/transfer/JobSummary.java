package gotourl.transfer;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A job as it is at one moment, or as it was when it ended.
 *
 * @param id its number in the order of beginnings
 * @param what it is about, for people: a format, a directory
 * @param author the number of the credential whose bearer wanted it
 * @param ended {@code null}: it has not
 * @param report of an import, how many rows became what; of others nothing
 * @param done how many links or bytes are done, where that is no import
 * @param message why it failed, or what came of it; empty: there is nothing more to say
 */
public record JobSummary(
    long id,
    Kind kind,
    State state,
    String what,
    int author,
    Instant begun,
    @Nullable Instant ended,
    Report report,
    long done,
    String message) {

  public enum Kind {
    IMPORT,
    EXPORT,
    BACKUP
  }

  public enum State {
    RUNNING,
    DONE,
    /** It could not go on. */
    FAILED,
    /** Somebody ended it. */
    CANCELLED,
    /** The server ended before it did. */
    BROKEN_OFF
  }
}
