package gotourl.config;

/** Whole decimal numbers within bounds. */
final class Numbers {

  /** More digits than any bound of ours has; also keeps the value far from overflow. */
  private static final int DIGITS_MAX = 9;

  private Numbers() {}

  static int parse(String text, int min, int max, String otherwise) throws Mistake {
    if (text.isEmpty() || text.length() > DIGITS_MAX || !isDigits(text)) {
      throw new Mistake(otherwise);
    }
    int number = Integer.parseInt(text);
    if (number < min || number > max) {
      throw new Mistake(otherwise);
    }
    return number;
  }

  static int parse(String text, int min, int max) throws Mistake {
    return parse(text, min, max, "is not a number from " + min + " to " + max);
  }

  private static boolean isDigits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
