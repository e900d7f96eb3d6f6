package gotourl.http;

import java.io.IOException;

/** A certificate or its private key is of no use; the message is a sentence for the operator. */
final class CertificateMistake extends IOException {

  private static final long serialVersionUID = 1L;

  CertificateMistake(String message) {
    super(message);
  }

  CertificateMistake(String message, Throwable cause) {
    super(message, cause);
  }
}
