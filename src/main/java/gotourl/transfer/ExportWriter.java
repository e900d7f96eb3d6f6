package gotourl.transfer;

import static gotourl.transfer.ExportNames.*;

import gotourl.access.Credential;
import gotourl.access.Kept;
import gotourl.access.Limits;
import gotourl.access.Scope;
import gotourl.link.ConditionText;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.Generator;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.NamedDomain;
import gotourl.link.Origin;
import gotourl.link.RuleText;
import gotourl.link.TagName;
import gotourl.link.Terms;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonEncoding;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes the rows of an export: JSON objects, one a line. What is as usual is left out, so that
 * equal links are equal bytes.
 */
final class ExportWriter {

  private static final JsonFactory FACTORY =
      JsonFactory.builder().rootValueSeparator((String) null).build();

  static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private static final int GONE = 410;

  private final JsonGenerator json;

  /** In place of what is only for who asks for it. */
  private final boolean isSensitive;

  /**
   * @param isSensitive whether hashes of passwords are written
   */
  ExportWriter(OutputStream out, boolean isSensitive) {
    this.json = FACTORY.createGenerator(ObjectWriteContext.empty(), out, JsonEncoding.UTF8);
    this.isSensitive = isSensitive;
  }

  /** Jackson's exceptions are none of its callers' business. */
  private interface Row {
    void write();
  }

  private void row(String type, Row row) throws IOException {
    try {
      json.writeStartObject();
      json.writeStringProperty(TYPE, type);
      row.write();
      json.writeEndObject();
      json.writeRaw('\n');
    } catch (JacksonException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  void flush() throws IOException {
    try {
      json.flush();
    } catch (JacksonException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e);
    }
  }

  void begin(boolean foldsCase) throws IOException {
    row(
        EXPORT,
        () -> {
          json.writeNumberProperty(FORMAT_NAME, FORMAT);
          json.writeBooleanProperty(CASE_SENSITIVE, !foldsCase);
        });
  }

  void generator(Generator generator, int nextSecret) throws IOException {
    row(
        GENERATOR,
        () -> {
          json.writeStringProperty(SECRET, BASE64.encodeToString(generator.secret()));
          json.writeArrayPropertyStart(NEXT);
          generator.next().forEach(json::writeNumber);
          json.writeEndArray();
          json.writeNumberProperty(NEXT_SECRET, nextSecret);
        });
  }

  void credential(Kept kept) throws IOException {
    Credential credential = kept.credential();
    Limits limits = credential.limits();
    row(
        CREDENTIAL,
        () -> {
          json.writeNumberProperty(NUMBER, credential.number());
          json.writeStringProperty(NAME, credential.name());
          texts(SCOPES, credential.scopes().stream().sorted().map(scope -> word(scope)).toList());
          texts(DOMAINS, limits.domains().stream().sorted().toList());
          texts(TAGS, limits.tags().stream().sorted().toList());
          if (limits.creationsPerHour() != Limits.NO_QUOTA) {
            json.writeNumberProperty(CREATIONS_PER_HOUR, limits.creationsPerHour());
          }
          time(CREATED_AT, kept.created());
          time(EXPIRES_AT, kept.expires());
          time(LAST_USED_AT, kept.lastUsed());
          json.writeStringProperty(HASH, BASE64.encodeToString(kept.hash().bytes()));
        });
  }

  static String word(Scope scope) {
    return scope.name().toLowerCase(Locale.ROOT);
  }

  void domain(NamedDomain domain) throws IOException {
    Fallbacks fallbacks = domain.fallbacks();
    row(
        DOMAIN,
        () -> {
          json.writeStringProperty(NAME, domain.name());
          json.writeBooleanProperty(CASE_SENSITIVE, !domain.domain().foldsCase());
          text(BASE, fallbacks.base());
          text(UNKNOWN, fallbacks.unknown());
          text(EXPIRED, fallbacks.expired());
          if (fallbacks.expiredIsGone()) {
            json.writeNumberProperty(EXPIRED_STATUS, GONE);
          }
        });
  }

  /** Of another product. */
  void domain(ForeignDomain domain) throws IOException {
    row(
        DOMAIN,
        () -> {
          json.writeStringProperty(NAME, domain.name());
          json.writeBooleanProperty(CASE_SENSITIVE, !domain.foldsCase());
          text(BASE, domain.base());
          text(UNKNOWN, domain.unknown());
          text(EXPIRED, domain.expired());
          if (domain.expiredIsGone()) {
            json.writeNumberProperty(EXPIRED_STATUS, GONE);
          }
        });
  }

  void tag(TagName name) throws IOException {
    tag(name.text());
  }

  void tag(String name) throws IOException {
    row(TAG, () -> json.writeStringProperty(NAME, name));
  }

  /**
   * @param visits how many of its max visits were charged
   */
  void link(Link link, NamedDomain domain, int visits) throws IOException {
    row(LINK, () -> members(link, domain, visits));
  }

  /** Of another product, not judged yet. */
  void link(ForeignLink link) throws IOException {
    row(LINK, () -> members(link));
  }

  private void members(ForeignLink link) {
    Origin origin = link.origin();
    if (origin.number() != Origin.NO_NUMBER) {
      json.writeNumberProperty(NUMBER, origin.number());
    }
    number(VERSION, origin.version(), 1);
    json.writeStringProperty(SHORT_CODE, link.code());
    text(DOMAIN, link.domain());
    json.writeStringProperty(LONG_URL, link.target());
    text(TITLE, link.title());
    text(NOTE, link.note());
    texts(TAGS, link.tags());
    terms(link.terms(), origin.visits(), link.rules());
    if (link.visits() != 0) {
      json.writeNumberProperty(IMPORTED_VISITS, link.visits());
    }
    number(AUTHOR, link.author(), Draft.NOBODY);
    time(CREATED_AT, origin.created().orElse(null));
    time(CHANGED_AT, origin.changed().orElse(null));
  }

  private void members(Link link, NamedDomain domain, int visits) {
    json.writeNumberProperty(NUMBER, link.number());
    json.writeNumberProperty(VERSION, link.version());
    json.writeStringProperty(SHORT_CODE, link.key().code());
    if (!domain.isDefault()) {
      json.writeStringProperty(DOMAIN, domain.name());
    }
    json.writeStringProperty(LONG_URL, link.target());
    text(TITLE, link.about().title());
    text(NOTE, link.about().note());
    if (!link.about().tags().isEmpty()) {
      texts(TAGS, link.about().tags().names().stream().map(TagName::text).toList());
    }
    Terms terms = link.terms();
    if (!terms.equals(Terms.NONE)) {
      terms(terms, visits, terms.rules().texts());
    }
    if (link.about().importedVisits() != 0) {
      json.writeNumberProperty(IMPORTED_VISITS, link.about().importedVisits());
    }
    if (link.author() != Draft.NOBODY) {
      json.writeNumberProperty(AUTHOR, link.author());
    }
    time(CREATED_AT, link.created());
    if (!link.changed().equals(link.created())) {
      time(CHANGED_AT, link.changed());
    }
  }

  private void terms(Terms terms, int visits, List<RuleText> rules) {
    flag(ENABLED, terms.enabled(), true);
    flag(BINNED, terms.binned(), false);
    time(VALID_SINCE, terms.validSince().orElse(null));
    time(VALID_UNTIL, terms.validUntil().orElse(null));
    flag(FORWARD_QUERY, terms.forwardsQuery(), false);
    number(REDIRECT_STATUS, terms.redirectStatus(), Terms.SERVERS_STATUS);
    number(CACHE_SECONDS, terms.cacheSeconds(), 0);
    flag(CRAWLABLE, terms.crawlable(), false);
    if (terms.maxVisits() != Terms.ANY_NUMBER) {
      json.writeNumberProperty(MAX_VISITS, terms.maxVisits());
      number(VISITS_COUNTED, counted(terms, visits), 0);
    }
    if (terms.password().isPresent()) {
      if (isSensitive) {
        json.writeStringProperty(PASSWORD_HASH, terms.password().get().text());
      } else {
        json.writeBooleanProperty(HAS_PASSWORD, true);
      }
    }
    if (!rules.isEmpty()) {
      json.writeArrayPropertyStart(RULES);
      rules.forEach(this::rule);
      json.writeEndArray();
    }
  }

  /** Where nobody knows any more how many there were, all of them were made. */
  private static int counted(Terms terms, int visits) {
    return visits == LinkStore.VISITS_UNKNOWN ? terms.maxVisits() : visits;
  }

  private void rule(RuleText rule) {
    json.writeStartObject();
    json.writeStringProperty(LONG_URL, rule.target());
    json.writeArrayPropertyStart(CONDITIONS);
    for (ConditionText condition : rule.conditions()) {
      json.writeStartObject();
      json.writeStringProperty(TYPE, condition.type());
      text(NAME, Optional.ofNullable(condition.name()));
      text(VALUE, Optional.ofNullable(condition.value()));
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  /**
   * So that a reader knows that nothing is missing.
   *
   * @param nextNumber above all numbers that links have had
   */
  void end(long links, long nextNumber) throws IOException {
    row(
        END,
        () -> {
          json.writeNumberProperty(LINKS, links);
          json.writeNumberProperty(NEXT_NUMBER, nextNumber);
        });
  }

  private void text(String name, String value) {
    if (!value.isEmpty()) {
      json.writeStringProperty(name, value);
    }
  }

  private void text(String name, Optional<String> value) {
    value.ifPresent(text -> json.writeStringProperty(name, text));
  }

  private void texts(String name, Collection<String> values) {
    if (!values.isEmpty()) {
      json.writeArrayPropertyStart(name);
      values.forEach(json::writeString);
      json.writeEndArray();
    }
  }

  private void flag(String name, boolean value, boolean usual) {
    if (value != usual) {
      json.writeBooleanProperty(name, value);
    }
  }

  private void number(String name, int value, int usual) {
    if (value != usual) {
      json.writeNumberProperty(name, value);
    }
  }

  private void time(String name, java.time.@Nullable Instant time) {
    if (time != null) {
      json.writeStringProperty(name, time.toString());
    }
  }
}
