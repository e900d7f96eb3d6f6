package gotourl.link;

import gotourl.link.Key.Fault;
import org.jspecify.annotations.Nullable;

/**
 * Which text can be a code. Judges text that {@link CodeText} has composed and folded: some
 * characters turn into ASCII on the way (the Greek question mark is a semicolon), so that only the
 * result counts.
 */
final class CodeRules {

  private static final String PUNCTUATION = "-_.~!$&'()*,;=+";

  /** First segments that belong to the server: its own pages, and paths that clients expect. */
  private static final String[] RESERVED = {
    "-", ".well-known", "add", "rest", "robots.txt", "favicon.ico", "yourls-api.php"
  };

  private static final boolean[] PLAIN = new boolean[0x80];

  static {
    for (char c = 0; c < PLAIN.length; c++) {
      PLAIN[c] =
          (c >= '0' && c <= '9')
              || (c >= 'a' && c <= 'z')
              || (c >= 'A' && c <= 'Z')
              || PUNCTUATION.indexOf(c) >= 0;
    }
  }

  /** No char needs more than three bytes of UTF-8, so that shorter codes need no counting. */
  private static final int ALWAYS_SHORT_CHARS = Key.CODE_BYTES_MAX / 3;

  private CodeRules() {}

  /** Why {@code code} is none, or {@code null}. One pass, and no allocation. */
  static @Nullable Fault fault(String code) {
    int length = code.length();
    if (length == 0) {
      return Fault.EMPTY;
    }
    if (length > ALWAYS_SHORT_CHARS && bytes(code) > Key.CODE_BYTES_MAX) {
      return Fault.TOO_LONG;
    }
    int segment = 0;
    int firstEnd = length;
    for (int i = 0; i < length; i++) {
      char c = code.charAt(i);
      if (c == '/') {
        Fault fault = segmentFault(code, segment, i);
        if (fault != null) {
          return fault;
        }
        firstEnd = Math.min(firstEnd, i);
        segment = i + 1;
      } else if (c >= 0x80) {
        Fault fault = CodeSymbols.fault(code, i);
        if (fault != null) {
          return fault;
        }
        i += Character.charCount(code.codePointAt(i)) - 1;
      } else if (!PLAIN[c]) {
        return Fault.CHARACTER;
      }
    }
    Fault fault = segmentFault(code, segment, length);
    if (fault != null) {
      return fault;
    }
    if (code.charAt(length - 1) == '+') {
      return Fault.TRAILING_PLUS;
    }
    return reserved(code, firstEnd) ? Fault.RESERVED : null;
  }

  private static int bytes(String code) {
    int bytes = 0;
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      // Half of a pair of surrogates counts two of its four bytes.
      bytes += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
    }
    return bytes;
  }

  private static @Nullable Fault segmentFault(String code, int start, int end) {
    int length = end - start;
    if (length == 0) {
      return Fault.EMPTY_SEGMENT;
    }
    boolean dots =
        length <= 2 && code.charAt(start) == '.' && (length == 1 || code.charAt(start + 1) == '.');
    return dots ? Fault.DOT_SEGMENT : null;
  }

  private static boolean reserved(String code, int firstEnd) {
    for (String name : RESERVED) {
      if (name.length() == firstEnd && code.startsWith(name)) {
        return true;
      }
    }
    return false;
  }
}
