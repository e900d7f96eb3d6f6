package gotourl.cli;

import gotourl.config.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * The command line's shape, made from the table of settings and the list of commands. Flags are
 * Go's: one dash or two, {@code -http :3000} or {@code -http=:3000}, the last one wins, and a
 * switch takes a value only behind an equals sign, so that it never swallows an argument.
 *
 * <p>picocli only splits; every value stays text, because {@code config} reads flags, environment
 * and file with the same eyes.
 */
final class Grammar {

  static final String PROGRAM = "goto";
  static final String HELP = "help";

  /** Wide enough for the longest flag beside a readable description. */
  private static final int HELP_WIDTH = 100;

  private static final int HELP_FLAGS_WIDTH = 30;

  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final Command byDefault;
  private final CommandLine commandLine;

  /** The first command is the one that runs when none is named. */
  Grammar(List<Command> commands) {
    this.byDefault = commands.getFirst();
    commands.forEach(command -> this.commands.put(command.name(), command));
    this.commandLine = build();
  }

  CommandLine commandLine() {
    return commandLine;
  }

  boolean knows(String name) {
    return name.equals(PROGRAM) || name.equals(HELP) || commands.containsKey(name);
  }

  Command command(String name) {
    return commands.getOrDefault(name, byDefault);
  }

  String usage(String name) {
    CommandLine wanted = commandLine.getSubcommands().getOrDefault(name, commandLine);
    return wanted.getUsageMessage(Ansi.OFF).stripTrailing();
  }

  /** The version in the jar's manifest. */
  static Optional<String> packagedVersion() {
    return Optional.ofNullable(Grammar.class.getPackage().getImplementationVersion());
  }

  /** The program and its version. */
  String version() {
    return PROGRAM + " " + packagedVersion().orElse("(built from source, not packaged)");
  }

  private CommandLine build() {
    CommandSpec root = spec(PROGRAM, byDefault);
    root.usageMessage()
        .header("A link server: short keys that redirect to long URLs; saved means durable.")
        .synopsisSubcommandLabel("[COMMAND]")
        .commandListHeading("%nCommands:%n");
    for (Command command : commands.values()) {
      root.addSubcommand(command.name(), spec(command.name(), command));
    }
    root.addSubcommand(HELP, helpSpec());
    CommandLine line = new CommandLine(root);
    line.setPosixClusteredShortOptionsAllowed(false).setExpandAtFiles(false);
    collectErrors(line);
    line.getSubcommands().values().forEach(Grammar::collectErrors);
    return line;
  }

  private static void collectErrors(CommandLine line) {
    line.getCommandSpec().parser().collectErrors(true);
  }

  private static CommandSpec spec(String name, Command command) {
    CommandSpec spec = CommandSpec.create().name(name);
    command.options().forEach(option -> spec.addOption(option(option)));
    for (Setting setting : Setting.values()) {
      // A flag that the command has no use for is still known, so that the mistake has its name.
      boolean isUseful = setting.serves(command.use()) || name.equals(PROGRAM);
      spec.addOption(option(setting, !isUseful));
    }
    spec.addOption(helpOption());
    spec.addOption(
        OptionSpec.builder("-version", "--version")
            .versionHelp(true)
            .description("print the version")
            .build());
    if (!command.argument().isEmpty()) {
      spec.addPositional(positional(command.argument(), command.argumentsMax()));
    }
    usage(spec)
        .header(escape(command.summary()))
        .footer(command.details().stream().map(Grammar::escape).toArray(String[]::new))
        .footerHeading("%n");
    return spec;
  }

  private static CommandSpec helpSpec() {
    CommandSpec spec = CommandSpec.create().name(HELP);
    spec.addPositional(positional("COMMAND", 1));
    spec.addOption(helpOption());
    usage(spec).header("Explains a command.");
    return spec;
  }

  private static UsageMessageSpec usage(CommandSpec spec) {
    return spec.usageMessage()
        .width(HELP_WIDTH)
        .longOptionsMaxWidth(HELP_FLAGS_WIDTH)
        .sortOptions(false)
        .abbreviateSynopsis(true);
  }

  private static PositionalParamSpec positional(String label, int count) {
    return PositionalParamSpec.builder()
        .index("0.." + (count - 1))
        .arity("0..1")
        .type(List.class)
        .auxiliaryTypes(String.class)
        .paramLabel(label)
        .hideParamSyntax(true)
        .build();
  }

  private static OptionSpec helpOption() {
    return OptionSpec.builder("-h", "-help", "--help")
        .usageHelp(true)
        .description("print this help")
        .build();
  }

  private static OptionSpec option(Setting setting, boolean hidden) {
    return option(setting.key(), setting.isSwitch(), setting.label())
        .hidden(hidden)
        .userObject(setting)
        .description(description(setting))
        .build();
  }

  private static OptionSpec option(Option own) {
    return option(own.name(), own.isSwitch(), own.label())
        .userObject(own)
        .description(escape(own.description()))
        .build();
  }

  private static OptionSpec.Builder option(String name, boolean isSwitch, String label) {
    OptionSpec.Builder option =
        OptionSpec.builder("-" + name, "--" + name).type(List.class).auxiliaryTypes(String.class);
    if (isSwitch) {
      // "-sequential" alone is handed on as "-sequential=true" before anything else is looked at.
      option
          .arity("0..1")
          .paramLabel("true|false")
          .preprocessor((waiting, command, argument, info) -> {
            if (!"=".equals(info.get("separator"))) {
              waiting.push("true");
            }
            return false;
          });
    } else {
      option.arity("1").paramLabel(label);
    }
    return option;
  }

  private static String[] description(Setting setting) {
    List<String> lines = new ArrayList<>();
    lines.add(escape(setting.description()));
    if (!setting.isSwitch() && !setting.byDefault().isEmpty()) {
      lines.add("default: " + escape(setting.byDefault()));
    }
    return lines.toArray(String[]::new);
  }

  /** picocli takes its texts for formats. */
  private static String escape(String text) {
    return text.replace("%", "%%");
  }
}
