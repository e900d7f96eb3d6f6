package gotourl.http.api;

/** From a value of JSON to one of a type. */
final class Values {

  private Values() {}

  static String text(Json json) throws Unacceptable {
    if (json instanceof Json.Text(String text)) {
      return text;
    }
    throw Unacceptable.shape("must be a text");
  }

  /** Spelled without point and exponent. */
  static int integer(Json json) throws Unacceptable {
    if (json instanceof Json.Numeral(String digits)) {
      try {
        return Integer.parseInt(digits);
      } catch (NumberFormatException broken) {
        throw Unacceptable.shape("must be a whole number");
      }
    }
    throw Unacceptable.shape("must be a whole number");
  }
}
