package gotourl.config;

/**
 * A value and where it came from.
 *
 * @param origin as the reader of a message would look for it: {@code -http}, {@code GOTO_HTTP},
 *     {@code goto.properties:3}
 */
record Given(String value, String origin) {}
