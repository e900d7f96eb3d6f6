package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import java.util.List;
import java.util.stream.Stream;

/** One thing that goto can be asked to do. */
interface Command {

  String name();

  /** One line, for the list of commands. */
  String summary();

  /** More lines for the command's own help. */
  List<String> details();

  /**
   * What stands for the arguments in the help, a word each, in brackets if it may be left out;
   * empty if the command takes none.
   */
  String argument();

  /** How many arguments there can be. */
  default int argumentsMax() {
    return argument().isEmpty() ? 0 : argument().split(" ", -1).length;
  }

  /** How many the command cannot do without. */
  default int argumentsMin() {
    return (int) Stream.of(argument().split(" ", -1)).filter(word -> !isOptional(word)).count();
  }

  private static boolean isOptional(String word) {
    return word.isEmpty() || word.startsWith("[");
  }

  /** What it can be told besides the settings. */
  default List<Option> options() {
    return List.of();
  }

  /** Which settings the command listens to. */
  Setting.Use use();

  /**
   * Does it.
   *
   * @param words what was said to this command alone
   * @return the exit code
   */
  int run(Configuration configuration, Words words, Terminal terminal) throws Failure;
}
