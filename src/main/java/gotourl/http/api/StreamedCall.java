package gotourl.http.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * A call whose body is read while it comes, and whose answer may be written meanwhile. Both streams
 * wait where the client makes them wait, and fail with an {@link IOException} once it is gone.
 */
public interface StreamedCall extends Call {

  /**
   * The body. What ends it before its end is told by {@link CutShort}; what was written until then,
   * and a last word, still reach the client.
   */
  InputStream in();

  /**
   * Begins the answer.
   *
   * @param head status and fields; its body is not sent
   * @return where the body goes; closed by who is called
   */
  OutputStream begin(Response head) throws IOException;

  /** There will be no more of the body. */
  final class CutShort extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;

    /**
     * @param status that it would be answered with, if nothing was answered yet
     * @param words a sentence for people
     */
    public CutShort(int status, String words) {
      super(words);
      this.status = status;
    }

    int status() {
      return status;
    }

    String words() {
      return String.valueOf(getMessage());
    }
  }
}
