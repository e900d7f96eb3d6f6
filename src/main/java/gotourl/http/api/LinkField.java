package gotourl.http.api;

import gotourl.link.About;
import gotourl.link.CodeShape;
import gotourl.link.Draft;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.PasswordHash;
import gotourl.link.Rules;
import gotourl.link.Tags;
import gotourl.link.Terms;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
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
      (json, rules, wish) -> {
        wish.code = Values.text(json);
        rules.code(wish.code);
      },
      (out, link, now) -> out.writeString(link.key().code()),
      """
      {"type": "string", "minLength": 1, "description": "What stands behind the host in the short URL; without it the server chooses one."}
      """),
  SHORT_URL(
      "shortUrl",
      By.SERVER,
      null,
      (out, link, now) -> out.writeString(now.shortUrl(link.key())),
      """
      {"type": "string", "format": "uri", "readOnly": true, "description": "What people follow."}
      """),
  LONG_URL(
      "longUrl",
      By.CLIENT_REQUIRED,
      (json, rules, wish) -> {
        wish.target = rules.target(Values.text(json));
      },
      (out, link, now) -> out.writeString(link.target()),
      """
      {"type": "string", "format": "uri", "minLength": 1, "maxLength": 8192, "description": "Where the link leads."}
      """),
  DOMAIN(
      "domain",
      By.CLIENT_ONCE,
      (json, rules, wish) -> wish.domain = rules.domain(Values.text(json)),
      (out, link, now) -> writeText(out, now.domain(link.key()).orElse("")),
      """
      {"type": ["string", "null"], "description": "The domain that the code belongs to, by its name; null for the default."}
      """),
  TITLE(
      "title",
      By.CLIENT,
      (json, rules, wish) -> {
        String title = Values.textOrNothing(json, About.TITLE_LENGTH_MAX);
        if (title.codePoints().anyMatch(Character::isISOControl)) {
          throw Unacceptable.value("must be one line, without controls");
        }
        wish.about(about -> about.withTitle(title));
      },
      (out, link, now) -> writeText(out, link.about().title()),
      """
      {"type": ["string", "null"], "maxLength": 512, "description": "For people who manage links."}
      """),
  NOTE(
      "note",
      By.CLIENT,
      (json, rules, wish) -> {
        String note = Values.textOrNothing(json, About.NOTE_LENGTH_MAX);
        wish.about(about -> about.withNote(note));
      },
      (out, link, now) -> writeText(out, link.about().note()),
      """
      {"type": ["string", "null"], "maxLength": 4096, "description": "For people who manage links; may have lines."}
      """),
  TAGS(
      "tags",
      By.CLIENT,
      (json, rules, wish) -> {
        Tags tags = Values.tags(json);
        wish.about(about -> about.withTags(tags));
      },
      (out, link, base) -> writeTags(out, link.about().tags()),
      """
      {"type": ["array", "null"], "maxItems": 50, "items": {"type": "string", "minLength": 1, "maxLength": 100}, "description": "Names without a comma; case is kept and makes no difference. An edit says all that the link is to have; null: none."}
      """),
  ENABLED(
      "enabled",
      By.CLIENT,
      (json, rules, wish) -> {
        boolean enabled = Values.flag(json, Terms.NONE.enabled());
        wish.terms(terms -> terms.withEnabled(enabled));
      },
      (out, link, now) -> out.writeBoolean(link.terms().enabled()),
      """
      {"type": ["boolean", "null"], "description": "False: the link is answered as if there were none."}
      """),
  VALID_SINCE(
      "validSince",
      By.CLIENT,
      (json, rules, wish) -> {
        Optional<Instant> since = Values.timeOrNothing(json);
        wish.terms(terms -> terms.withValidSince(since));
      },
      (out, link, now) -> writeTime(out, link.terms().validSince()),
      """
      {"type": ["string", "null"], "format": "date-time", "description": "Before this, the link is answered as if there were none."}
      """),
  VALID_UNTIL(
      "validUntil",
      By.CLIENT,
      (json, rules, wish) -> {
        Optional<Instant> until = Values.timeOrNothing(json);
        wish.terms(terms -> terms.withValidUntil(until));
      },
      (out, link, now) -> writeTime(out, link.terms().validUntil()),
      """
      {"type": ["string", "null"], "format": "date-time", "description": "From this on, the link is answered as if there were none."}
      """),
  FORWARD_QUERY(
      "forwardQuery",
      By.CLIENT,
      (json, rules, wish) -> {
        boolean forwards = Values.flag(json, Terms.NONE.forwardsQuery());
        wish.terms(terms -> terms.withForwardsQuery(forwards));
      },
      (out, link, now) -> out.writeBoolean(link.terms().forwardsQuery()),
      """
      {"type": ["boolean", "null"], "description": "Whether the query of a request becomes part of the target's; of a name in both, the request's values count."}
      """),
  REDIRECT_STATUS(
      "redirectStatus",
      By.CLIENT,
      (json, rules, wish) -> {
        int status = json == Json.Nothing.NOTHING ? Terms.SERVERS_STATUS : Values.integer(json);
        if (json != Json.Nothing.NOTHING
            && (status == Terms.SERVERS_STATUS || !Terms.isStatus(status))) {
          throw Unacceptable.value("must be 301, 302, 303, 307 or 308");
        }
        wish.terms(terms -> terms.withRedirectStatus(status));
      },
      LinkField::writeStatus,
      """
      {"type": ["integer", "null"], "enum": [301, 302, 303, 307, 308, null], "description": "Null: the server's."}
      """),
  CACHE_SECONDS(
      "cacheSeconds",
      By.CLIENT,
      (json, rules, wish) -> {
        int seconds = json == Json.Nothing.NOTHING ? 0 : Values.integer(json);
        if (seconds < 0 || seconds > Terms.CACHE_SECONDS_MAX) {
          throw Unacceptable.value("must be 0 to " + Terms.CACHE_SECONDS_MAX);
        }
        wish.terms(terms -> terms.withCacheSeconds(seconds));
      },
      (out, link, now) -> out.writeNumber(link.terms().cacheSeconds()),
      """
      {"type": ["integer", "null"], "minimum": 0, "maximum": 31536000, "description": "How long a redirect may be kept by who gets it. 0: not at all, if the link has any terms of its own; a plain link goes by the server's status."}
      """),
  CRAWLABLE(
      "crawlable",
      By.CLIENT,
      (json, rules, wish) -> {
        boolean crawlable = Values.flag(json, Terms.NONE.crawlable());
        wish.terms(terms -> terms.withCrawlable(crawlable));
      },
      (out, link, now) -> out.writeBoolean(link.terms().crawlable()),
      """
      {"type": ["boolean", "null"], "description": "Whether robots.txt invites crawlers to the link; it asks them to leave all others alone."}
      """),
  MAX_VISITS(
      "maxVisits",
      By.CLIENT,
      (json, rules, wish) -> {
        int max = json == Json.Nothing.NOTHING ? Terms.ANY_NUMBER : Values.integer(json);
        if (json != Json.Nothing.NOTHING && max < 1) {
          throw Unacceptable.value("must be 1 at least");
        }
        wish.terms(terms -> terms.withMaxVisits(max));
      },
      LinkField::writeMaxVisits,
      """
      {"type": ["integer", "null"], "minimum": 1, "maximum": 2147483647, "description": "How often the link is followed, over all its versions; then it is answered as an expired one. Null: without end."}
      """),
  RULES(
      "rules",
      By.CLIENT,
      (json, rules, wish) -> {
        Rules read = RuleFields.read(json, rules);
        wish.terms(terms -> terms.withRules(read));
      },
      (out, link, base) -> RuleFields.write(out, link.terms().rules()),
      RuleFields.SCHEMA),
  PASSWORD(
      "password",
      By.CLIENT,
      (json, rules, wish) -> {
        Optional<PasswordHash> hash =
            json == Json.Nothing.NOTHING
                ? Optional.empty()
                : Optional.of(rules.password(Values.text(json)));
        wish.terms(terms -> terms.withPassword(hash));
      },
      null,
      """
      {"type": ["string", "null"], "minLength": 1, "maxLength": 256, "writeOnly": true, "description": "What whoever follows the link must know."}
      """),
  HAS_PASSWORD(
      "hasPassword",
      By.SERVER,
      null,
      (out, link, base) -> out.writeBoolean(link.terms().password().isPresent()),
      """
      {"type": "boolean", "readOnly": true, "description": "Whether whoever follows the link must know a password."}
      """),
  VERSION(
      "version",
      By.SERVER,
      null,
      (out, link, now) -> out.writeNumber(link.version()),
      """
      {"type": "integer", "minimum": 1, "readOnly": true, "description": "1 when the link is made, one more with each change; the ETag says the same."}
      """),
  AUTHOR(
      "author",
      By.SERVER,
      null,
      (out, link, now) -> writeAuthor(out, link.author()),
      """
      {"type": ["integer", "null"], "minimum": 1, "readOnly": true, "description": "The number of the secret by which this version was said; null: none was needed."}
      """),
  CREATED_AT(
      "createdAt",
      By.SERVER,
      null,
      (out, link, now) -> out.writeString(link.created().toString()),
      """
      {"type": "string", "format": "date-time", "readOnly": true, "description": "When the link was made."}
      """),
  CHANGED_AT(
      "changedAt",
      By.SERVER,
      null,
      (out, link, now) -> out.writeString(link.changed().toString()),
      """
      {"type": "string", "format": "date-time", "readOnly": true, "description": "When this version was made."}
      """),
  STATE(
      "state",
      By.SERVER,
      null,
      (out, link, now) -> out.writeString(now.state(link)),
      """
      {"type": "string", "enum": ["active", "disabled", "scheduled", "expired", "binned", "used-up"], "readOnly": true, "description": "Why it is followed, or is not. It changes with time, without a version."}
      """),
  VISITS_COUNTED(
      "visitsCounted",
      By.SERVER,
      null,
      LinkField::writeVisits,
      """
      {"type": ["integer", "null"], "minimum": 0, "readOnly": true, "description": "How many visits were counted against maxVisits; only of a link that has one are any counted. Null: damage on the server's disk may hide some, and the link counts as used up until its maxVisits is set anew."}
      """),
  IMPORTED_VISITS(
      "importedVisits",
      By.SERVER,
      null,
      (out, link, now) -> out.writeNumber(link.about().importedVisits()),
      """
      {"type": "integer", "minimum": 0, "readOnly": true, "description": "How often the link was followed before it was brought here from elsewhere, as its source said."}
      """),
  CODE_LENGTH(
      "codeLength",
      By.CLIENT_ONCE,
      (json, rules, wish) -> {
        int length = Values.integer(json);
        if (!CodeShape.isLength(length)) {
          throw Unacceptable.value("must be 1 to 10");
        }
        wish.codeLength = OptionalInt.of(length);
      },
      null,
      """
      {"type": "integer", "minimum": 1, "maximum": 10, "writeOnly": true, "description": "How long a code the server shall choose; longer ones are chosen once there are none left."}
      """),
  CODE_PREFIX(
      "codePrefix",
      By.CLIENT_ONCE,
      (json, rules, wish) -> {
        wish.codePrefix = Values.text(json);
        if (wish.codePrefix.isEmpty()) {
          throw Unacceptable.value("must not be empty");
        }
        rules.shape(wish);
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

  /** Reads a value into a wish; null only where a client may clear what it has set. */
  interface Reads {
    void read(Json json, FieldRules rules, Wish wish) throws Unacceptable, Refused;
  }

  /** Writes the value of a link. */
  interface Writes {
    void write(JsonGenerator out, Link link, Showing now);
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
  static Wish read(Json.Members body, Purpose purpose, FieldRules rules, Faults faults)
      throws Refused {
    Wish wish = new Wish();
    for (Map.Entry<String, Json> member : body.members().entrySet()) {
      LinkField field = BY_NAME.get(member.getKey());
      if (field == null) {
        faults.add(Fault.shape(member.getKey(), "is unknown"));
      } else {
        field.read(member.getValue(), purpose, rules, wish, faults);
      }
    }
    for (LinkField field : values()) {
      boolean absent = !body.members().containsKey(field.name);
      if (purpose == Purpose.MAKE && field.isRequired() && absent) {
        faults.add(Fault.shape(field.name, "is missing"));
      }
    }
    if (wish.code != null && (wish.codeLength.isPresent() || wish.codePrefix != null)) {
      faults.add(
          Fault.shape(SHORT_CODE.name, "leaves nothing to choose for codeLength and codePrefix"));
    }
    return wish;
  }

  private void read(Json json, Purpose purpose, FieldRules rules, Wish wish, Faults faults)
      throws Refused {
    if (reads == null || !isSetBy(purpose)) {
      faults.add(
          Fault.shape(
              name,
              by == By.SERVER
                  ? "is set by the server"
                  : "is chosen when the link is made, and stays"));
    } else if (json == Json.Nothing.NOTHING && isRequired()) {
      faults.add(Fault.shape(name, "must not be null: no link is without"));
    } else if (json != Json.Nothing.NOTHING || by == By.CLIENT) {
      try {
        reads.read(json, rules, wish);
      } catch (Unacceptable reason) {
        reason.tell(name, faults);
      }
    }
  }

  /** Writes a link as one object. */
  static void write(JsonGenerator out, Link link, Showing now) {
    out.writeStartObject();
    for (LinkField field : values()) {
      if (field.writes != null) {
        out.writeName(field.name);
        field.writes.write(out, link, now);
      }
    }
    out.writeEndObject();
  }

  /** What is not there is null. */
  private static void writeText(JsonGenerator out, String text) {
    if (text.isEmpty()) {
      out.writeNull();
    } else {
      out.writeString(text);
    }
  }

  private static void writeTags(JsonGenerator out, Tags tags) {
    out.writeStartArray();
    tags.names().forEach(name -> out.writeString(name.text()));
    out.writeEndArray();
  }

  private static void writeAuthor(JsonGenerator out, int author) {
    if (author == Draft.NOBODY) {
      out.writeNull();
    } else {
      out.writeNumber(author);
    }
  }

  private static void writeTime(JsonGenerator out, Optional<Instant> time) {
    writeText(out, time.map(Instant::toString).orElse(""));
  }

  private static void writeStatus(JsonGenerator out, Link link, Showing now) {
    int status = link.terms().redirectStatus();
    if (status == Terms.SERVERS_STATUS) {
      out.writeNull();
    } else {
      out.writeNumber(status);
    }
  }

  private static void writeMaxVisits(JsonGenerator out, Link link, Showing now) {
    int max = link.terms().maxVisits();
    if (max == Terms.ANY_NUMBER) {
      out.writeNull();
    } else {
      out.writeNumber(max);
    }
  }

  private static void writeVisits(JsonGenerator out, Link link, Showing now) {
    int visits = now.visits(link);
    if (visits == LinkStore.VISITS_UNKNOWN) {
      out.writeNull();
    } else {
      out.writeNumber(visits);
    }
  }
}
