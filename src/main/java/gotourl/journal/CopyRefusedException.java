package gotourl.journal;

import java.io.IOException;

/** A copy cannot be made or continued, and trying again will not help. */
public final class CopyRefusedException extends IOException {
  CopyRefusedException(String message) {
    super(message);
  }
}
