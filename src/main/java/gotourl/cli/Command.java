package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import java.util.List;

/** One thing that goto can be asked to do. */
interface Command {

  String name();

  /** One line, for the list of commands. */
  String summary();

  /** More lines for the command's own help. */
  List<String> details();

  /** What stands for the argument in the help; empty if the command takes none. */
  String argument();

  /** Whether the command cannot do without its argument. */
  default boolean needsArgument() {
    return !argument().isEmpty();
  }

  /** Which settings the command listens to. */
  Setting.Use use();

  /**
   * Does it.
   *
   * @param argument empty if none was given
   * @return the exit code
   */
  int run(Configuration configuration, String argument, Terminal terminal) throws Failure;
}
