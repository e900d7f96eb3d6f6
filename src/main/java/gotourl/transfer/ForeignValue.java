package gotourl.transfer;

import java.util.Locale;

/** Values as other programs write them into a text. */
final class ForeignValue {

  /** What fits a long whatever its digits are. */
  private static final int DIGITS_MAX = 18;

  private ForeignValue() {}

  /** A number of things; nothing where nothing is written. */
  static long count(String text) throws RowFault {
    String digits = text.strip();
    if (digits.isEmpty()) {
      return 0;
    }
    boolean isNumber = digits.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber || digits.length() > DIGITS_MAX) {
      throw new RowFault(Quoted.of(digits) + " is no number");
    }
    return Long.parseLong(digits);
  }

  /** A number from one to the other, both included. */
  static int between(int min, int max, String text) throws RowFault {
    long number = count(text);
    if (text.isBlank() || number < min || number > max) {
      throw new RowFault(Quoted.of(text.strip()) + " is not " + min + " to " + max);
    }
    return (int) number;
  }

  /**
   * Yes or no; also as Excel writes what it took for a truth in German, French, Spanish, Italian
   * and Dutch.
   */
  static boolean flag(String text) throws RowFault {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true", "yes", "y", "on", "1", "wahr", "vrai", "verdadero", "vero", "waar" -> true;
      case "false", "no", "n", "off", "0", "falsch", "faux", "falso", "onwaar" -> false;
      default -> throw new RowFault(Quoted.of(text.strip()) + " is neither true nor false");
    };
  }
}
