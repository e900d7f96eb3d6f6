package gotourl.config;

/**
 * The value of one setting in a file of its own, as containers and service managers hand out
 * secrets: {@code GOTO_X_FILE} names the file where {@code GOTO_X} would be the value.
 */
final class ValueFile {

  /** The longest value is a path. */
  private static final int BYTES_MAX = 8 * 1024;

  private ValueFile() {}

  /** Without the end of its one line. */
  static String read(String file) throws Mistake {
    String value = TextFile.read(Readings.path(file), BYTES_MAX).replaceFirst("\\R\\z", "");
    if (value.isEmpty()) {
      throw new Mistake("is empty");
    }
    if (value.lines().skip(1).findAny().isPresent()) {
      throw new Mistake("holds more than one line");
    }
    return value;
  }
}
