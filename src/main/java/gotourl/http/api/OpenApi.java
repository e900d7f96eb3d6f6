package gotourl.http.api;

import gotourl.http.api.LinkField.Purpose;
import gotourl.transfer.ExportForm;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.core.JsonGenerator;

/**
 * The description of the API in the form of OpenAPI 3.1, made of the same tables that answer it:
 * what is not in them is in no answer either.
 */
final class OpenApi {

  private static final String WORDS =
      """
      Links of this server. Wherever GET is answered, HEAD is; OPTIONS and Allow say which methods there are. \
      Every error is a problem (RFC 9457); some can happen anywhere: 405 another method, 408 too slow, \
      413 too large, 417 an unknown expectation, 500 a defect, 503 busy.\
      """;

  private OpenApi() {}

  static byte[] text() {
    return JsonText.of(OpenApi::write);
  }

  private static void write(JsonGenerator out) {
    out.writeStartObject();
    out.writeStringProperty("openapi", "3.1.0");
    out.writeObjectPropertyStart("info");
    out.writeStringProperty("title", "Goto");
    out.writeStringProperty("version", "1");
    out.writeStringProperty("description", WORDS);
    out.writeEndObject();
    out.writeName("servers");
    out.writeRawValue("[{\"url\": \"/" + Api.ROOT + "\"}]");
    out.writeName("security");
    out.writeRawValue("[{\"secret\": []}]");
    out.writeObjectPropertyStart("paths");
    for (String path : Arrays.stream(Operation.values()).map(Operation::path).distinct().toList()) {
      out.writeObjectPropertyStart(path);
      if (path.contains("{")) {
        out.writeArrayPropertyStart("parameters");
        for (LinkField field : List.of(LinkField.SHORT_CODE, LinkField.VERSION)) {
          if (path.contains("{" + field.label() + "}")) {
            writePathParameter(out, field.label(), field.schema());
          }
        }
        for (String name : List.of("tag", "host", "id")) {
          if (path.contains("{" + name + "}")) {
            writePathParameter(out, name, "{\"type\": \"string\"}");
          }
        }
        if (path.contains("{" + SecretField.NUMBER.label() + "}")) {
          writePathParameter(out, SecretField.NUMBER.label(), SecretField.NUMBER.schema());
        }
        if (path.contains("{" + DomainField.NAME.label() + "}")) {
          writePathParameter(out, DomainField.NAME.label(), DomainField.NAME.schema());
        }
        if (path.contains("{" + LinkField.SHORT_CODE.label() + "}")) {
          writeParameter(
              out, DomainParameter.NAME, "query", DomainParameter.WORDS, DomainParameter.SCHEMA);
        }
        out.writeEndArray();
      }
      for (Operation operation : Operation.values()) {
        if (operation.path().equals(path)) {
          write(out, operation);
        }
      }
      out.writeEndObject();
    }
    out.writeEndObject();
    writeComponents(out);
    out.writeEndObject();
  }

  private static void writePathParameter(JsonGenerator out, String name, String schema) {
    out.writeStartObject();
    out.writeStringProperty("name", name);
    out.writeStringProperty("in", "path");
    out.writeBooleanProperty("required", true);
    out.writeName("schema");
    out.writeRawValue(schema);
    out.writeEndObject();
  }

  // What can be done.

  private static void write(JsonGenerator out, Operation operation) {
    out.writeObjectPropertyStart(operation.method());
    out.writeStringProperty("operationId", id(operation));
    out.writeName("tags");
    out.writeRawValue("[\"Links\"]");
    out.writeStringProperty("summary", operation.summary());
    out.writeStringProperty("description", "Needs the scope " + operation.scope() + ".");
    switch (operation) {
      case EXPLAIN_LINK -> writeExplainParameters(out);
      case LIST_LINKS -> writeParameters(out, EnumSet.allOf(ListParameter.class));
      case LIST_TAGS -> writeParameters(out, TagCollection.PARAMETERS);
      case DISABLE_HOST -> writeParameters(out, LinksToHost.PARAMETERS);
      case RENAME_TAG -> writeBody(out, "TagChange", Bodies.MERGE_PATCH);
      case MAKE_LINK -> {
        writeCreationParameters(out);
        writeBody(out, "NewLink", List.of(Response.JSON, BulkCreation.TYPE));
      }
      case SHOW_LINK -> writeConditions(out, "If-Match", "If-None-Match");
      case QR_SVG, QR_PNG -> writePictureParameters(out);
      case EDIT_LINK -> {
        writeConditions(out, "If-Match");
        writeBody(out, "LinkChange", Bodies.MERGE_PATCH);
      }
      case REMOVE_LINK -> writeRemoveParameters(out);
      case RESTORE_LINK, UNBIN_LINK -> writeConditions(out, "If-Match");
      case MAKE_SECRET -> writeBody(out, "NewSecret", Bodies.JSON);
      case MAKE_DOMAIN -> writeBody(out, "NewDomain", Bodies.JSON);
      case EDIT_DOMAIN -> writeBody(out, "DomainChange", Bodies.MERGE_PATCH);
      case IMPORT_LINKS -> writeImport(out);
      case EXPORT_LINKS -> writeExportParameters(out);
      case LINK_HISTORY,
          START_BACKUP,
          LIST_JOBS,
          SHOW_JOB,
          CANCEL_JOB,
          JOB_REPORT,
          LIST_SECRETS,
          REVOKE_SECRET,
          LIST_DOMAINS,
          SHOW_DOMAIN,
          REMOVE_DOMAIN,
          DELETE_TAG -> {}
    }
    out.writeObjectPropertyStart("responses");
    for (int status : operation.successes()) {
      writeSuccess(out, operation, status);
    }
    for (Problem problem : operation.problems()) {
      out.writeName(Integer.toString(problem.status()));
      writeProblem(out, problem.title());
    }
    out.writeName("default");
    writeProblem(out, "Any other problem");
    out.writeEndObject();
    out.writeEndObject();
  }

  /** {@code LIST_LINKS} is {@code listLinks}. */
  private static String id(Operation operation) {
    String[] words = operation.name().split("_", -1);
    return words[0].toLowerCase(Locale.ROOT)
        + words[1].charAt(0)
        + words[1].substring(1).toLowerCase(Locale.ROOT);
  }

  private static void writeParameters(JsonGenerator out, Set<ListParameter> parameters) {
    out.writeArrayPropertyStart("parameters");
    for (ListParameter parameter : parameters) {
      writeParameter(out, parameter.label(), "query", parameter.words(), parameter.schema());
    }
    out.writeEndArray();
  }

  private static void writeExplainParameters(JsonGenerator out) {
    out.writeArrayPropertyStart("parameters");
    for (ExplainParameter parameter : ExplainParameter.values()) {
      writeParameter(out, parameter.label(), "query", parameter.words(), parameter.schema());
    }
    out.writeEndArray();
  }

  private static void writeImport(JsonGenerator out) {
    out.writeArrayPropertyStart("parameters");
    for (ImportParameter parameter : ImportParameter.values()) {
      writeParameter(out, parameter.label(), "query", parameter.words(), parameter.schema());
    }
    out.writeEndArray();
    out.writeObjectPropertyStart("requestBody");
    out.writeBooleanProperty("required", true);
    out.writeObjectPropertyStart("content");
    for (String type : LinksImport.TYPES) {
      out.writeName(type);
      out.writeRawValue("{}");
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeExportParameters(JsonGenerator out) {
    out.writeArrayPropertyStart("parameters");
    for (ExportParameter parameter : ExportParameter.values()) {
      writeParameter(out, parameter.label(), "query", parameter.words(), parameter.schema());
    }
    out.writeEndArray();
  }

  private static void writeRemoveParameters(JsonGenerator out) {
    out.writeArrayPropertyStart("parameters");
    writeCondition(out, "If-Match");
    for (RemoveParameter parameter : RemoveParameter.values()) {
      writeParameter(out, parameter.label(), "query", parameter.words(), RemoveParameter.schema());
    }
    out.writeEndArray();
  }

  private static void writePictureParameters(JsonGenerator out) {
    out.writeArrayPropertyStart("parameters");
    for (QrParameter parameter : QrParameter.values()) {
      writeParameter(out, parameter.label(), "query", parameter.words(), parameter.schema());
    }
    writeCondition(out, "If-None-Match");
    out.writeEndArray();
  }

  private static void writeCreationParameters(JsonGenerator out) {
    out.writeArrayPropertyStart("parameters");
    writeParameter(
        out,
        CreationQuery.REUSE,
        "query",
        "true: an equal link that is there will do, and is answered with 200.",
        "{\"type\": \"boolean\"}");
    writeParameter(
        out,
        CreationQuery.RETRY_KEY,
        "header",
        "Asking again with the same key and body makes no second link, for a day.",
        "{\"type\": \"string\", \"maxLength\": " + CreationQuery.RETRY_KEY_CHARS_MAX + "}");
    out.writeEndArray();
  }

  private static void writeConditions(JsonGenerator out, String... headers) {
    out.writeArrayPropertyStart("parameters");
    for (String header : headers) {
      writeCondition(out, header);
    }
    out.writeEndArray();
  }

  private static void writeCondition(JsonGenerator out, String header) {
    writeParameter(out, header, "header", "* or a list of entity tags.", "{\"type\": \"string\"}");
  }

  private static void writeParameter(
      JsonGenerator out, String name, String in, String words, String schema) {
    out.writeStartObject();
    out.writeStringProperty("name", name);
    out.writeStringProperty("in", in);
    out.writeStringProperty("description", words);
    out.writeName("schema");
    out.writeRawValue(schema);
    out.writeEndObject();
  }

  private static void writeBody(JsonGenerator out, String schema, List<String> types) {
    out.writeObjectPropertyStart("requestBody");
    out.writeBooleanProperty("required", true);
    out.writeObjectPropertyStart("content");
    for (String type : types) {
      writeContent(out, type, schema);
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeContent(JsonGenerator out, String type, String schema) {
    out.writeObjectPropertyStart(type);
    out.writeName("schema");
    writeReference(out, schema);
    out.writeEndObject();
  }

  private static void writeReference(JsonGenerator out, String schema) {
    out.writeStartObject();
    out.writeStringProperty("$ref", "#/components/schemas/" + schema);
    out.writeEndObject();
  }

  private static void writeSuccess(JsonGenerator out, Operation operation, int status) {
    out.writeObjectPropertyStart(Integer.toString(status));
    out.writeStringProperty(
        "description",
        switch (status) {
          case 201 -> "It is made";
          case 202 -> "It will be done soon";
          case 204 -> "It is done";
          case 304 -> "The client has this version";
          default -> operation.summary();
        });
    if (status == 200 || status == 201 || status == 202) {
      out.writeObjectPropertyStart("content");
      switch (operation) {
        case EXPORT_LINKS -> {
          Arrays.stream(ExportForm.values())
              .map(ExportForm::type)
              .distinct()
              .forEach(type -> {
                out.writeName(type);
                out.writeRawValue("{}");
              });
        }
        case JOB_REPORT -> writeContent(out, BulkCreation.TYPE, "JobRow");
        case QR_SVG -> writePicture(out, Picture.SVG);
        case QR_PNG -> writePicture(out, Picture.PNG);
        case MAKE_LINK -> {
          writeContent(out, Response.JSON, answered(operation));
          if (status == 200) {
            writeContent(out, BulkCreation.TYPE, "RowResult");
          }
        }
        default -> writeContent(out, Response.JSON, answered(operation));
      }
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  /** Bytes of a type of their own have no schema. */
  private static void writePicture(JsonGenerator out, Picture picture) {
    out.writeName(picture.type());
    out.writeRawValue("{}");
  }

  private static String answered(Operation operation) {
    return switch (operation) {
      case LIST_LINKS -> "LinkPage";
      case LINK_HISTORY -> "LinkHistory";
      case EXPLAIN_LINK -> "LinkExplanation";
      case IMPORT_LINKS, START_BACKUP, SHOW_JOB, CANCEL_JOB -> "Job";
      case LIST_JOBS -> "JobList";
      case LIST_TAGS -> "TagPage";
      case RENAME_TAG -> "Tag";
      case DISABLE_HOST -> "DisabledLinks";
      case LIST_SECRETS -> "SecretList";
      case MAKE_SECRET -> "MadeSecret";
      case MAKE_LINK, SHOW_LINK, EDIT_LINK, UNBIN_LINK, RESTORE_LINK -> "Link";
      case LIST_DOMAINS -> "DomainList";
      case MAKE_DOMAIN, SHOW_DOMAIN, EDIT_DOMAIN -> "Domain";
      case REMOVE_LINK,
          REVOKE_SECRET,
          REMOVE_DOMAIN,
          DELETE_TAG,
          QR_SVG,
          QR_PNG,
          EXPORT_LINKS,
          JOB_REPORT ->
          throw new IllegalStateException(operation + " answers no JSON");
    };
  }

  private static void writeProblem(JsonGenerator out, String words) {
    out.writeStartObject();
    out.writeStringProperty("description", words);
    out.writeObjectPropertyStart("content");
    writeContent(out, Problems.TYPE, "Problem");
    out.writeEndObject();
    out.writeEndObject();
  }

  // What is said.

  private static void writeComponents(JsonGenerator out) {
    out.writeObjectPropertyStart("components");
    out.writeName("securitySchemes");
    out.writeRawValue("{\"secret\": {\"type\": \"http\", \"scheme\": \"bearer\"}}");
    out.writeObjectPropertyStart("schemas");
    writeFields(out, "Link", LinkField::isShown, LinkField::isShown);
    writeFields(out, "NewLink", field -> field.isSetBy(Purpose.MAKE), LinkField::isRequired);
    writeFields(out, "LinkChange", field -> field.isSetBy(Purpose.EDIT), field -> false);
    out.writeName("LinkPage");
    out.writeRawValue(
        """
        {"type": "object", "required": ["links", "next"], "additionalProperties": false, "properties": {
          "links": {"type": "array", "items": {"$ref": "#/components/schemas/Link"}},
          "next": {"type": ["string", "null"], "description": "Where the next page begins; null on the last."}}}\
        """);
    out.writeName("RowResult");
    out.writeRawValue(
        """
        {"type": "object", "required": ["row", "status"], "additionalProperties": false, "description": "What became of one row.", "properties": {
          "row": {"type": "integer", "minimum": 1, "description": "Which line it was."},
          "status": {"type": "integer", "description": "What the row alone would have been answered."},
          "shortCode": {"type": "string", "description": "Of the link that was made."},
          "shortUrl": {"type": "string", "format": "uri", "description": "Of the link that was made."},
          "problem": {"$ref": "#/components/schemas/Problem"}}}\
        """);
    out.writeName("LinkHistory");
    out.writeRawValue(
        """
        {"type": "object", "required": ["versions"], "additionalProperties": false, "properties": {
          "versions": {"type": "array", "items": {"$ref": "#/components/schemas/Link"}, "description": "As far back as they are kept."}}}\
        """);
    out.writeName("LinkExplanation");
    out.writeRawValue(LinkExplanation.SCHEMA.strip());
    writeTags(out);
    writeJobs(out);
    writeSecrets(out);
    writeDomains(out);
    out.writeName("Problem");
    out.writeRawValue(
        """
        {"type": "object", "required": ["type", "title", "status", "detail"], "additionalProperties": false, "properties": {
          "type": {"type": "string", "enum": [%s]},
          "title": {"type": "string"},
          "status": {"type": "integer"},
          "detail": {"type": "string"},
          "errors": {"type": "array", "maxItems": %d, "items": {"type": "object", "required": ["field", "reason"], "additionalProperties": false, "properties": {
            "field": {"type": "string"},
            "reason": {"type": "string"}}}}}}\
        """
            .formatted(
                String.join(
                    ", ",
                    Arrays.stream(Problem.values())
                        .map(problem -> '"' + problem.type() + '"')
                        .toList()),
                Faults.LISTED_MAX));
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeDomains(JsonGenerator out) {
    List<DomainField> all = List.of(DomainField.values());
    writeDomain(out, "Domain", all, all);
    writeDomain(out, "NewDomain", all, all.stream().filter(DomainField::isRequired).toList());
    writeDomain(
        out, "DomainChange", all.stream().filter(DomainField::isChangeable).toList(), List.of());
    out.writeName("DomainList");
    out.writeRawValue(
        """
        {"type": "object", "required": ["domains"], "additionalProperties": false, "properties": {
          "domains": {"type": "array", "items": {"$ref": "#/components/schemas/Domain"}}}}\
        """);
  }

  private static void writeDomain(
      JsonGenerator out, String name, List<DomainField> fields, List<DomainField> required) {
    out.writeObjectPropertyStart(name);
    out.writeStringProperty("type", "object");
    out.writeBooleanProperty("additionalProperties", false);
    out.writeArrayPropertyStart("required");
    required.forEach(field -> out.writeString(field.label()));
    out.writeEndArray();
    out.writeObjectPropertyStart("properties");
    for (DomainField field : fields) {
      out.writeName(field.label());
      out.writeRawValue(field.schema());
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeJobs(JsonGenerator out) {
    out.writeName("Job");
    out.writeRawValue(JobShape.SCHEMA.strip());
    out.writeName("JobList");
    out.writeRawValue(JobShape.LIST_SCHEMA.strip());
    out.writeName("JobRow");
    out.writeRawValue(JobShape.ROW_SCHEMA.strip());
  }

  private static void writeTags(JsonGenerator out) {
    out.writeName("Tag");
    out.writeRawValue(
        """
        {"type": "object", "required": ["name", "links"], "additionalProperties": false, "properties": {
          "name": {"type": "string"},
          "links": {"type": "integer", "minimum": 0, "description": "How many links have it, those in the bin not among them."}}}\
        """);
    out.writeName("TagPage");
    out.writeRawValue(
        """
        {"type": "object", "required": ["tags", "next"], "additionalProperties": false, "properties": {
          "tags": {"type": "array", "items": {"$ref": "#/components/schemas/Tag"}},
          "next": {"type": ["string", "null"], "description": "Where the next page begins; null on the last."}}}\
        """);
    out.writeName("DisabledLinks");
    out.writeRawValue(
        """
        {"type": "object", "required": ["disabled", "next"], "additionalProperties": false, "properties": {
          "disabled": {"type": "integer", "minimum": 0, "description": "How many links are disabled that were not."},
          "next": {"type": ["string", "null"], "description": "Where to go on; null: all have been looked at."}}}\
        """);
    out.writeName("TagChange");
    out.writeRawValue(
        """
        {"type": "object", "additionalProperties": false, "properties": {
          "name": {"type": "string", "minLength": 1, "maxLength": 100, "description": "One that no other tag has."}}}\
        """);
  }

  private static void writeSecrets(JsonGenerator out) {
    List<SecretField> all = List.of(SecretField.values());
    writeSecret(out, "Secret", all, all, false);
    writeSecret(out, "MadeSecret", all, all, true);
    writeSecret(
        out,
        "NewSecret",
        all.stream().filter(SecretField::isSetByClient).toList(),
        all.stream().filter(SecretField::isRequired).toList(),
        false);
    out.writeName("SecretList");
    out.writeRawValue(
        """
        {"type": "object", "required": ["secrets"], "additionalProperties": false, "properties": {
          "secrets": {"type": "array", "items": {"$ref": "#/components/schemas/Secret"}}}}\
        """);
  }

  private static void writeSecret(
      JsonGenerator out,
      String name,
      List<SecretField> fields,
      List<SecretField> required,
      boolean withValue) {
    out.writeObjectPropertyStart(name);
    out.writeStringProperty("type", "object");
    out.writeBooleanProperty("additionalProperties", false);
    out.writeArrayPropertyStart("required");
    required.forEach(field -> out.writeString(field.label()));
    out.writeEndArray();
    out.writeObjectPropertyStart("properties");
    for (SecretField field : fields) {
      out.writeName(field.label());
      out.writeRawValue(field.schema());
    }
    if (withValue) {
      out.writeName("secret");
      out.writeRawValue(
          "{\"type\": \"string\", \"readOnly\": true, \"description\": \"The value: kept nowhere,"
              + " and shown this once.\"}");
    }
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeFields(
      JsonGenerator out, String name, Predicate<LinkField> has, Predicate<LinkField> requires) {
    out.writeObjectPropertyStart(name);
    out.writeStringProperty("type", "object");
    out.writeBooleanProperty("additionalProperties", false);
    List<LinkField> required = Arrays.stream(LinkField.values()).filter(has.and(requires)).toList();
    if (!required.isEmpty()) {
      out.writeArrayPropertyStart("required");
      required.forEach(field -> out.writeString(field.label()));
      out.writeEndArray();
    }
    out.writeObjectPropertyStart("properties");
    for (LinkField field : LinkField.values()) {
      if (has.test(field)) {
        out.writeName(field.label());
        out.writeRawValue(field.schema());
      }
    }
    out.writeEndObject();
    out.writeEndObject();
  }
}
