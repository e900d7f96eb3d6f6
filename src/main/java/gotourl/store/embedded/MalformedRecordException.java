package gotourl.store.embedded;

/** A payload does not say what docs/FORMAT.md lets it say. */
final class MalformedRecordException extends RuntimeException {
  MalformedRecordException(String message) {
    super(message, null, false, false);
  }
}
