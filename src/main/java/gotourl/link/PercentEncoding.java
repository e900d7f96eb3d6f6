package gotourl.link;

import java.nio.charset.StandardCharsets;

/**
 * Percent-encoding as the URL standard has it: each part of a URL has its own set of characters
 * that are encoded, and every character beyond ASCII is, byte for byte of its UTF-8. A percent sign
 * that is there already stays as it is. Source: url.spec.whatwg.org, "Percent-encoded bytes".
 */
enum PercentEncoding {
  /** Controls only: what every other set has too. */
  CONTROLS(""),
  FRAGMENT(" \"<>`"),
  QUERY(" \"#<>'"),
  PATH(" \"#<>?^`{}"),
  USERINFO(" \"#<>?^`{}/:;=@[\\]|"),
  /** For addresses whose inside is not ours to know: what no header may carry, no more. */
  OPAQUE(" ");

  private static final byte[] HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);

  // One bit for each ASCII character, the lower 64 and the upper.
  private final long low;
  private final long high;

  PercentEncoding(String characters) {
    long lower = 0xFFFF_FFFFL;
    long upper = 1L << (0x7F - 64);
    for (int i = 0; i < characters.length(); i++) {
      char c = characters.charAt(i);
      lower |= c < 64 ? 1L << c : 0;
      upper |= c < 64 ? 0 : 1L << (c - 64);
    }
    low = lower;
    high = upper;
  }

  private boolean encodes(char ascii) {
    return ((ascii < 64 ? low : high) >>> ascii & 1) != 0;
  }

  String encode(String text) {
    StringBuilder out = new StringBuilder(text.length());
    append(text, 0, text.length(), out);
    return out.toString();
  }

  /** Appends the encoded form of {@code text} from {@code start} to {@code end}. */
  void append(String text, int start, int end, StringBuilder out) {
    int i = start;
    while (i < end) {
      char c = text.charAt(i);
      if (c < 0x80) {
        if (encodes(c)) {
          appendByte(c, out);
        } else {
          out.append(c);
        }
        i++;
      } else {
        int point = text.codePointAt(i);
        appendUtf8(point, out);
        i += Character.charCount(point);
      }
    }
  }

  /** Half a surrogate pair becomes the replacement character, as in browsers. */
  private static void appendUtf8(int point, StringBuilder out) {
    if (point < 0x800) {
      appendByte(0xC0 | point >> 6, out);
    } else if (point < 0x10000) {
      int whole =
          point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point;
      appendByte(0xE0 | whole >> 12, out);
      appendByte(0x80 | (whole >> 6 & 0x3F), out);
      appendByte(0x80 | (whole & 0x3F), out);
      return;
    } else {
      appendByte(0xF0 | point >> 18, out);
      appendByte(0x80 | (point >> 12 & 0x3F), out);
      appendByte(0x80 | (point >> 6 & 0x3F), out);
    }
    appendByte(0x80 | (point & 0x3F), out);
  }

  private static void appendByte(int value, StringBuilder out) {
    out.append('%').append((char) HEX[value >> 4 & 0xF]).append((char) HEX[value & 0xF]);
  }

  /** Undoes the encoding; what is not UTF-8 then becomes the replacement character. */
  static String decode(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] in = text.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[in.length];
    int length = 0;
    for (int i = 0; i < in.length; i++) {
      int high = in[i] == '%' && i + 2 < in.length ? Character.digit(in[i + 1], 16) : -1;
      int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
      if (low >= 0) {
        out[length++] = (byte) (high << 4 | low);
        i += 2;
      } else {
        out[length++] = in[i];
      }
    }
    return new String(out, 0, length, StandardCharsets.UTF_8);
  }
}
