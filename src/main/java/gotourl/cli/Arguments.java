package gotourl.cli;

import gotourl.config.Setting;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What the command line says: reads it whole and collects every mistake. */
final class Arguments {

  /** Outcome of {@link #parse}. */
  sealed interface Parsed {}

  /**
   * @param flags as they were written; of a list all, joined by commas, and of anything else the
   *     last, as in Go
   */
  record Run(Command command, Map<Setting, String> flags, Words words) implements Parsed {}

  /** A text was asked for: help, or the version. */
  record Show(String text) implements Parsed {}

  /**
   * @param mistakes one line each
   * @param flags those that were understood, so that their values can be looked at too
   */
  record Mistaken(List<String> mistakes, Map<Setting, String> flags) implements Parsed {}

  private final Grammar grammar;
  private final List<String> mistakes = new ArrayList<>();
  private final Map<Setting, String> flags = new EnumMap<>(Setting.class);
  private final Map<String, List<String>> options = new HashMap<>();

  private Arguments(Grammar grammar) {
    this.grammar = grammar;
  }

  static Parsed parse(Grammar grammar, String... args) {
    ParseResult all = grammar.commandLine().parseArgs(args);
    List<ParseResult> levels = all.hasSubcommand() ? List.of(all, all.subcommand()) : List.of(all);
    ParseResult last = levels.getLast();
    if (all.isVersionHelpRequested() || last.isVersionHelpRequested()) {
      return new Show(grammar.version());
    }
    if (all.isUsageHelpRequested() || last.isUsageHelpRequested()) {
      return new Show(grammar.usage(last.commandSpec().name()));
    }
    return new Arguments(grammar).parse(levels);
  }

  private Parsed parse(List<ParseResult> levels) {
    List<String> positionals = new ArrayList<>();
    for (ParseResult result : levels) {
      result.errors().forEach(error -> explain(error, result));
      result.matchedOptionsSet().forEach(this::note);
      result.matchedPositionalsSet().forEach(p -> positionals.addAll(p.stringValues()));
    }
    String name = levels.getLast().commandSpec().name();
    if (name.equals(Grammar.HELP)) {
      return help(positionals);
    }
    Command command = grammar.command(name);
    if (positionals.size() < command.argumentsMin()) {
      mistakes.add("\"goto " + name + "\" needs " + command.argument());
    }
    for (Setting setting : flags.keySet()) {
      if (!setting.serves(command.use())) {
        mistakes.add("-" + setting.key() + ": \"goto " + name + "\" has no use for it");
      }
    }
    return mistakes.isEmpty()
        ? new Run(command, flags, new Words(positionals, options))
        : new Mistaken(mistakes, flags);
  }

  private Parsed help(List<String> positionals) {
    String topic = positionals.isEmpty() ? Grammar.PROGRAM : positionals.getFirst();
    if (!grammar.knows(topic)) {
      mistakes.add("\"" + topic + "\" is not a command");
    }
    return mistakes.isEmpty() ? new Show(grammar.usage(topic)) : new Mistaken(mistakes, flags);
  }

  private void note(OptionSpec option) {
    if (option.userObject() instanceof Setting setting) {
      for (String value : option.stringValues()) {
        flags.merge(
            setting, value, (before, next) -> setting.isList() ? before + "," + next : next);
      }
    } else if (option.userObject() instanceof Option own) {
      options.put(own.name(), option.stringValues());
    }
  }

  private void explain(Exception error, ParseResult where) {
    switch (error) {
      case UnmatchedArgumentException unmatched ->
          unmatched.getUnmatched().forEach(word -> mistakes.add(unknown(word, where)));
      case MissingParameterException missing ->
          missing.getMissing().forEach(spec -> mistakes.add(name(spec) + " needs a value"));
      case ParameterException other -> mistakes.add(String.valueOf(other.getMessage()));
      default -> throw new IllegalStateException(error);
    }
  }

  private static String unknown(String word, ParseResult where) {
    if (word.startsWith("-")) {
      return "there is no flag " + word;
    }
    return where.commandSpec().name().equals(Grammar.PROGRAM)
        ? "\"" + word + "\" is not a command"
        : "\"" + word + "\" is one argument too many";
  }

  private static String name(ArgSpec spec) {
    return spec instanceof OptionSpec option ? option.shortestName() : spec.paramLabel();
  }
}
