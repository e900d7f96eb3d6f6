package gotourl.store.embedded;

/** A store cannot be opened; the message is one line for the operator. */
public final class OpenException extends Exception {
  OpenException(String message) {
    super(message);
  }

  OpenException(String message, Throwable cause) {
    super(message, cause);
  }
}
