package gotourl.cli;

/** A change that is made only to the version that somebody has looked at. */
final class IfVersion {

  static final Option OPTION =
      new Option("if-version", "COUNT", "only if the link is still at this version");

  private IfVersion() {}

  /** What {@code If-Match} says; nothing if any version will do. */
  static String of(Words words) throws Failure {
    String version = words.last(OPTION.name()).orElse("");
    if (!version.matches("[0-9]{0,10}")) {
      throw Failure.notUnderstood(
          "-if-version: \"" + version + "\" is no version: they are numbers");
    }
    return version.isEmpty() ? "" : '"' + version + '"';
  }
}
