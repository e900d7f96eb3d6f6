package gotourl.transfer;

import org.jspecify.annotations.Nullable;

/** An import or an export that could not go on; the message is a sentence for people. */
public final class TransferException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Report report;

  TransferException(String message, Report report, @Nullable Throwable cause) {
    super(message, cause);
    this.report = report;
  }

  /** What was imported before; importing the same again is safe. */
  public Report report() {
    return report;
  }
}
