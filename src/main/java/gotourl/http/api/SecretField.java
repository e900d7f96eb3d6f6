package gotourl.http.api;

import gotourl.access.Grant;
import gotourl.access.Kept;
import gotourl.access.Limits;
import gotourl.access.Scope;
import gotourl.link.TagName;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The fields of a secret, in the order in which they are written; as {@link LinkField} is for
 * links. The value is none of them: it is shown once, and never again.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its lambdas hold nothing.
enum SecretField {
  NUMBER(
      "number",
      null,
      null,
      (out, kept) -> out.writeNumber(kept.credential().number()),
      """
      {"type": "integer", "minimum": 1, "readOnly": true, "description": "What the history of links calls its bearer by, and what it is revoked by."}
      """),
  NAME(
      "name",
      (json, wish) -> wish.name = Values.text(json),
      "name",
      (out, kept) -> out.writeString(kept.credential().name()),
      """
      {"type": "string", "minLength": 1, "maxLength": 100, "description": "For people, who tell it from others by it."}
      """),
  SCOPES(
      "scopes",
      (json, wish) -> wish.scopes = scopes(json),
      "scopes",
      SecretField::writeScopes,
      """
      {"type": "array", "items": {"type": "string", "enum": ["create", "read", "write", "admin"]}, "description": "What its bearer may do: at least one."}
      """),
  TAGS(
      "tags",
      (json, wish) -> wish.tags = tags(json),
      "tags",
      SecretField::writeTags,
      """
      {"type": ["array", "null"], "maxItems": 16, "items": {"type": "string", "minLength": 1, "maxLength": 100}, "description": "Its bearer sees and changes only links that have one of these, and makes no others; none or null: all links."}
      """),
  CREATIONS_PER_HOUR(
      "creationsPerHour",
      (json, wish) ->
          wish.creationsPerHour =
              json == Json.Nothing.NOTHING ? Limits.NO_QUOTA : positive(Values.integer(json)),
      "quota",
      SecretField::writeQuota,
      """
      {"type": ["integer", "null"], "minimum": 1, "maximum": 1000000, "description": "How many links its bearer may make in an hour; null: any number."}
      """),
  DOMAINS(
      "domains",
      (json, wish) -> wish.domains = texts(json),
      "domains",
      SecretField::writeDomains,
      """
      {"type": ["array", "null"], "maxItems": 16, "items": {"type": "string"}, "description": "The domains whose links its bearer reaches, by their names, DEFAULT among them; null: all."}
      """),
  EXPIRES_AT(
      "expiresAt",
      (json, wish) -> wish.expires = Values.timeOrNothing(json).orElse(null),
      "expires",
      (out, kept) -> writeTime(out, kept.expires()),
      """
      {"type": ["string", "null"], "format": "date-time", "description": "From then on it is worth nothing; null: never."}
      """),
  CREATED_AT(
      "createdAt",
      null,
      null,
      (out, kept) -> writeTime(out, kept.created()),
      """
      {"type": "string", "format": "date-time", "readOnly": true, "description": "When it was made."}
      """),
  LAST_USED_AT(
      "lastUsedAt",
      null,
      null,
      (out, kept) -> writeTime(out, kept.lastUsed()),
      """
      {"type": ["string", "null"], "format": "date-time", "readOnly": true, "description": "When it was last shown, to a minute; null: not yet."}
      """);

  /** What a body says of a secret that is to be made. */
  static final class Wish {

    private String name = "";
    private Set<Scope> scopes = Set.of();
    private Set<String> tags = Set.of();
    private int creationsPerHour = Limits.NO_QUOTA;
    private Set<String> domains = Set.of();
    private @Nullable Instant expires;

    Grant grant() {
      return new Grant(name, scopes, new Limits(domains, tags, creationsPerHour), expires);
    }
  }

  /** Reads a value into a wish. */
  private interface Reads {
    void read(Json json, Wish wish) throws Unacceptable;
  }

  /** Writes the value of a secret. */
  private interface Writes {
    void write(JsonGenerator out, Kept kept);
  }

  private static final Map<String, SecretField> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(field -> field.name, Function.identity()));

  private final String name;
  private final @Nullable Reads reads;
  private final @Nullable String part;
  private final Writes writes;
  private final String schema;

  /**
   * @param reads {@code null} if the server sets it
   * @param part what {@link Grant.Fault#part} calls it
   */
  SecretField(
      String name, @Nullable Reads reads, @Nullable String part, Writes writes, String schema) {
    this.name = name;
    this.reads = reads;
    this.part = part;
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

  /** Whether whoever makes a secret may say it. */
  boolean isSetByClient() {
    return reads != null;
  }

  /** Whether whoever makes a secret must say it. */
  boolean isRequired() {
    return this == NAME || this == SCOPES;
  }

  /** Reads the fields of a body; what is wrong with them is added to the faults. */
  static Grant read(Json.Members body, Faults faults) {
    Wish wish = new Wish();
    body.members()
        .forEach((label, json) -> {
          SecretField field = BY_NAME.get(label);
          if (field == null) {
            faults.add(Fault.shape(label, "is unknown"));
          } else {
            field.read(json, wish, faults);
          }
        });
    for (SecretField field : values()) {
      if (field.isRequired() && !body.members().containsKey(field.name)) {
        faults.add(Fault.shape(field.name, "is missing"));
      }
    }
    return wish.grant();
  }

  private void read(Json json, Wish wish, Faults faults) {
    if (reads == null) {
      faults.add(Fault.shape(name, "is set by the server"));
      return;
    }
    try {
      reads.read(json, wish);
    } catch (Unacceptable reason) {
      faults.add(reason.of(name));
    }
  }

  /** What is wrong with what was read, in the words of the domain. */
  static Fault fault(Grant.Fault fault) {
    for (SecretField field : values()) {
      if (fault.part().equals(field.part)) {
        return Fault.value(field.name, fault.reason());
      }
    }
    throw new IllegalStateException("no field of ours: " + fault.part());
  }

  /** Writes the fields of a secret into an object that is begun. */
  static void write(JsonGenerator out, Kept kept) {
    for (SecretField field : values()) {
      out.writeName(field.name);
      field.writes.write(out, kept);
    }
  }

  private static int positive(int quota) throws Unacceptable {
    if (quota < 1) {
      throw Unacceptable.value("must be 1 at least; null: any number");
    }
    return quota;
  }

  private static Set<String> tags(Json json) throws Unacceptable {
    return Values.tags(json).names().stream().map(TagName::text).collect(Collectors.toSet());
  }

  private static void writeTags(JsonGenerator out, Kept kept) {
    out.writeStartArray();
    new TreeSet<>(kept.credential().limits().tags()).forEach(out::writeString);
    out.writeEndArray();
  }

  private static Set<Scope> scopes(Json json) throws Unacceptable {
    if (!(json instanceof Json.Items items)) {
      throw Unacceptable.shape("must be a list of create, read, write and admin");
    }
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (Json item : items.items()) {
      scopes.add(scope(item));
    }
    return scopes;
  }

  private static Scope scope(Json item) throws Unacceptable {
    for (Scope scope : Scope.values()) {
      if (item instanceof Json.Text(String text) && text.equals(label(scope))) {
        return scope;
      }
    }
    throw Unacceptable.shape("must be a list of create, read, write and admin");
  }

  private static String label(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }

  private static void writeScopes(JsonGenerator out, Kept kept) {
    out.writeStartArray();
    for (Scope scope : EnumSet.copyOf(kept.credential().scopes())) {
      out.writeString(label(scope));
    }
    out.writeEndArray();
  }

  private static Set<String> texts(Json json) throws Unacceptable {
    if (json == Json.Nothing.NOTHING) {
      return Set.of();
    }
    if (!(json instanceof Json.Items items) || items.items().isEmpty()) {
      throw Unacceptable.shape("must be a list of names; null: all");
    }
    Set<String> texts = new LinkedHashSet<>();
    for (Json item : items.items()) {
      texts.add(Values.text(item));
    }
    return texts;
  }

  private static void writeDomains(JsonGenerator out, Kept kept) {
    Set<String> domains = kept.credential().limits().domains();
    if (domains.isEmpty()) {
      out.writeNull();
      return;
    }
    out.writeStartArray();
    new TreeSet<>(domains).forEach(out::writeString);
    out.writeEndArray();
  }

  private static void writeQuota(JsonGenerator out, Kept kept) {
    int quota = kept.credential().limits().creationsPerHour();
    if (quota == Limits.NO_QUOTA) {
      out.writeNull();
    } else {
      out.writeNumber(quota);
    }
  }

  private static void writeTime(JsonGenerator out, @Nullable Instant time) {
    if (time == null) {
      out.writeNull();
    } else {
      out.writeString(time.toString());
    }
  }
}
