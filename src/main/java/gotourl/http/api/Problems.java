package gotourl.http.api;

import java.util.List;

/** From a problem to the answer that tells of it. */
final class Problems {

  static final String TYPE = "application/problem+json";

  private Problems() {}

  /**
   * @param detail a sentence about this one case
   */
  static Response of(Problem problem, String detail) {
    return of(problem, detail, List.of());
  }

  /**
   * @param faults what is wrong with which field; left out if there are none
   */
  static Response of(Problem problem, String detail, List<Fault> faults) {
    byte[] body =
        JsonText.of(out -> {
          out.writeStartObject();
          out.writeStringProperty("type", problem.type());
          out.writeStringProperty("title", problem.title());
          out.writeNumberProperty("status", problem.status());
          out.writeStringProperty("detail", detail);
          if (!faults.isEmpty()) {
            out.writeArrayPropertyStart("errors");
            for (Fault fault : faults) {
              out.writeStartObject();
              out.writeStringProperty("field", fault.field());
              out.writeStringProperty("reason", fault.reason());
              out.writeEndObject();
            }
            out.writeEndArray();
          }
          out.writeEndObject();
        });
    return new Response(problem.status(), List.of(new Response.Field("Content-Type", TYPE)), body)
        .unkept();
  }

  /** The same, and when trying again makes sense. */
  static Response later(Problem problem, String detail, long seconds) {
    return of(problem, detail).with("Retry-After", Long.toString(Math.max(1, seconds)));
  }
}
