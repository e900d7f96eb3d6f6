package gotourl.transfer;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import org.jspecify.annotations.Nullable;

/**
 * The characters of a text file, one after another, and the line that each is on. Lines end with
 * LF, CR, or both.
 *
 * <p>Bytes that are no text in its charset do not end it: half a character stands for them, which
 * no text has otherwise, so that whoever reads a row can tell.
 */
final class ForeignText {

  /** The farthest that is looked ahead: the longest word by which a statement of SQL is known. */
  static final int AHEAD_MAX = 32;

  static final String NO_TEXT = "\uDFFF";
  private static final int BUFFER_CHARS = 1 << 14;

  /** The mark that some programs put before their text, which tells how it is written. */
  private static final int MARK_BYTES_MAX = 3;

  private final InputStream bytes;
  private final Reading reading;
  private final char[] buffer = new char[BUFFER_CHARS];

  /** {@code null}: nothing was read yet. */
  private @Nullable Reader in;

  private Charset charset = UTF_8;
  private int start;
  private int end;
  private boolean inputEnded;
  private long line = 1;

  ForeignText(InputStream bytes, Reading reading) {
    this.bytes = bytes;
    this.reading = reading;
  }

  /** The mark before the text counts, then what the reading says, then UTF-8. */
  private Reader open() throws IOException {
    PushbackInputStream text = new PushbackInputStream(bytes, MARK_BYTES_MAX);
    byte[] head = text.readNBytes(MARK_BYTES_MAX);
    int mark = 0;
    if (begins(head, 0xEF, 0xBB, 0xBF)) {
      mark = 3;
    } else if (begins(head, 0xFF, 0xFE)) {
      charset = UTF_16LE;
      mark = 2;
    } else if (begins(head, 0xFE, 0xFF)) {
      charset = UTF_16BE;
      mark = 2;
    } else {
      charset = reading.charset().orElse(UTF_8);
    }
    text.unread(head, mark, head.length - mark);
    return new InputStreamReader(
        text,
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE)
            .replaceWith(NO_TEXT));
  }

  private static boolean begins(byte[] head, int... mark) {
    if (head.length < mark.length) {
      return false;
    }
    for (int i = 0; i < mark.length; i++) {
      if ((head[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** Of what was read; UTF-8 before that. */
  Charset charset() {
    return charset;
  }

  /** Of the next character, counted from 1. */
  long line() {
    return line;
  }

  /** The next character, or -1 at the end. */
  int next() throws IOException {
    if (peek(0) < 0) {
      return -1;
    }
    char c = buffer[start++];
    if (c <= '\r' && (c == '\n' || (c == '\r' && peek(0) != '\n'))) {
      line++;
    }
    return c;
  }

  /** The character that many places ahead, or -1 where there is none. */
  int peek(int ahead) throws IOException {
    return start + ahead < end ? buffer[start + ahead] : peekBeyond(ahead);
  }

  private int peekBeyond(int ahead) throws IOException {
    if (ahead >= AHEAD_MAX) {
      throw new IllegalArgumentException(ahead + " is too far ahead");
    }
    while (end - start <= ahead && !inputEnded) {
      fill();
    }
    return end - start > ahead ? buffer[start + ahead] : -1;
  }

  private void fill() throws IOException {
    if (in == null) {
      in = open();
    }
    System.arraycopy(buffer, start, buffer, 0, end - start);
    end -= start;
    start = 0;
    int read = in.read(buffer, end, buffer.length - end);
    if (read < 0) {
      inputEnded = true;
    } else {
      end += read;
    }
  }

  /** Whether exactly these characters come next. */
  boolean begins(String word) throws IOException {
    for (int i = 0; i < word.length(); i++) {
      if (peek(i) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** Whether no half of a character stands in it, which bytes become that are no text. */
  static boolean isWhole(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        int point = Character.codePointAt(text, i);
        if (!Character.isSupplementaryCodePoint(point)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** For people: what is wrong with a row that is not {@link #isWhole}. */
  String notWhole() {
    return "bytes that are no " + charset.name();
  }
}
