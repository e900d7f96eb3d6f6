package gotourl.store.embedded;

/** The store cannot be opened; the message is one clear line. */
public final class OpenException extends Exception {

  private static final long serialVersionUID = 1L;

  public OpenException(String message) {
    super(message);
  }
}
