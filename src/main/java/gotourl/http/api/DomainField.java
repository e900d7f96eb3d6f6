package gotourl.http.api;

import gotourl.link.DomainName;
import gotourl.link.Fallbacks;
import gotourl.link.Links;
import gotourl.link.NamedDomain;
import gotourl.link.UrlPolicy.Accepted;
import gotourl.link.UrlPolicy.Refused;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * The fields of a domain, in the order in which they are written; as {@link LinkField} is for
 * links.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its lambdas hold nothing.
enum DomainField {
  NAME(
      "name",
      true,
      (json, links, wish) ->
          wish.name =
              DomainName.parse(Values.text(json))
                  .orElseThrow(() ->
                      Unacceptable.value(
                          "must be the name of a host, of letters, digits, hyphens and dots, without"
                              + " a port")),
      (out, domain) -> out.writeString(domain.name()),
      """
      {"type": "string", "minLength": 1, "description": "Its host: lower case, without a port, international names in their ASCII form. DEFAULT is the domain of all other hosts."}
      """),
  CASE_SENSITIVE(
      "caseSensitive",
      true,
      (json, links, wish) -> wish.caseSensitive = Values.flag(json, true),
      (out, domain) -> out.writeBoolean(!domain.domain().foldsCase()),
      """
      {"type": ["boolean", "null"], "description": "Whether /AbC and /abc are two links; null: as in the default domain."}
      """),
  BASE_URL_REDIRECT(
      "baseUrlRedirect",
      false,
      (json, links, wish) -> {
        Optional<String> target = target(json, links);
        wish.change(fallbacks -> fallbacks.withBase(target));
      },
      (out, domain) -> writeTarget(out, domain.fallbacks().base()),
      """
      {"type": ["string", "null"], "format": "uri", "maxLength": 8192, "description": "Where its address alone leads; null: to the form."}
      """),
  UNKNOWN_REDIRECT(
      "unknownRedirect",
      false,
      (json, links, wish) -> {
        Optional<String> target = target(json, links);
        wish.change(fallbacks -> fallbacks.withUnknown(target));
      },
      (out, domain) -> writeTarget(out, domain.fallbacks().unknown()),
      """
      {"type": ["string", "null"], "format": "uri", "maxLength": 8192, "description": "Where a code leads that no link has; null: nowhere, 404."}
      """),
  EXPIRED_REDIRECT(
      "expiredRedirect",
      false,
      (json, links, wish) -> {
        Optional<String> target = target(json, links);
        wish.change(fallbacks -> fallbacks.withExpired(target));
      },
      (out, domain) -> writeTarget(out, domain.fallbacks().expired()),
      """
      {"type": ["string", "null"], "format": "uri", "maxLength": 8192, "description": "Where a link leads that has expired or no visits left, is not valid yet or disabled; null: as if there were none."}
      """),
  EXPIRED_STATUS(
      "expiredStatus",
      false,
      (json, links, wish) -> {
        int status = json == Json.Nothing.NOTHING ? Expired.UNKNOWN : Values.integer(json);
        if (status != Expired.UNKNOWN && status != Expired.GONE) {
          throw Unacceptable.value("must be 404 or 410");
        }
        wish.change(fallbacks -> fallbacks.withExpiredIsGone(status == Expired.GONE));
      },
      (out, domain) ->
          out.writeNumber(domain.fallbacks().expiredIsGone() ? Expired.GONE : Expired.UNKNOWN),
      """
      {"type": ["integer", "null"], "enum": [404, 410, null], "description": "Of a link that has expired, or no visits left, and leads nowhere else; 410 tells that there was one. Null: 404."}
      """);

  /** What an expired link can be answered. */
  private static final class Expired {
    static final int UNKNOWN = 404;
    static final int GONE = 410;
  }

  /** What a body says of a domain. */
  static final class Wish {

    private String name = "";
    private @Nullable Boolean caseSensitive;
    private UnaryOperator<Fallbacks> change = UnaryOperator.identity();

    private void change(UnaryOperator<Fallbacks> more) {
      UnaryOperator<Fallbacks> before = change;
      change = old -> more.apply(before.apply(old));
    }

    String name() {
      return name;
    }

    /** Empty: as usual. */
    Optional<Boolean> caseSensitive() {
      return Optional.ofNullable(caseSensitive);
    }

    /** Makes what it shall have of what it has. */
    UnaryOperator<Fallbacks> fallbacks() {
      return change;
    }
  }

  /** Reads a value into a wish. */
  private interface Reads {
    void read(Json json, Links links, Wish wish) throws Unacceptable;
  }

  /** Writes the value of a domain. */
  private interface Writes {
    void write(JsonGenerator out, NamedDomain domain);
  }

  private static final Map<String, DomainField> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(field -> field.name, Function.identity()));

  private final String name;
  private final boolean isSetOnce;
  private final Reads reads;
  private final Writes writes;
  private final String schema;

  DomainField(String name, boolean isSetOnce, Reads reads, Writes writes, String schema) {
    this.name = name;
    this.isSetOnce = isSetOnce;
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

  /** Whether a change may say it. */
  boolean isChangeable() {
    return !isSetOnce;
  }

  /** Whether whoever makes a domain must say it. */
  boolean isRequired() {
    return this == NAME;
  }

  /** Reads the fields of a new domain; what is wrong with them is added to the faults. */
  static Wish readNew(Json.Members body, Links links, Faults faults) {
    Wish wish = read(body, links, faults, true);
    if (!body.members().containsKey(NAME.name)) {
      faults.add(Fault.shape(NAME.name, "is missing"));
    }
    return wish;
  }

  /** The same of a change. */
  static Wish readChange(Json.Members body, Links links, Faults faults) {
    return read(body, links, faults, false);
  }

  private static Wish read(Json.Members body, Links links, Faults faults, boolean isNew) {
    Wish wish = new Wish();
    body.members()
        .forEach((label, json) -> {
          DomainField field = BY_NAME.get(label);
          if (field == null) {
            faults.add(Fault.shape(label, "is unknown"));
          } else if (field.isSetOnce && !isNew) {
            faults.add(Fault.shape(label, "is chosen when the domain is made, and stays"));
          } else if (json != Json.Nothing.NOTHING || !field.isSetOnce || field.isRequired()) {
            field.read(json, links, wish, faults);
          }
        });
    return wish;
  }

  private void read(Json json, Links links, Wish wish, Faults faults) {
    try {
      reads.read(json, links, wish);
    } catch (Unacceptable reason) {
      faults.add(reason.of(name));
    }
  }

  /** Writes a domain as one object. */
  static void write(JsonGenerator out, NamedDomain domain) {
    out.writeStartObject();
    for (DomainField field : values()) {
      out.writeName(field.name);
      field.writes.write(out, domain);
    }
    out.writeEndObject();
  }

  private static Optional<String> target(Json json, Links links) throws Unacceptable {
    if (json == Json.Nothing.NOTHING) {
      return Optional.empty();
    }
    return switch (links.check(Values.text(json))) {
      case Accepted(String target) -> Optional.of(target);
      case Refused(String reason) -> throw Unacceptable.value("is refused: " + reason);
    };
  }

  private static void writeTarget(JsonGenerator out, Optional<String> target) {
    if (target.isPresent()) {
      out.writeString(target.get());
    } else {
      out.writeNull();
    }
  }
}
