package gotourl.transfer;

/** Foreign text as one line may show it: in quotes, controls escaped, cut where it is too long. */
final class Quoted {

  /** Enough to recognise a URL by, short enough for a terminal. */
  static final int SHOWN_MAX = 200;

  private Quoted() {}

  static String of(String text) {
    return text.length() <= SHOWN_MAX
        ? '"' + escaped(text) + '"'
        : '"' + escaped(text.substring(0, SHOWN_MAX)) + "…\" (" + text.length() + " characters)";
  }

  /** Without the quotes and whole: for sentences that quote something themselves. */
  static String escaped(String text) {
    if (isPlain(text)) {
      return text;
    }
    StringBuilder line = new StringBuilder(text.length() + 2);
    text.codePoints().forEach(point -> append(line, point));
    return line.toString();
  }

  /** As nearly everything is that is quoted. */
  private static boolean isPlain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c >= 0x7F || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  private static void append(StringBuilder line, int point) {
    switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          line.append(String.format("\\u%04x", point));
      default -> {
        if (point == '"' || point == '\\') {
          line.append('\\');
        }
        line.appendCodePoint(point);
      }
    }
  }
}
