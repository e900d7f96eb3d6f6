package gotourl.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How what a server said is said here.
 *
 * @param json as it was said
 */
record Results(Terminal terminal, boolean json) {

  /** From an answer to lines for people. */
  interface Text {
    List<String> of(Told told) throws Failure;
  }

  /** An answer without content says nothing but that it is done: that is for people only. */
  void say(Told told, Text text) throws Failure {
    if (!json) {
      text.of(told).forEach(terminal::say);
    } else if (!told.isEmpty()) {
      terminal.say(told.text());
    }
  }

  /**
   * A link as it is now.
   *
   * @param instead for people, if the secret may not see it
   */
  void sayLink(Told told, String instead) throws Failure {
    say(told, answer -> answer.isEmpty() ? List.of(instead) : fields(answer.object()));
  }

  /** What is there of an object: a name and a value each. */
  static List<String> fields(Map<String, @Nullable Object> object) {
    Columns columns = new Columns();
    object.forEach((name, value) -> {
      if (value != null) {
        columns.add(name, JsonTree.shown(value));
      }
    });
    return columns.lines();
  }

  /** A time to a second at most, a date where only that is wanted. */
  static String date(@Nullable Object time) {
    String text = Optional.ofNullable(time).map(JsonTree::shown).orElse("");
    return text.length() > 10 ? text.substring(0, 10) : text;
  }
}
