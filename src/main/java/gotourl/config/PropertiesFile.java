package gotourl.config;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lines of {@code name=value} in UTF-8; {@code #} or {@code !} begins a comment line. Nothing is
 * escaped and no line is continued, so that every mistake has a line number and a path keeps its
 * backslashes: {@link java.util.Properties} offers neither.
 */
final class PropertiesFile {

  /** Far more than all settings need; keeps a wrong path from being read whole. */
  private static final int BYTES_MAX = 64 * 1024;

  private final String name;
  private final List<String> mistakes;
  private final Map<Setting, Given> given = new EnumMap<>(Setting.class);

  private PropertiesFile(String name, List<String> mistakes) {
    this.name = name;
    this.mistakes = mistakes;
  }

  /**
   * @param mistakes gets one line for each
   */
  static Map<Setting, Given> read(Path file, List<String> mistakes) throws Mistake {
    PropertiesFile properties = new PropertiesFile(file.toString(), mistakes);
    int number = 0;
    for (String line : TextFile.read(file, BYTES_MAX).split("\\R", -1)) {
      number++;
      properties.read(line.strip(), number);
    }
    return properties.given;
  }

  private void read(String line, int number) {
    if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
      return;
    }
    String origin = name + ":" + number;
    int equals = line.indexOf('=');
    if (equals < 0) {
      mistakes.add(origin + ": this is not a line of name=value" + shown(line));
      return;
    }
    String key = line.substring(0, equals).stripTrailing();
    Optional<Setting> setting = Setting.ofKey(key);
    if (setting.isEmpty()) {
      mistakes.add(origin + ": there is no setting \"" + key + "\"");
    } else if (setting.get() == Setting.CONFIG) {
      mistakes.add(origin + ": \"config\" cannot be set in the file that it names");
    } else {
      put(
          setting.get(),
          Given.of(setting.get(), line.substring(equals + 1).stripLeading(), origin));
    }
  }

  /** Unless it may be meant to set a secret. */
  private static String shown(String line) {
    boolean isSecret =
        Stream.of(Setting.values()).anyMatch(each -> each.isSecret() && line.contains(each.key()));
    return isSecret ? "" : ": " + line;
  }

  private void put(Setting setting, Given value) {
    Given before = given.putIfAbsent(setting, value);
    if (before != null) {
      mistakes.add(
          value.origin() + ": \"" + setting.key() + "\" stands already at " + before.origin());
    }
  }
}
