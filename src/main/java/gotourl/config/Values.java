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
      if (flag != null && !flag.isEmpty() && setting.isSecret()) {
        mistakes.add(
            "-%s: everybody on this machine can read it there; set %s or %s"
                .formatted(
                    setting.key(), setting.fileEnvironmentName(), setting.environmentName()));
      } else if (flag != null) {
        given.put(setting, new Given(flag, "-" + setting.key()));
      } else if (!variable.isEmpty()) {
        given.put(setting, Given.of(setting, variable, setting.environmentName()));
      } else if (!file.isEmpty()) {
        putFile(setting, file);
      }
    }
  }

  private void putFile(Setting setting, String file) {
    String origin = setting.fileEnvironmentName();
    try {
      given.put(setting, Given.ofFile(ValueFile.read(file), origin));
    } catch (Mistake mistake) {
      // Who mixes up the two variables has put the secret where the file's name belongs.
      String named = setting.isSecret() ? "the file that it names" : "\"" + file + "\"";
      mistakes.add(origin + ": " + named + " " + mistake.getMessage());
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
        note(value, value.value(), mistake);
      }
    }
    return byDefault(setting, reading);
  }

  /** The values of a setting that {@link Setting#isList}; without those that are mistakes. */
  <T> List<T> readAll(Setting setting, Reading<T> reading) {
    Given value = given.get(setting);
    if (value == null) {
      return setting.byDefault().isEmpty() ? List.of() : List.of(byDefault(setting, reading));
    }
    List<T> all = new ArrayList<>();
    if (!value.value().isEmpty() || !setting.byDefault().isEmpty()) {
      for (String text : value.value().split(",", -1)) {
        try {
          all.add(reading.read(text.strip()));
        } catch (Mistake mistake) {
          note(value, text, mistake);
        }
      }
    }
    return all;
  }

  boolean isGiven(Setting setting) {
    Given value = given.get(setting);
    return value != null && !value.value().isEmpty();
  }

  /** What is wrong with a setting beside others; completes the sentence "where it was set: …". */
  void complain(Setting setting, String fault) {
    Given value = given.get(setting);
    mistakes.add((value == null ? "-" + setting.key() : value.origin()) + ": " + fault);
  }

  private void note(Given value, String text, Mistake mistake) {
    mistakes.add(value.origin() + ": " + value.shown(text) + " " + mistake.getMessage());
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
