package gotourl.config;

import org.jspecify.annotations.Nullable;

/**
 * A value and where it came from.
 *
 * @param origin as the reader of a message would look for it: {@code -http}, {@code GOTO_HTTP},
 *     {@code goto.properties:3}
 * @param calledInstead what messages call the value that must not quote it; {@code null}: they may
 */
record Given(String value, String origin, @Nullable String calledInstead) {

  Given(String value, String origin) {
    this(value, origin, null);
  }

  /** As it stands where others stand. */
  static Given of(Setting setting, String value, String origin) {
    return new Given(value, origin, setting.isSecret() ? "its value" : null);
  }

  /** In a file of its own: it may be a secret, whatever it sets. */
  static Given ofFile(String value, String origin) {
    return new Given(value, origin, "what the file holds");
  }

  /** What a mistake calls this part of the value. */
  String shown(String text) {
    return calledInstead == null ? "\"" + text + "\"" : calledInstead;
  }
}
