package gotourl.config;

/** A value that cannot be meant; the message completes the sentence "<value> …". */
final class Mistake extends Exception {

  private static final long serialVersionUID = 1L;

  Mistake(String message) {
    super(message);
  }
}
