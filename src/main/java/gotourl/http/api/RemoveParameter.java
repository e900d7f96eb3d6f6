package gotourl.http.api;

import gotourl.http.api.Call.Parameter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/** How else a link can be removed than into the bin: one entry for each parameter of DELETE. */
enum RemoveParameter {
  RELEASE("release", "Not into the bin: the link is gone, and its code is free at once."),
  PURGE(
      "purge",
      "The same, and every version of it goes: nothing of it is left on the server's disk.");

  private final String name;
  private final String words;

  RemoveParameter(String name, String words) {
    this.name = name;
    this.words = words;
  }

  /** In the query. */
  String label() {
    return name;
  }

  /** For people. */
  String words() {
    return words;
  }

  /** A JSON object. */
  static String schema() {
    return "{\"type\": \"boolean\", \"default\": false}";
  }

  static boolean knows(String name) {
    return Arrays.stream(values()).anyMatch(parameter -> parameter.name.equals(name));
  }

  /** Those that are true. */
  static Set<RemoveParameter> read(Call call) throws Refused {
    Faults faults = new Faults();
    Set<RemoveParameter> wanted = EnumSet.noneOf(RemoveParameter.class);
    Set<RemoveParameter> read = EnumSet.noneOf(RemoveParameter.class);
    for (Parameter parameter : Methods.parameters(call)) {
      if (!knows(parameter.name())) {
        faults.add(Fault.shape(parameter.name(), "is unknown"));
        continue;
      }
      RemoveParameter known =
          Arrays.stream(values())
              .filter(each -> each.name.equals(parameter.name()))
              .findFirst()
              .orElseThrow();
      if (!read.add(known)) {
        faults.add(Fault.shape(known.name, "stands there more than once"));
      }
      switch (parameter.value()) {
        case "true" -> wanted.add(known);
        case "false" -> {}
        case String _ -> faults.add(Fault.shape(known.name, "must be true or false"));
      }
    }
    faults.refuseIfAny();
    return wanted;
  }
}
