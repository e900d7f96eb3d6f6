package gotourl.config;

/**
 * A value and where it came from.
 *
 * @param origin as the reader of a message would look for it: {@code -http}, {@code GOTO_HTTP},
 *     {@code goto.properties:3}
 * @param isShown whether messages may quote it: it may be a secret if somebody put it into a file
 *     of its own
 */
record Given(String value, String origin, boolean isShown) {

  Given(String value, String origin) {
    this(value, origin, true);
  }

  /** What a mistake calls this part of the value. */
  String shown(String text) {
    return isShown ? "\"" + text + "\"" : "what the file holds";
  }
}
