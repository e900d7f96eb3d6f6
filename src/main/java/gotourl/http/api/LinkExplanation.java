package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.http.api.Call.Parameter;
import gotourl.link.Explainer;
import gotourl.link.Explanation;
import gotourl.link.Link;
import gotourl.link.Links;
import gotourl.link.Obstacle;
import gotourl.link.Redirector.Charge;
import gotourl.link.Redirector.Decision;
import gotourl.link.Redirector.Explained;
import gotourl.link.Redirector.Follow;
import gotourl.link.Redirector.FollowOnTerms;
import gotourl.link.Redirector.Locked;
import gotourl.link.Redirector.Unknown;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/** {@code links/{code}/explain}: what a redirect would do, and which rule decides. */
final class LinkExplanation {

  static final String METHODS = "GET, HEAD, OPTIONS";

  static final String SCHEMA =
      """
      {"type": "object", "required": ["shortCode", "at", "leadsTo", "needsPassword", "obstacle", "decidedBy", "rules"], "additionalProperties": false, "properties": {
        "shortCode": {"type": "string"},
        "at": {"type": "string", "format": "date-time", "description": "The moment that is looked at."},
        "leadsTo": {"type": ["string", "null"], "format": "uri", "description": "Where the visitor is led; null: nowhere, as if there were no such link."},
        "needsPassword": {"type": "boolean", "description": "Only if he knows the password."},
        "obstacle": {"type": ["string", "null"], "description": "Why he is led nowhere; null if he is led somewhere."},
        "decidedBy": {"type": ["integer", "null"], "minimum": 0, "description": "Which rule decides, the first is 0; null: the link's own longUrl."},
        "rules": {"type": "array", "maxItems": 32, "items": {"type": "object", "required": ["longUrl", "holds", "conditions"], "additionalProperties": false, "properties": {
          "longUrl": {"type": "string", "format": "uri"},
          "holds": {"type": "boolean"},
          "conditions": {"type": "array", "maxItems": 8, "items": {"type": "object", "required": ["type", "value", "holds", "fact"], "additionalProperties": false, "properties": {
            "type": {"type": "string"},
            "name": {"type": "string"},
            "value": {"type": ["string", "null"]},
            "holds": {"type": "boolean"},
            "fact": {"type": "string", "description": "What it goes by, for people."}}}}}}}}}
      """;

  private final Explainer explainer;
  private final Reach reach;

  LinkExplanation(Links links, Explainer explainer) {
    this.explainer = explainer;
    this.reach = new Reach(links);
  }

  Response answer(Call call, Credential who, LinkName name) throws Refused {
    return switch (call.method()) {
      case "GET", "HEAD" -> explain(call, who, name);
      case "OPTIONS" -> Methods.options(METHODS);
      case String _ -> throw Methods.notAllowed(METHODS);
    };
  }

  private Response explain(Call call, Credential who, LinkName name) throws Refused {
    if (!who.allows(Scope.READ)) {
      throw Permission.nothingHere();
    }
    ExplainParameter.Query query = query(call);
    Link link =
        reach.find(who, reach.key(who, name)).orElseThrow(() -> new Refused(Outcomes.noSuchLink()));
    Instant at = query.at.orElseGet(Instant::now);
    Explained explained =
        explainer.explain(
            link,
            new Explainer.Imagined(query.userAgent, query.languages, query.country, query.query),
            at);
    return Response.json(200, JsonText.of(out -> write(out, link, at, explained))).unkept();
  }

  private static ExplainParameter.Query query(Call call) throws Refused {
    Faults faults = new Faults();
    ExplainParameter.Query query = new ExplainParameter.Query();
    Set<ExplainParameter> read = EnumSet.noneOf(ExplainParameter.class);
    for (Parameter parameter : Methods.parameters(call)) {
      ExplainParameter known = ExplainParameter.of(parameter.name());
      if (known == null) {
        faults.add(Fault.shape(parameter.name(), "is unknown"));
      } else if (!read.add(known)) {
        faults.add(Fault.shape(parameter.name(), "stands there more than once"));
      } else {
        known.read(parameter.value(), query, faults);
      }
    }
    faults.refuseIfAny();
    return query;
  }

  private static void write(JsonGenerator out, Link link, Instant at, Explained explained) {
    out.writeStartObject();
    out.writeStringProperty("shortCode", link.key().code());
    out.writeStringProperty("at", at.toString());
    writeOptional(out, "leadsTo", leadsTo(explained.decision()));
    out.writeBooleanProperty("needsPassword", explained.decision() instanceof Locked);
    writeOptional(out, "obstacle", explained.obstacle().map(Obstacle::words));
    out.writeName("decidedBy");
    OptionalInt decisive = explained.rules().decisive();
    if (decisive.isPresent()) {
      out.writeNumber(decisive.getAsInt());
    } else {
      out.writeNull();
    }
    out.writeArrayPropertyStart("rules");
    for (Explanation.OfRule rule : explained.rules().rules()) {
      write(out, rule);
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static Optional<String> leadsTo(Decision decision) {
    return switch (decision) {
      case Follow(String target) -> Optional.of(target);
      case FollowOnTerms terms -> Optional.of(terms.target());
      case Charge(FollowOnTerms terms) -> Optional.of(terms.target());
      case Locked locked -> Optional.of(locked.behind().target());
      case Unknown _ -> Optional.empty();
    };
  }

  private static void writeOptional(JsonGenerator out, String name, Optional<String> text) {
    out.writeName(name);
    if (text.isPresent()) {
      out.writeString(text.get());
    } else {
      out.writeNull();
    }
  }

  private static void write(JsonGenerator out, Explanation.OfRule rule) {
    out.writeStartObject();
    out.writeStringProperty("longUrl", rule.target());
    out.writeBooleanProperty("holds", rule.holds());
    out.writeArrayPropertyStart("conditions");
    for (Explanation.OfCondition condition : rule.conditions()) {
      out.writeStartObject();
      RuleFields.write(out, condition.condition());
      out.writeBooleanProperty("holds", condition.holds());
      out.writeStringProperty("fact", condition.fact());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }
}
