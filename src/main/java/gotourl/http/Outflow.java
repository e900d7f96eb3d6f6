package gotourl.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The body of an answer between the thread that writes it and the event loop that sends it. The
 * writer waits once so much is written that the client has not taken.
 */
final class Outflow extends OutputStream {

  private static final int PART_BYTES = 16 * 1024;

  /** Some parts, so that the writer goes on while the first are sent. */
  static final int UNSENT_BYTES_MAX = 256 * 1024;

  /** Where the parts go; called on the writer's thread. */
  interface Sends {
    void part(byte[] bytes);

    void end();
  }

  private final Sends sends;
  private final byte[] part = new byte[PART_BYTES];
  private int count;
  private boolean closed;

  // Guarded by this.
  private int unsent;
  private boolean gone;

  Outflow(Sends sends) {
    this.sends = sends;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    int at = from;
    int left = length;
    while (left > 0) {
      if (count == part.length) {
        flush();
      }
      int some = Math.min(left, part.length - count);
      System.arraycopy(bytes, at, part, count, some);
      count += some;
      at += some;
      left -= some;
    }
  }

  @Override
  public void flush() throws IOException {
    if (count > 0) {
      byte[] bytes = Arrays.copyOf(part, count);
      count = 0;
      awaitRoom(bytes.length);
      sends.part(bytes);
    }
  }

  private synchronized void awaitRoom(int bytes) throws IOException {
    while (unsent >= UNSENT_BYTES_MAX && !gone) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }
    if (gone) {
      throw new IOException("the client is gone");
    }
    unsent += bytes;
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      flush();
      sends.end();
    }
  }

  // The event loop.

  /** The client has taken so many bytes. */
  synchronized void sent(int bytes) {
    unsent -= bytes;
    notifyAll();
  }

  /** The client takes nothing any more. */
  synchronized void gone() {
    gone = true;
    notifyAll();
  }
}
