package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import java.util.List;
import java.util.stream.Stream;

/** {@code goto completion SHELL}: a script with which a shell completes our words. */
final class Completion implements Command {

  @Override
  public String name() {
    return "completion";
  }

  @Override
  public String summary() {
    return "Prints a script with which a shell completes commands and flags.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "bash: source <(goto completion bash), in ~/.bashrc",
        "zsh: the same with zsh, in ~/.zshrc, behind: autoload -Uz compinit && compinit",
        "fish: goto completion fish > ~/.config/fish/completions/goto.fish",
        "Exit code: 0 printed, 2 not understood.");
  }

  @Override
  public String argument() {
    return "bash|zsh|fish";
  }

  @Override
  public Setting.Use use() {
    return Setting.Use.NOTHING;
  }

  @Override
  public int run(Configuration configuration, Words words, Terminal terminal) throws Failure {
    switch (words.first()) {
      case "bash", "zsh" -> terminal.out().print(BashCompletion.script());
      case "fish" -> terminal.out().print(FishCompletion.script());
      default ->
          throw Failure.notUnderstood(
              "\"goto completion\" knows bash, zsh and fish, not " + words.first());
    }
    return Main.DONE;
  }

  /** What may stand behind a command's name, its own options first. */
  static List<Option> flags(Command command) {
    return Stream.concat(
            command.options().stream(),
            Stream.of(Setting.values())
                .filter(setting -> setting.serves(command.use()) && !setting.isSecret())
                .map(setting -> new Option(setting.key(), setting.label(), setting.description())))
        .toList();
  }

  /** The words that its first argument can be; none if it can be anything. */
  static List<String> choices(Command command) {
    String first = command.argument().split(" ", -1)[0].replaceAll("[\\[\\]]", "");
    return first.contains("|") ? List.of(first.split("\\|", -1)) : List.of();
  }
}
