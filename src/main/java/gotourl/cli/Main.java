package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Operations;
import gotourl.config.Setting;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code goto}: reads the command line, runs one command, and ends with its exit code. */
public final class Main {

  static final int DONE = 0;
  static final int FAILED = 1;
  static final int NOT_UNDERSTOOD = 2;

  /** There was no server, or it could not just then. */
  static final int LATER = 3;

  /** The first is what runs when none is named. */
  static final List<Command> COMMANDS =
      List.of(
          new Serve(),
          new Backup(),
          new Verify(),
          new Dump(),
          new Import(),
          new Export(),
          new Purge(),
          new SecretsCommand(),
          new Add(),
          new Get(),
          new ListLinks(),
          new Edit(),
          new Remove(),
          new History(),
          new Restore(),
          new DrawQr(),
          new Tags(),
          new Completion());

  private static final String PREFIX = Grammar.PROGRAM + ": ";

  private Main() {}

  public static void main(String[] args) {
    Log.begin();
    Terminal terminal = Terminal.ofProcess();
    System.exit(
        Rehearsal.isWanted(args)
            ? Rehearsal.run(terminal, args)
            : run(terminal, System.getenv(), args));
  }

  static int run(Terminal terminal, Map<String, String> environment, String... args) {
    return switch (understood(args)) {
      case Arguments.Show show -> {
        terminal.out().println(show.text());
        yield DONE;
      }
      case Arguments.Mistaken(List<String> mistakes, Map<Setting, String> flags) ->
          refuse(
              terminal,
              switch (Configuration.load(flags, environment)) {
                case Configuration.Invalid invalid -> joined(mistakes, invalid.mistakes());
                case Configuration.Valid _ -> mistakes;
              });
      case Arguments.Run run -> configure(terminal, environment, run);
    };
  }

  private static Arguments.Parsed understood(String... args) {
    Optional<Arguments.Run> plain = PlainArguments.parse(COMMANDS.getFirst(), args);
    return plain.isPresent() ? plain.get() : Arguments.parse(new Grammar(COMMANDS), args);
  }

  /** Whether the word names something to do. */
  static boolean isCommand(String word) {
    return word.equals(Grammar.HELP)
        || COMMANDS.stream().anyMatch(command -> command.name().equals(word));
  }

  private static int configure(
      Terminal terminal, Map<String, String> environment, Arguments.Run run) {
    Configuration.Loaded loaded = Configuration.load(run.flags(), environment);
    loaded.warnings().forEach(warning -> terminal.complain(PREFIX + warning));
    return switch (loaded) {
      case Configuration.Invalid invalid -> refuse(terminal, invalid.mistakes());
      case Configuration.Valid valid -> {
        Operations operations = valid.configuration().operations();
        Log.use(operations.log(), operations.logLevel());
        try {
          yield run.command().run(valid.configuration(), run.words(), terminal);
        } catch (Failure failure) {
          terminal.complain(PREFIX + failure.getMessage());
          failure.more().forEach(terminal::complain);
          yield failure.exitCode();
        }
      }
    };
  }

  private static List<String> joined(List<String> first, List<String> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private static int refuse(Terminal terminal, List<String> mistakes) {
    mistakes.forEach(mistake -> terminal.complain(PREFIX + mistake));
    terminal.complain("\"goto help\" lists the commands and all flags");
    return NOT_UNDERSTOOD;
  }
}
