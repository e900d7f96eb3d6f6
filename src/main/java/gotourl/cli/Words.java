package gotourl.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was said to one command.
 *
 * @param arguments in their order; no more than the command takes, and no fewer than it needs
 * @param options all values of each option of its own, by the option's name
 */
record Words(List<String> arguments, Map<String, List<String>> options) {

  static final Words NONE = new Words(List.of(), Map.of());

  Words {
    arguments = List.copyOf(arguments);
    options = Map.copyOf(options);
  }

  boolean isEmpty() {
    return arguments.isEmpty();
  }

  /** Of a command that needs one. */
  String first() {
    return arguments.getFirst();
  }

  /** The argument at this place, or nothing. */
  String at(int index) {
    return index < arguments.size() ? arguments.get(index) : "";
  }

  /** All that was said of an option. */
  List<String> all(String option) {
    return options.getOrDefault(option, List.of());
  }

  /** The last that was said of it, as with every flag. */
  Optional<String> last(String option) {
    List<String> values = all(option);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  /** Whether a switch is on. */
  boolean isOn(Option option) throws Failure {
    String value = last(option.name()).orElse("false");
    return switch (value) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw Failure.notUnderstood(
              "-" + option.name() + ": \"" + value + "\" is neither true nor false");
    };
  }
}
