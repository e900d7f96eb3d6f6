package gotourl.http.api;

import gotourl.http.api.Call.Parameter;
import java.util.List;

/** What is alike wherever a method is answered. */
final class Methods {

  private Methods() {}

  static Response options(String methods) {
    return Response.empty(204).with("Allow", methods).unkept();
  }

  static Refused notAllowed(String methods) {
    return new Refused(
        Problems.of(Problem.METHOD_NOT_ALLOWED, "What is answered here: " + methods + ".")
            .with("Allow", methods));
  }

  /** Those of the query, which must be text. */
  static List<Parameter> parameters(Call call) throws Refused {
    List<Parameter> parameters = call.parameters();
    if (parameters == null) {
      throw new Refused(Problem.MALFORMED, "The query has a broken escape, or is not UTF-8.");
    }
    return parameters;
  }

  static void requireNoParameters(Call call) throws Refused {
    Faults faults = new Faults();
    parameters(call).forEach(parameter -> faults.add(Fault.shape(parameter.name(), "is unknown")));
    faults.refuseIfAny();
  }
}
