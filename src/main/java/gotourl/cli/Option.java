package gotourl.cli;

/**
 * What one command alone can be told, behind its name. Unlike a setting it holds for this one time,
 * and is in no file and no environment.
 *
 * @param name without its dash
 * @param label what stands for the value in the help; empty for a switch
 * @param description for people: one sentence without a full stop
 */
record Option(String name, String label, String description) {

  /** One that is true by being named, or takes true or false behind an equals sign. */
  static Option flag(String name, String description) {
    return new Option(name, "", description);
  }

  /** Whether the value is a place on the disk, so that a shell can help to write it. */
  boolean isPath() {
    return label.equals("FILE") || label.equals("DIR");
  }

  boolean isSwitch() {
    return label.isEmpty();
  }
}
