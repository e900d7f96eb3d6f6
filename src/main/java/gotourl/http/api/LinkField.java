package gotourl.http.api;

import gotourl.link.BaseUrl;
import gotourl.link.CodeShape;
import gotourl.link.Domain;
import gotourl.link.Link;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The fields of a link, in the order in which they are written: one entry each says what it is
 * called, who sets it and when, how it is read, how it is written and what its schema is. Reading,
 * writing, editing and the OpenAPI file all go by this table.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its lambdas hold nothing.
enum LinkField {
  SHORT_CODE(
      "shortCode",
      By.CLIENT_ONCE,
      (json, rules, draft) -> {
        draft.code = Values.text(json);
        rules.code(draft.code);
      },
      (out, link, base) -> out.writeString(link.key().code()),
      """
      {"type": "string", "minLength": 1, "description": "What stands behind the host in the short URL; without it the server chooses one."}
      """),
  SHORT_URL(
      "shortUrl",
      By.SERVER,
      null,
      (out, link, base) -> out.writeString(base.shortUrl(link.key())),
      """
      {"type": "string", "format": "uri", "readOnly": true, "description": "What people follow."}
      """),
  LONG_URL(
      "longUrl",
      By.CLIENT_REQUIRED,
      (json, rules, draft) -> {
        draft.target = Values.text(json);
        rules.target(draft.target);
      },
      (out, link, base) -> out.writeString(link.target()),
      """
      {"type": "string", "format": "uri", "minLength": 1, "maxLength": 8192, "description": "Where the link leads."}
      """),
  DOMAIN(
      "domain",
      By.SERVER,
      null,
      LinkField::writeDomain,
      """
      {"type": ["string", "null"], "readOnly": true, "description": "The domain that the code belongs to; null for the default."}
      """),
  VERSION(
      "version",
      By.SERVER,
      null,
      (out, link, base) -> out.writeNumber(link.version()),
      """
      {"type": "integer", "minimum": 1, "readOnly": true, "description": "1 when the link is made, one more with each change; the ETag says the same."}
      """),
  CREATED_AT(
      "createdAt",
      By.SERVER,
      null,
      (out, link, base) -> out.writeString(link.created().toString()),
      """
      {"type": "string", "format": "date-time", "readOnly": true, "description": "When the link was made."}
      """),
  CHANGED_AT(
      "changedAt",
      By.SERVER,
      null,
      (out, link, base) -> out.writeString(link.changed().toString()),
      """
      {"type": "string", "format": "date-time", "readOnly": true, "description": "When this version was made."}
      """),
  CODE_LENGTH(
      "codeLength",
      By.CLIENT_ONCE,
      (json, rules, draft) -> {
        int length = Values.integer(json);
        if (!CodeShape.isLength(length)) {
          throw Unacceptable.value("must be 1 to 10");
        }
        draft.codeLength = OptionalInt.of(length);
      },
      null,
      """
      {"type": "integer", "minimum": 1, "maximum": 10, "writeOnly": true, "description": "How long a code the server shall choose; longer ones are chosen once there are none left."}
      """),
  CODE_PREFIX(
      "codePrefix",
      By.CLIENT_ONCE,
      (json, rules, draft) -> {
        draft.codePrefix = Values.text(json);
        if (draft.codePrefix.isEmpty()) {
          throw Unacceptable.value("must not be empty");
        }
        rules.shape(draft);
      },
      null,
      """
      {"type": "string", "minLength": 1, "writeOnly": true, "description": "What the code that the server chooses shall begin with."}
      """);

  /** Who sets a field, and when. */
  enum By {
    SERVER,
    /** When the link is made, if at all. */
    CLIENT_ONCE,
    /** When the link is made, and whenever it is edited. */
    CLIENT,
    /** The same, and no link is without. */
    CLIENT_REQUIRED
  }

  /** What a body is for. */
  enum Purpose {
    MAKE,
    EDIT
  }

  /** Reads a value into a draft. Null comes only when a link is edited, and clears the field. */
  interface Reads {
    void read(Json json, Rules rules, Draft draft) throws Unacceptable;
  }

  /** Writes the value of a link. */
  interface Writes {
    void write(JsonGenerator out, Link link, BaseUrl base);
  }

  private static final Map<String, LinkField> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(field -> field.name, Function.identity()));

  private final String name;
  private final By by;
  private final @Nullable Reads reads;
  private final @Nullable Writes writes;
  private final String schema;

  /**
   * @param reads {@code null} if the server sets it
   * @param writes {@code null} if it is no part of a link, and only wanted when one is made
   */
  LinkField(String name, By by, @Nullable Reads reads, @Nullable Writes writes, String schema) {
    this.name = name;
    this.by = by;
    this.reads = reads;
    this.writes = writes;
    this.schema = schema;
  }

  /** On the wire. */
  String label() {
    return name;
  }

  /** A JSON object. */
  String schema() {
    return schema.strip();
  }

  /** Whether a link that is shown has it. */
  boolean isShown() {
    return writes != null;
  }

  boolean isRequired() {
    return by == By.CLIENT_REQUIRED;
  }

  /** Whether a body for this purpose may have it. */
  boolean isSetBy(Purpose purpose) {
    return switch (by) {
      case SERVER -> false;
      case CLIENT_ONCE -> purpose == Purpose.MAKE;
      case CLIENT, CLIENT_REQUIRED -> true;
    };
  }

  /** Reads the fields of a body; what is wrong with them is added to the faults. */
  static Draft read(Json.Members body, Purpose purpose, Rules rules, Faults faults) {
    Draft draft = new Draft();
    body.members()
        .forEach((name, json) -> {
          LinkField field = BY_NAME.get(name);
          if (field == null) {
            faults.add(Fault.shape(name, "is unknown"));
          } else {
            field.read(json, purpose, rules, draft, faults);
          }
        });
    for (LinkField field : values()) {
      boolean absent = !body.members().containsKey(field.name);
      if (purpose == Purpose.MAKE && field.isRequired() && absent) {
        faults.add(Fault.shape(field.name, "is missing"));
      }
    }
    if (draft.code != null && (draft.codeLength.isPresent() || draft.codePrefix != null)) {
      faults.add(
          Fault.shape(SHORT_CODE.name, "leaves nothing to choose for codeLength and codePrefix"));
    }
    return draft;
  }

  private void read(Json json, Purpose purpose, Rules rules, Draft draft, Faults faults) {
    if (reads == null || !isSetBy(purpose)) {
      faults.add(
          Fault.shape(
              name,
              by == By.SERVER
                  ? "is set by the server"
                  : "is chosen when the link is made, and stays"));
    } else if (json == Json.Nothing.NOTHING && isRequired()) {
      faults.add(Fault.shape(name, "must not be null: no link is without"));
    } else if (json != Json.Nothing.NOTHING || purpose == Purpose.EDIT) {
      try {
        reads.read(json, rules, draft);
      } catch (Unacceptable reason) {
        faults.add(reason.of(name));
      }
    }
  }

  /** Writes a link as one object. */
  static void write(JsonGenerator out, Link link, BaseUrl base) {
    out.writeStartObject();
    for (LinkField field : values()) {
      if (field.writes != null) {
        out.writeName(field.name);
        field.writes.write(out, link, base);
      }
    }
    out.writeEndObject();
  }

  private static void writeDomain(JsonGenerator out, Link link, BaseUrl base) {
    if (link.key().domain() != Domain.DEFAULT_NUMBER) {
      throw new IllegalStateException("a domain without a name: " + link.key().domain());
    }
    out.writeNull();
  }
}
