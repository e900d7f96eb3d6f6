package gotourl.visitor;

import java.util.Locale;

/**
 * A language range, as in {@code de} or {@code de-CH}: it is met by every language tag that is
 * equal to it or begins with it and a hyphen. Source: RFC 4647, "basic filtering". The weights of
 * {@code Accept-Language} are those of RFC 9110: zero means that the language is not accepted.
 */
public final class LanguageRange {

  /** What is looked at of a field; browsers send up to ten languages of six characters. */
  static final int FIELD_CHARS_MAX = 512;

  /** The longest that a subtag may be. */
  private static final int SUBTAG_CHARS_MAX = 8;

  /** Language, script, region and what else a reasonable rule could ask for. */
  private static final int SUBTAGS_MAX = 5;

  private final String text;

  private LanguageRange(String text) {
    this.text = text;
  }

  /**
   * Reads letters and digits between hyphens, in any case.
   *
   * @throws IllegalArgumentException with what is wrong, for people
   */
  public static LanguageRange parse(String text) {
    String[] subtags = text.split("-", -1);
    if (subtags.length > SUBTAGS_MAX || !isLetters(subtags[0]) || subtags[0].length() < 2) {
      throw fault(text);
    }
    StringBuilder canonical = new StringBuilder(subtags[0].toLowerCase(Locale.ROOT));
    for (int i = 1; i < subtags.length; i++) {
      canonical.append('-').append(canonical(text, subtags[i]));
    }
    return new LanguageRange(canonical.toString());
  }

  /** As BCP 47 writes them: the region in capitals, the script with one. */
  private static String canonical(String text, String subtag) {
    if (!isPlain(subtag)) {
      throw fault(text);
    }
    String lower = subtag.toLowerCase(Locale.ROOT);
    return switch (subtag.length()) {
      case 2 -> subtag.toUpperCase(Locale.ROOT);
      case 4 -> lower.substring(0, 1).toUpperCase(Locale.ROOT) + lower.substring(1);
      default -> lower;
    };
  }

  private static boolean isLetters(String subtag) {
    for (int i = 0; i < subtag.length(); i++) {
      if ((subtag.charAt(i) | 0x20) < 'a') {
        return false;
      }
    }
    return isPlain(subtag);
  }

  private static boolean isPlain(String subtag) {
    for (int i = 0; i < subtag.length(); i++) {
      char c = subtag.charAt(i);
      if (c >= 0x80 || !Character.isLetterOrDigit(c)) {
        return false;
      }
    }
    return !subtag.isEmpty() && subtag.length() <= SUBTAG_CHARS_MAX;
  }

  private static IllegalArgumentException fault(String text) {
    return new IllegalArgumentException("\"" + text + "\" is no language like de or de-CH");
  }

  /**
   * Whether the field names a language of this range with a weight above zero. A star names no
   * language. One pass, and no allocation.
   *
   * @param field the value of {@code Accept-Language}
   */
  boolean isAcceptedBy(String field) {
    int end = field.length();
    if (end > FIELD_CHARS_MAX) {
      // Up to the last language that is looked at whole.
      end = Math.max(field.lastIndexOf(',', FIELD_CHARS_MAX), 0);
    }
    int start = 0;
    while (start < end) {
      int comma = field.indexOf(',', start, end);
      int itemEnd = comma < 0 ? end : comma;
      int tag = skipSpace(field, start, itemEnd);
      if (isMetBy(field, tag, itemEnd) && !hasNoWeight(field, tag, itemEnd)) {
        return true;
      }
      start = itemEnd + 1;
    }
    return false;
  }

  private boolean isMetBy(String field, int tag, int end) {
    int tagEnd = tag + text.length();
    if (tagEnd > end || !field.regionMatches(true, tag, text, 0, text.length())) {
      return false;
    }
    if (tagEnd == end) {
      return true;
    }
    char next = field.charAt(tagEnd);
    return next == '-' || next == ';' || isSpace(next);
  }

  /** Whether there is a parameter {@code q} whose digits are all zero. */
  private static boolean hasNoWeight(String field, int tag, int end) {
    int semicolon = field.indexOf(';', tag, end);
    if (semicolon < 0) {
      return false;
    }
    int name = skipSpace(field, semicolon + 1, end);
    if (name >= end || (field.charAt(name) | 0x20) != 'q') {
      return false;
    }
    int equals = skipSpace(field, name + 1, end);
    if (equals >= end || field.charAt(equals) != '=') {
      return false;
    }
    int at = skipSpace(field, equals + 1, end);
    if (at >= end || field.charAt(at) != '0') {
      return false;
    }
    while (at < end && (field.charAt(at) == '0' || field.charAt(at) == '.')) {
      at++;
    }
    return skipSpace(field, at, end) == end;
  }

  private static int skipSpace(String field, int start, int end) {
    int at = start;
    while (at < end && isSpace(field.charAt(at))) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\t';
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LanguageRange range && range.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** As BCP 47 writes it. */
  @Override
  public String toString() {
    return text;
  }
}
