package gotourl.cli;

import gotourl.config.Setting;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The command line of nearly every start of the server, read without picocli, whose making and
 * reading of the whole grammar takes a third of the time until the first redirect. It recognises
 * {@code serve} or nothing, and flags of the server with their values; whatever is the least
 * unusual, a mistake above all, is left to {@link Arguments}. So it may only be stricter than that,
 * never laxer, and a test holds the two together.
 */
final class PlainArguments {

  private final Command command;
  private final Map<String, Setting> settings = new HashMap<>();
  private final Map<Setting, String> flags = new EnumMap<>(Setting.class);
  private boolean isNamed;

  private PlainArguments(Command command) {
    this.command = command;
    for (Setting setting : Setting.values()) {
      if (setting.serves(command.use())) {
        settings.put(setting.key(), setting);
      }
    }
  }

  /**
   * What the command line says, or nothing if it takes a closer look to know.
   *
   * @param command the one that runs when none is named; it takes no argument
   */
  static Optional<Arguments.Run> parse(Command command, String... words) {
    return new PlainArguments(command).parse(words);
  }

  private Optional<Arguments.Run> parse(String... words) {
    int at = 0;
    while (at < words.length) {
      int taken = take(words[at], at + 1 < words.length ? words[at + 1] : "");
      if (taken == 0) {
        return Optional.empty();
      }
      at += taken;
    }
    return Optional.of(new Arguments.Run(command, flags, Words.NONE));
  }

  /** How many words were understood: the one, with or without the next, or none. */
  private int take(String word, String next) {
    if (word.equals(command.name()) && !isNamed) {
      isNamed = true;
      return 1;
    }
    int equals = word.indexOf('=');
    Setting setting = settings.get(name(equals < 0 ? word : word.substring(0, equals)));
    if (setting == null) {
      return 0;
    }
    if (equals >= 0) {
      return takeValue(setting, word.substring(equals + 1), 1);
    }
    return setting.isSwitch() ? takeValue(setting, "true", 1) : takeValue(setting, next, 2);
  }

  /** A value that might be meant for something else than a value is not ours to decide. */
  private int takeValue(Setting setting, String value, int words) {
    if (value.isEmpty() || value.startsWith("-") || Main.isCommand(value)) {
      return 0;
    }
    flags.merge(setting, value, (before, next) -> setting.isList() ? before + "," + next : next);
    return words;
  }

  /** Without its one dash or two; a name that no setting has if there is none. */
  private static String name(String flag) {
    if (flag.startsWith("--")) {
      return flag.substring(2);
    }
    return flag.startsWith("-") ? flag.substring(1) : "";
  }
}
