package gotourl.config;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What holds for each setting after precedence, and the mistakes met on the way. */
final class Values {

  /** Text to value. */
  interface Reading<T> {
    T read(String text) throws Mistake;
  }

  private final List<String> mistakes = new ArrayList<>();
  private final Map<Setting, Given> given = new EnumMap<>(Setting.class);

  Values(Map<Setting, String> flags, Map<String, String> environment) {
    for (Setting setting : Setting.values()) {
      String flag = flags.get(setting);
      String variable = environment.getOrDefault(setting.environmentName(), "");
      String file = environment.getOrDefault(setting.fileEnvironmentName(), "");
      if (!variable.isEmpty() && !file.isEmpty()) {
        mistakes.add(
            setting.environmentName()
                + " and "
                + setting.fileEnvironmentName()
                + " are both set: one is enough");
      }
      if (flag != null) {
        given.put(setting, new Given(flag, "-" + setting.key()));
      } else if (!variable.isEmpty()) {
        given.put(setting, new Given(variable, setting.environmentName()));
      } else if (!file.isEmpty()) {
        putFile(setting, file);
      }
    }
  }

  private void putFile(Setting setting, String file) {
    String origin = setting.fileEnvironmentName();
    try {
      given.put(setting, new Given(ValueFile.read(file), origin, false));
    } catch (Mistake mistake) {
      mistakes.add(origin + ": \"" + file + "\" " + mistake.getMessage());
    }
  }

  /** Puts the values of a file below those that are known already. */
  void addBelow(Map<Setting, Given> file) {
    file.forEach(given::putIfAbsent);
  }

  /** The value; after a mistake, which is noted, the default. */
  <T> T read(Setting setting, Reading<T> reading) {
    Given value = given.get(setting);
    if (value != null) {
      try {
        return reading.read(value.value());
      } catch (Mistake mistake) {
        mistakes.add(value.origin() + ": " + value.shown() + " " + mistake.getMessage());
      }
    }
    return byDefault(setting, reading);
  }

  /** One line each. */
  List<String> mistakes() {
    return mistakes;
  }

  private static <T> T byDefault(Setting setting, Reading<T> reading) {
    try {
      return reading.read(setting.byDefault());
    } catch (Mistake mistake) {
      throw new AssertionError("the default of " + setting + " " + mistake.getMessage(), mistake);
    }
  }
}
