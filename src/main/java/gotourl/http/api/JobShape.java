package gotourl.http.api;

import gotourl.transfer.JobSummary;
import gotourl.transfer.Report;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;

/** How a job looks on the wire. */
final class JobShape {

  static final String SCHEMA =
      """
      {"type": "object", "required": ["id", "kind", "state", "what", "author", "begunAt", "endedAt", "rows", "done", "message"], "additionalProperties": false, "properties": {
        "id": {"type": "integer", "minimum": 1, "description": "In the order of beginnings."},
        "kind": {"type": "string", "enum": ["import", "export", "backup"]},
        "state": {"type": "string", "enum": ["running", "done", "failed", "cancelled", "broken-off"], "description": "broken-off: the server was stopped before it ended."},
        "what": {"type": "string", "description": "What it is about, for people."},
        "author": {"type": ["integer", "null"], "description": "The number of the secret by which it was asked for."},
        "begunAt": {"type": "string", "format": "date-time"},
        "endedAt": {"type": ["string", "null"], "format": "date-time"},
        "rows": {"type": "object", "required": ["new", "same", "replaced", "renamed", "taken", "refused"], "additionalProperties": false, "description": "Of an import: what became of how many rows so far.", "properties": {
          "new": {"type": "integer", "minimum": 0}, "same": {"type": "integer", "minimum": 0}, "replaced": {"type": "integer", "minimum": 0},
          "renamed": {"type": "integer", "minimum": 0}, "taken": {"type": "integer", "minimum": 0}, "refused": {"type": "integer", "minimum": 0}}},
        "done": {"type": "integer", "minimum": 0, "description": "Of an export: links; of a backup: bytes; of an import: rows."},
        "message": {"type": ["string", "null"], "description": "Why it failed, or what else there is to say."}}}
      """;

  static final String LIST_SCHEMA =
      """
      {"type": "object", "required": ["jobs"], "additionalProperties": false, "properties": {
        "jobs": {"type": "array", "items": {"$ref": "#/components/schemas/Job"}, "description": "Newest first."}}}
      """;

  static final String ROW_SCHEMA =
      """
      {"type": "object", "required": ["words"], "additionalProperties": false, "description": "What became of one row; in the last line, how many more there were than the report has room for.", "properties": {
        "row": {"type": "string", "description": "Where it stands in its source."},
        "shortCode": {"type": "string", "description": "As the source has it."},
        "outcome": {"type": "string", "enum": ["new", "same", "replaced", "renamed", "taken", "refused"]},
        "words": {"type": "string"}}}
      """;

  private JobShape() {}

  static Response response(int status, JobSummary job) {
    return Response.json(status, JsonText.of(out -> write(out, job))).unkept();
  }

  static Response list(List<JobSummary> jobs) {
    byte[] body =
        JsonText.of(out -> {
          out.writeStartObject();
          out.writeArrayPropertyStart("jobs");
          jobs.forEach(job -> write(out, job));
          out.writeEndArray();
          out.writeEndObject();
        });
    return Response.json(200, body).unkept();
  }

  private static void write(JsonGenerator out, JobSummary job) {
    Report report = job.report();
    boolean isImport = job.kind() == JobSummary.Kind.IMPORT;
    out.writeStartObject();
    out.writeNumberProperty("id", job.id());
    out.writeStringProperty("kind", word(job.kind()));
    out.writeStringProperty("state", word(job.state()));
    out.writeStringProperty("what", job.what());
    if (job.author() == 0) {
      out.writeNullProperty("author");
    } else {
      out.writeNumberProperty("author", job.author());
    }
    out.writeStringProperty("begunAt", job.begun().toString());
    if (job.ended() == null) {
      out.writeNullProperty("endedAt");
    } else {
      out.writeStringProperty("endedAt", job.ended().toString());
    }
    out.writeObjectPropertyStart("rows");
    out.writeNumberProperty("new", report.added());
    out.writeNumberProperty("same", report.same());
    out.writeNumberProperty("replaced", report.replaced());
    out.writeNumberProperty("renamed", report.renamed());
    out.writeNumberProperty("taken", report.taken());
    out.writeNumberProperty("refused", report.refused());
    out.writeEndObject();
    out.writeNumberProperty("done", isImport ? report.rows() : job.done());
    if (job.message().isEmpty()) {
      out.writeNullProperty("message");
    } else {
      out.writeStringProperty("message", job.message());
    }
    out.writeEndObject();
  }

  private static String word(Enum<?> each) {
    return each.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
