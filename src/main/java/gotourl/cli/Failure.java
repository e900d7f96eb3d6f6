package gotourl.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was asked cannot be done; the message is one line for the person who asked. */
final class Failure extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;
  private final transient List<String> more;

  private Failure(int exitCode, String message, List<String> more, @Nullable Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
    this.more = List.copyOf(more);
  }

  Failure(String message) {
    this(Main.FAILED, message, List.of(), null);
  }

  Failure(String message, Throwable cause) {
    this(Main.FAILED, message, List.of(), cause);
  }

  /**
   * @param more further lines, with all that is wrong
   */
  Failure(String message, List<String> more) {
    this(Main.FAILED, message, more, null);
  }

  /** What was asked has no meaning. */
  static Failure notUnderstood(String message) {
    return new Failure(Main.NOT_UNDERSTOOD, message, List.of(), null);
  }

  /** Asked again later it may be done. */
  static Failure later(String message) {
    return new Failure(Main.LATER, message, List.of(), null);
  }

  static Failure later(String message, Throwable cause) {
    return new Failure(Main.LATER, message, List.of(), cause);
  }

  int exitCode() {
    return exitCode;
  }

  /** What else there is to say, a line each. */
  List<String> more() {
    return more;
  }
}
