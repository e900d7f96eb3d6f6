package gotourl.transfer;

import org.jspecify.annotations.Nullable;

/** An import that could not go on; the message is a sentence for people. */
public final class TransferException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final transient Transfer.Report report;

  TransferException(String message, Transfer.Report report, @Nullable Throwable cause) {
    super(message, cause);
    this.report = report;
  }

  /** What was done before; importing the same file again is safe. */
  public Transfer.Report report() {
    return report;
  }
}
