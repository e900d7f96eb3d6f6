package gotourl.transfer;

import java.io.IOException;
import java.io.InputStream;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * A stretch of a file in memory, sliding forward only: look ahead as far as {@code lookaheadMax},
 * then skip. Memory is bounded whatever the file holds.
 */
final class Window implements AutoCloseable {

  private final InputStream in;
  private final byte[] buffer;
  private final int lookaheadMax;

  /** The window is {@code buffer[start, end)}; its first byte has this offset in the file. */
  private int start;

  private int end;
  private long offset;
  private boolean inputEnded;

  Window(InputStream in, int lookaheadMax) {
    this.in = in;
    this.lookaheadMax = lookaheadMax;
    // Twice the lookahead: a byte is moved at most once for each lookaheadMax bytes skipped.
    this.buffer = new byte[2 * lookaheadMax];
  }

  /** Where the window begins in the file, in bytes. */
  long offset() {
    return offset;
  }

  /** Whether at least {@code count} bytes follow; reads them if they are not here yet. */
  boolean has(int count) throws IOException {
    if (count > lookaheadMax) {
      throw new IllegalArgumentException(count + " bytes are beyond the lookahead");
    }
    while (end - start < count && !inputEnded) {
      if (buffer.length - start < lookaheadMax) {
        System.arraycopy(buffer, start, buffer, 0, end - start);
        end -= start;
        start = 0;
      }
      int read = in.read(buffer, end, buffer.length - end);
      if (read < 0) {
        inputEnded = true;
      } else {
        end += read;
      }
    }
    return end - start >= count;
  }

  /** How many bytes are here, at most {@code count}, after reading as many as there are. */
  int available(int count) throws IOException {
    return has(count) ? count : end - start;
  }

  /** The byte that many places ahead, 0 to 255; {@link #has} has said that it is there. */
  int at(int ahead) {
    return buffer[start + ahead] & 0xFF;
  }

  /** How many bytes are here. */
  int buffered() {
    return Math.min(end - start, lookaheadMax);
  }

  /** How far ahead the first such byte is among those that are here; -1: none is. */
  int find(char octet, int from) {
    for (int i = start + from; i < end; i++) {
      if (buffer[i] == octet) {
        return i - start;
      }
    }
    return -1;
  }

  /** Of so many bytes that are here; valid until the next call here. */
  JsonParser parser(JsonFactory factory, int count) {
    return factory.createParser(ObjectReadContext.empty(), buffer, start, count);
  }

  /** A cursor over bytes that {@link #has} has said are there; valid until the next call here. */
  GobCursor cursor(int from, int to) {
    return new GobCursor(buffer, start + from, start + to);
  }

  byte[] copy(int count) {
    byte[] bytes = new byte[count];
    System.arraycopy(buffer, start, bytes, 0, count);
    return bytes;
  }

  void skip(int count) {
    start += count;
    offset += count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
