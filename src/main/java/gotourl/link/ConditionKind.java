package gotourl.link;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The kinds of conditions, by the word that stands in {@link ConditionText#type}. */
enum ConditionKind {
  DEVICE,
  BROWSER,
  LANGUAGE,
  COUNTRY,
  ADDRESS,
  QUERY,
  DATE,
  SHARE;

  private final String word = name().toLowerCase(Locale.ROOT);

  String word() {
    return word;
  }

  static @Nullable ConditionKind named(String word) {
    for (ConditionKind kind : values()) {
      if (kind.word.equals(word)) {
        return kind;
      }
    }
    return null;
  }

  /** All of them, for people. */
  static String words() {
    return Arrays.stream(values()).map(ConditionKind::word).collect(Collectors.joining(", "));
  }
}
