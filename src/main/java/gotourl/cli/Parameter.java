package gotourl.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * An option that is a parameter of the API: what it may be is for the server to say.
 *
 * @param name in the query
 */
record Parameter(Option option, String name) {

  Parameter(String flag, String name, String label, String description) {
    this(new Option(flag, label, description), name);
  }

  static Stream<Option> options(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::option);
  }

  /** All values of those that were said, by their names. */
  static Map<String, List<String>> read(List<Parameter> parameters, Words words) {
    Map<String, List<String>> read = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      List<String> values = words.all(parameter.option.name());
      if (!values.isEmpty()) {
        read.put(parameter.name, values);
      }
    }
    return read;
  }
}
