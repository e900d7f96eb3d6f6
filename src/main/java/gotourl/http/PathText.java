package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** From percent-encoded bytes to text, strictly. */
final class PathText {

  private static final int FIRST_NON_ASCII = 0x80;

  private PathText() {}

  /**
   * The text of a path; {@code null} if there is none: a broken escape, or bytes that are not UTF-8
   * (over-long forms and surrogates are not). Each char of {@code raw} is one byte of the request.
   */
  static @Nullable String decode(String raw, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = raw.charAt(i);
      if (c == '%' || c >= FIRST_NON_ASCII) {
        return unescape(raw, start, end, false);
      }
    }
    return raw.substring(start, end);
  }

  /** As {@link #decode}, and a plus is a space: application/x-www-form-urlencoded. */
  static @Nullable String decodeField(String raw) {
    return raw.indexOf('+') < 0
        ? decode(raw, 0, raw.length())
        : unescape(raw, 0, raw.length(), true);
  }

  private static @Nullable String unescape(String raw, int start, int end, boolean plusIsSpace) {
    byte[] bytes = new byte[end - start];
    int length = 0;
    int any = 0;
    for (int i = start; i < end; i++) {
      char c = raw.charAt(i);
      if (c == '%') {
        int value = i + 2 < end ? hex(raw, i + 1) : -1;
        if (value < 0) {
          return null;
        }
        bytes[length++] = (byte) value;
        i += 2;
      } else {
        bytes[length++] = (byte) (c == '+' && plusIsSpace ? ' ' : c);
      }
      any |= bytes[length - 1];
    }
    // A byte beyond ASCII is negative.
    return any >= 0
        ? new String(bytes, 0, length, ISO_8859_1)
        : utf8(ByteBuffer.wrap(bytes, 0, length));
  }

  /** Strictly: {@code null} where a lenient decoder would put replacement characters. */
  static @Nullable String utf8(ByteBuffer bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    } catch (CharacterCodingException notUtf8) {
      return null;
    }
  }

  private static int hex(String raw, int at) {
    int high = Character.digit(raw.charAt(at), 16);
    int low = Character.digit(raw.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
  }
}
