package gotourl.transfer;

import static gotourl.transfer.ExportNames.*;

import gotourl.access.Credential;
import gotourl.access.Grant;
import gotourl.access.Kept;
import gotourl.access.Limits;
import gotourl.access.Scope;
import gotourl.access.SecretHash;
import gotourl.link.Draft;
import gotourl.link.Generator;
import gotourl.link.Origin;
import gotourl.link.RuleText;
import gotourl.link.Terms;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** The members of one line of an export, whatever kind of row it is. */
final class ExportLine {

  private static final int GONE = 410;

  /** More than there are names. */
  private static final int MEMBERS_MAX = 64;

  private final JsonParser in;
  private final Place place;
  private final JsonValues values;

  private final String[] met = new String[MEMBERS_MAX];
  private int metCount;

  private String type = LINK;
  private String name = "";
  private String code = "";
  private String target = "";
  private String domain = "";
  private String title = "";
  private String note = "";
  private List<String> tags = List.of();
  private List<String> scopes = List.of();
  private List<String> domains = List.of();
  private List<RuleText> rules = List.of();
  private List<Long> next = List.of();
  private Terms terms = Terms.NONE;
  private boolean caseSensitive = true;
  private String base = "";
  private String unknown = "";
  private String expired = "";
  private long expiredStatus;
  private boolean hasPassword;
  private long number = Origin.NO_NUMBER;
  private long version = 1;
  private long visitsCounted;
  private long importedVisits;
  private long author = Draft.NOBODY;
  private long format = FORMAT;
  private long nextNumber;
  private long nextSecret;
  private long creationsPerHour;
  private long linksOfAll = -1;
  private byte[] secret = {};
  private byte[] hash = {};
  private Optional<Instant> created = Optional.empty();
  private Optional<Instant> changed = Optional.empty();
  private Optional<Instant> expires = Optional.empty();
  private Optional<Instant> lastUsed = Optional.empty();

  ExportLine(JsonParser in, Place place) {
    this.in = in;
    this.place = place;
    this.values = new JsonValues(in);
  }

  /** All members; none of them is looked at in the light of the others yet. */
  void read() throws RowFault {
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String member = in.currentName();
      refuseTwice(member);
      in.nextToken();
      member(member);
    }
  }

  /** Those that are known are few, and what is not known ends the reading. */
  private void refuseTwice(String member) throws RowFault {
    for (int i = 0; i < metCount; i++) {
      if (met[i].equals(member)) {
        throw new RowFault(member + " stands there twice");
      }
    }
    if (metCount < met.length) {
      met[metCount++] = member;
    }
  }

  private void member(String member) throws RowFault {
    switch (member) {
      case TYPE -> type = values.text(member);
      case SHORT_CODE -> code = values.text(member);
      case LONG_URL -> target = values.text(member);
      case NUMBER -> number = values.number(member, Origin.NUMBER_MAX);
      case CREATED_AT -> created = Optional.of(values.time(member));
      case CHANGED_AT -> changed = Optional.of(values.time(member));
      case DOMAIN -> domain = values.text(member);
      case TITLE -> title = values.text(member);
      case NOTE -> note = values.text(member);
      case TAGS -> tags = values.texts(member);
      case VERSION -> version = values.number(member, JsonValues.INT_MAX);
      case AUTHOR -> author = values.number(member, JsonValues.INT_MAX);
      case IMPORTED_VISITS -> importedVisits = values.number(member, Long.MAX_VALUE);
      case VISITS_COUNTED -> visitsCounted = values.number(member, JsonValues.INT_MAX);
      case HAS_PASSWORD -> hasPassword = values.flag(member);
      case RULES -> rules = new JsonRules(in).rules();
      default -> termsMember(member);
    }
  }

  private void termsMember(String member) throws RowFault {
    switch (member) {
      case ENABLED -> terms = terms.withEnabled(values.flag(member));
      case BINNED -> terms = terms.withBinned(values.flag(member));
      case VALID_SINCE -> terms = terms.withValidSince(Optional.of(values.time(member)));
      case VALID_UNTIL -> terms = terms.withValidUntil(Optional.of(values.time(member)));
      case FORWARD_QUERY -> terms = terms.withForwardsQuery(values.flag(member));
      case REDIRECT_STATUS -> terms = terms.withRedirectStatus(values.status(member));
      case CACHE_SECONDS ->
          terms = terms.withCacheSeconds((int) values.number(member, Terms.CACHE_SECONDS_MAX));
      case CRAWLABLE -> terms = terms.withCrawlable(values.flag(member));
      case MAX_VISITS ->
          terms = terms.withMaxVisits((int) values.number(member, JsonValues.INT_MAX));
      case PASSWORD_HASH -> terms = terms.withPassword(Optional.of(values.password(member)));
      default -> otherMember(member);
    }
  }

  private void otherMember(String member) throws RowFault {
    switch (member) {
      case NAME -> name = values.text(member);
      case CASE_SENSITIVE -> caseSensitive = values.flag(member);
      case BASE -> base = values.text(member);
      case UNKNOWN -> unknown = values.text(member);
      case EXPIRED -> expired = values.text(member);
      case EXPIRED_STATUS -> expiredStatus = values.number(member, JsonValues.INT_MAX);
      case FORMAT_NAME -> format = values.number(member, JsonValues.INT_MAX);
      case SECRET -> secret = values.bytes(member);
      case NEXT -> next = values.numbers(member);
      case NEXT_NUMBER -> nextNumber = values.number(member, Origin.NUMBER_MAX);
      case NEXT_SECRET -> nextSecret = values.number(member, JsonValues.INT_MAX);
      case SCOPES -> scopes = values.texts(member);
      case DOMAINS -> domains = values.texts(member);
      case CREATIONS_PER_HOUR -> creationsPerHour = values.number(member, Grant.CREATIONS_MAX);
      case EXPIRES_AT -> expires = Optional.of(values.time(member));
      case LAST_USED_AT -> lastUsed = Optional.of(values.time(member));
      case HASH -> hash = values.bytes(member);
      case LINKS -> linksOfAll = values.number(member, Long.MAX_VALUE);
      default -> throw new RowFault("a member " + Quoted.of(member) + " that is not known");
    }
  }

  String type() {
    return type;
  }

  /** Of the last line: how many links there are; -1 if it does not say. */
  long links() {
    return linksOfAll;
  }

  Row row() throws RowFault {
    return switch (type) {
      case LINK -> link();
      case EXPORT -> store();
      case DOMAIN -> domain();
      case TAG -> new Row.OfTag(place, name);
      case CREDENTIAL -> new Row.OfSecret(place, credential());
      case GENERATOR -> generator();
      case END -> new Row.OfEnd(place, nextNumber);
      default ->
          throw new RowFault("a row of the type " + Quoted.of(type) + ", which is not known");
    };
  }

  private Row store() throws RowFault {
    if (format > FORMAT) {
      throw new RowFault(
          "an export of format " + format + "; this version knows " + FORMAT + " and lower");
    }
    return new Row.OfStore(place, !caseSensitive);
  }

  private Row link() throws RowFault {
    String named = "code " + Quoted.of(code);
    if (hasPassword && terms.password().isEmpty()) {
      throw new RowFault(
          named
              + " is locked by a password that is not in the export; make one with what is"
              + " sensitive");
    }
    if (visitsCounted > 0 && terms.maxVisits() == Terms.ANY_NUMBER) {
      throw new RowFault(named + " has visits counted against no maxVisits");
    }
    try {
      Origin origin =
          new Origin(number, (int) Math.max(1, version), created, changed, (int) visitsCounted);
      return new Row.Read(
          place,
          new ForeignLink(
              code,
              target,
              domain,
              title,
              note,
              tags,
              terms,
              rules,
              importedVisits,
              origin.equals(Origin.HERE) ? Origin.HERE : origin,
              (int) author));
    } catch (IllegalArgumentException e) {
      throw new RowFault(named + ": " + e.getMessage());
    }
  }

  private Row domain() {
    return new Row.OfDomain(
        place,
        new ForeignDomain(name, !caseSensitive, base, unknown, expired, expiredStatus == GONE));
  }

  private Kept credential() throws RowFault {
    Set<Scope> allowed = EnumSet.noneOf(Scope.class);
    for (String word : scopes) {
      allowed.add(
          Arrays.stream(Scope.values())
              .filter(scope -> ExportWriter.word(scope).equals(word))
              .findFirst()
              .orElseThrow(
                  () -> new RowFault("a scope " + Quoted.of(word) + " that is not known")));
    }
    Limits limits = new Limits(new HashSet<>(domains), new HashSet<>(tags), (int) creationsPerHour);
    Instant madeAt = created.orElseThrow(() -> new RowFault("no createdAt"));
    // When it was made it was good: that it has expired since is no fault.
    List<Grant.Fault> faults =
        new Grant(name, allowed, limits, expires.orElse(null)).faults(Instant.EPOCH);
    if (!faults.isEmpty()) {
      throw new RowFault(faults.getFirst().part() + " " + faults.getFirst().reason());
    }
    if (hash.length != SecretHash.BYTES || number < 1 || number >= JsonValues.INT_MAX) {
      throw new RowFault("no hash of a secret, or no number");
    }
    return new Kept(
        new Credential((int) number, name, allowed, limits),
        SecretHash.of(hash),
        false,
        madeAt,
        expires.orElse(null),
        lastUsed.orElse(null));
  }

  private Row generator() throws RowFault {
    try {
      return new Row.OfGenerator(place, new Generator(secret, next), (int) nextSecret);
    } catch (IllegalArgumentException e) {
      throw new RowFault("the generator: " + e.getMessage());
    }
  }
}
