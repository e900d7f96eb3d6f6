package gotourl.cli;

/** Completion for fish, which picocli does not write: a line for each command and each flag. */
final class FishCompletion {

  private final StringBuilder script = new StringBuilder("complete -c goto -f\n");

  private FishCompletion() {}

  static String script() {
    FishCompletion completion = new FishCompletion();
    for (Command command : Main.COMMANDS) {
      completion.add("__fish_use_subcommand", "-a " + command.name(), command.summary());
    }
    for (Command command : Main.COMMANDS) {
      String behind = "'__fish_seen_subcommand_from " + command.name() + "'";
      for (String choice : Completion.choices(command)) {
        completion.add(behind, "-a " + choice, command.summary());
      }
      for (Option flag : Completion.flags(command)) {
        String value = flag.isSwitch() ? "" : flag.isPath() ? " -r -F" : " -x";
        completion.add(behind, "-o " + flag.name() + value, flag.description());
      }
    }
    return completion.script.toString();
  }

  private void add(String when, String what, String description) {
    script
        .append("complete -c goto -n ")
        .append(when)
        .append(' ')
        .append(what)
        .append(" -d ")
        .append(quoted(description))
        .append('\n');
  }

  /** One word for fish. */
  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
