package gotourl.http.api;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of a body that comes bit by bit. What is in memory of it is one part and one line. */
final class Rows {

  /** As much as the whole body of any other call. */
  static final int ROW_BYTES_MAX = 64 * 1024;

  private static final int PART_BYTES = 32 * 1024;

  private final InputStream in;
  private final byte[] part = new byte[PART_BYTES];
  private int at;
  private int end;

  /** Of a row that goes on in the next part. */
  private byte[] begun = new byte[1024];

  private int begunBytes;
  private long number;
  private boolean isTooLong;

  Rows(InputStream in) {
    this.in = in;
  }

  /** Which row was read last; the first is 1. */
  long number() {
    return number;
  }

  /** Whether that row is longer than one may be; its bytes are not kept. */
  boolean isTooLong() {
    return isTooLong;
  }

  /** Whether reading on may have to wait for the client. */
  boolean mayWait() throws IOException {
    for (int i = at; i < end; i++) {
      if (part[i] == '\n') {
        return false;
      }
    }
    return in.available() == 0;
  }

  /**
   * The next row without its line's end; {@code null} behind the last. Of one that is too long, the
   * beginning; where it ends is found at the next call.
   */
  byte @Nullable [] next() throws IOException {
    if (isTooLong && !skipLine()) {
      return null;
    }
    isTooLong = false;
    begunBytes = 0;
    while (true) {
      int from = at;
      while (at < end && part[at] != '\n') {
        at++;
      }
      if (begunBytes + at - from > ROW_BYTES_MAX) {
        isTooLong = true;
        number++;
        return new byte[0];
      }
      if (at < end) {
        byte[] row = row(from);
        at++;
        number++;
        return row;
      }
      keep(from);
      if (!fill()) {
        if (begunBytes == 0) {
          return null;
        }
        number++;
        return row(at);
      }
    }
  }

  private void keep(int from) {
    int count = at - from;
    if (begunBytes + count > begun.length) {
      begun = Arrays.copyOf(begun, Math.max(2 * begun.length, begunBytes + count));
    }
    System.arraycopy(part, from, begun, begunBytes, count);
    begunBytes += count;
  }

  /** What was kept, and this part up to here, without the carriage return of other systems. */
  private byte[] row(int from) {
    byte[] row = Arrays.copyOf(begun, begunBytes + at - from);
    System.arraycopy(part, from, row, begunBytes, at - from);
    boolean hasReturn = row.length > 0 && row[row.length - 1] == '\r';
    return hasReturn ? Arrays.copyOf(row, row.length - 1) : row;
  }

  /** False at the end. */
  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(part, 0, part.length));
    return end > 0;
  }

  private boolean skipLine() throws IOException {
    while (true) {
      while (at < end) {
        if (part[at++] == '\n') {
          return true;
        }
      }
      if (!fill()) {
        return false;
      }
    }
  }
}
