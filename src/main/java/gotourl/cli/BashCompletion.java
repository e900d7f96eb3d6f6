package gotourl.cli;

import java.io.File;
import java.util.List;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Completion for bash, and for zsh, which can read the same. The grammar that picocli makes it of
 * is a plainer one than that which reads: one dash, one spelling, and only what has a use.
 */
final class BashCompletion {

  private BashCompletion() {}

  static String script() {
    CommandSpec root = spec(Grammar.PROGRAM, Main.COMMANDS.getFirst());
    for (Command command : Main.COMMANDS) {
      root.addSubcommand(command.name(), spec(command.name(), command));
    }
    root.addSubcommand(Grammar.HELP, help());
    return AutoComplete.bash(Grammar.PROGRAM, new CommandLine(root));
  }

  private static CommandSpec spec(String name, Command command) {
    CommandSpec spec = CommandSpec.create().name(name);
    for (Option flag : Completion.flags(command)) {
      OptionSpec.Builder option = OptionSpec.builder("-" + flag.name());
      if (flag.isSwitch()) {
        option.arity("0").type(boolean.class);
      } else {
        option.arity("1").type(flag.isPath() ? File.class : String.class);
      }
      spec.addOption(option.build());
    }
    List<String> choices = Completion.choices(command);
    if (!choices.isEmpty()) {
      spec.addPositional(positional(choices));
    }
    return spec;
  }

  private static CommandSpec help() {
    return CommandSpec.create()
        .name(Grammar.HELP)
        .addPositional(positional(Main.COMMANDS.stream().map(Command::name).toList()));
  }

  private static PositionalParamSpec positional(List<String> choices) {
    return PositionalParamSpec.builder()
        .index("0")
        .type(String.class)
        .completionCandidates(choices)
        .build();
  }
}
