package gotourl.transfer;

import java.io.IOException;
import java.io.InputStream;

/** What is left of a window, as a stream; closing it closes nothing. */
final class WindowStream extends InputStream {

  private final Window window;

  WindowStream(Window window) {
    this.window = window;
  }

  @Override
  public int read() throws IOException {
    if (!window.has(1)) {
      return -1;
    }
    int octet = window.at(0);
    window.skip(1);
    return octet;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!window.has(1)) {
      return -1;
    }
    int count = Math.min(length, window.buffered());
    System.arraycopy(window.copy(count), 0, into, offset, count);
    window.skip(count);
    return count;
  }
}
