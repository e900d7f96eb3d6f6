package gotourl.http.api;

/**
 * What is wrong with one field or parameter.
 *
 * @param field its name; a path where it stands inside another
 * @param reason for people, read behind the name: {@code must be a text}
 * @param kind whether it could be read at all
 */
record Fault(String field, String reason, Kind kind) {

  enum Kind {
    /** It is missing, unknown, there twice, of the wrong type. */
    SHAPE,
    /** It is what it should be, but cannot have this value. */
    VALUE
  }

  /** Names are the client's, of any length: enough of one to find it by. */
  private static final int NAME_CHARS_MAX = 64;

  static Fault shape(String field, String reason) {
    return new Fault(shown(field), reason, Kind.SHAPE);
  }

  static Fault value(String field, String reason) {
    return new Fault(shown(field), reason, Kind.VALUE);
  }

  private static String shown(String name) {
    if (name.length() <= NAME_CHARS_MAX) {
      return name;
    }
    boolean splits = Character.isHighSurrogate(name.charAt(NAME_CHARS_MAX - 1));
    return name.substring(0, splits ? NAME_CHARS_MAX - 1 : NAME_CHARS_MAX) + "…";
  }
}
