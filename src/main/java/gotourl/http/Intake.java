package gotourl.http;

import gotourl.http.api.StreamedCall.CutShort;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request between the event loop that receives it and the thread that reads it: as
 * much as one of them is ahead of the other, and no more.
 */
final class Intake extends InputStream {

  /** Some reads of the socket: enough that neither side waits for the other at each step. */
  static final int HELD_BYTES_MAX = 256 * 1024;

  /** So much is told to have been read at once: each telling wakes the event loop. */
  private static final int TOLD_BYTES = 64 * 1024;

  /** Told, on the reader's thread, how many bytes have been read. */
  interface Taken {
    void taken(int bytes);
  }

  private final Taken taken;

  // Guarded by this.
  private final Queue<byte[]> parts = new ArrayDeque<>();
  private int held;
  private boolean ended;
  private @Nullable IOException failure;

  // The reader's own.
  private byte[] part = {};
  private int at;
  private int untold;

  Intake(Taken taken) {
    this.taken = taken;
  }

  // The event loop.

  /** Whether the connection should wait before it brings more. */
  synchronized boolean isFull() {
    return held >= HELD_BYTES_MAX;
  }

  synchronized void arrived(byte[] bytes) {
    if (failure == null && bytes.length > 0) {
      parts.add(bytes);
      held += bytes.length;
      notifyAll();
    }
  }

  synchronized void ended() {
    ended = true;
    notifyAll();
  }

  /** Nothing more comes; what has come is still read. */
  synchronized void cut(CutShort why) {
    if (!ended && failure == null) {
      failure = why;
      notifyAll();
    }
  }

  /** The client is gone: nothing of it is read any more. */
  synchronized void gone() {
    failure = new IOException("the client is gone");
    parts.clear();
    notifyAll();
  }

  // The reader.

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    if (at == part.length && !take()) {
      return -1;
    }
    int count = Math.min(length, part.length - at);
    System.arraycopy(part, at, into, from, count);
    at += count;
    untold += count;
    if (untold >= TOLD_BYTES || available() == 0) {
      taken.taken(untold);
      untold = 0;
    }
    return count;
  }

  private synchronized boolean take() throws IOException {
    while (parts.isEmpty()) {
      if (failure != null) {
        throw failure;
      }
      if (ended) {
        return false;
      }
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IOException("interrupted", e);
      }
    }
    part = parts.remove();
    held -= part.length;
    at = 0;
    return true;
  }

  /** Zero also at the end, and once there was a failure: to find that out takes no waiting. */
  @Override
  public synchronized int available() {
    byte[] next = parts.peek();
    return part.length - at + (next == null ? 0 : next.length);
  }
}
