package gotourl.cli;

/** What was asked cannot be done; the message is one line for the person who asked. Exit code 1. */
final class Failure extends Exception {

  private static final long serialVersionUID = 1L;

  Failure(String message) {
    super(message);
  }

  Failure(String message, Throwable cause) {
    super(message, cause);
  }
}
