package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.Scope;
import gotourl.link.Domain;
import gotourl.link.Domains;
import gotourl.link.Fallbacks;
import gotourl.link.Links;
import gotourl.link.NamedDomain;
import gotourl.link.ShortUrls;
import java.util.List;

/**
 * {@code domains}: the hosts that have links of their own. Whoever may look sees those that he
 * reaches; whoever may do everything changes them.
 */
final class DomainCollection {

  static final String METHODS = "GET, HEAD, POST, OPTIONS";

  static final String ONE_METHODS = "GET, HEAD, PATCH, DELETE, OPTIONS";

  private final Links links;
  private final ShortUrls urls;
  private final Domains domains;
  private final DomainReach reach;

  DomainCollection(Links links, ShortUrls urls) {
    this.links = links;
    this.urls = urls;
    this.domains = links.domains();
    this.reach = new DomainReach(domains);
  }

  Response answer(Call call, Credential who) throws Refused {
    return switch (call.method()) {
      case "GET", "HEAD" -> list(call, who);
      case "POST" -> make(call, who);
      case "OPTIONS" -> Methods.options(METHODS);
      case String _ -> throw Methods.notAllowed(METHODS);
    };
  }

  /**
   * @param name as the path has it
   */
  Response one(Call call, Credential who, String name) throws Refused {
    return switch (call.method()) {
      case "GET", "HEAD" -> show(call, who, name);
      case "PATCH" -> change(call, who, name);
      case "DELETE" -> remove(call, who, name);
      case "OPTIONS" -> Methods.options(ONE_METHODS);
      case String _ -> throw Methods.notAllowed(ONE_METHODS);
    };
  }

  private static void requireRead(Credential who) throws Refused {
    if (!who.allows(Scope.READ)) {
      throw Permission.nothingHere();
    }
  }

  private static void requireAdmin(Credential who) throws Refused {
    if (!who.allows(Scope.ADMIN)) {
      throw who.allows(Scope.READ) ? Permission.forbidden() : Permission.nothingHere();
    }
  }

  private NamedDomain find(Credential who, String name) throws Refused {
    return reach.find(who, name).orElseThrow(() -> new Refused(noSuchDomain()));
  }

  private Response list(Call call, Credential who) throws Refused {
    requireRead(who);
    Methods.requireNoParameters(call);
    byte[] body =
        JsonText.of(out -> {
          out.writeStartObject();
          out.writeArrayPropertyStart("domains");
          reach.all(who).forEach(domain -> DomainField.write(out, domain));
          out.writeEndArray();
          out.writeEndObject();
        });
    return Response.json(200, body).unkept();
  }

  private Response show(Call call, Credential who, String name) throws Refused {
    requireRead(who);
    Methods.requireNoParameters(call);
    return shown(200, find(who, name));
  }

  private Response make(Call call, Credential who) throws Refused {
    requireAdmin(who);
    Methods.requireNoParameters(call);
    Faults faults = new Faults();
    Json.Members body = Bodies.read(call, Bodies.JSON, faults);
    DomainField.Wish wish = DomainField.readNew(body, links, faults);
    if (urls.isDefaultsHost(wish.name())) {
      faults.add(
          Fault.value(DomainField.NAME.label(), "is the host of the default domain (-host)"));
    }
    faults.refuseIfAny();
    boolean folds =
        wish.caseSensitive().map(sensitive -> !sensitive).orElse(links.domain().foldsCase());
    Fallbacks fallbacks = wish.fallbacks().apply(Fallbacks.NONE);
    return switch (domains.make(wish.name(), folds, fallbacks).toCompletableFuture().join()) {
      case Domains.Saved(NamedDomain domain) ->
          shown(201, domain).with("Location", "/" + Api.ROOT + "/domains/" + domain.name());
      case Domains.Exists(NamedDomain domain) ->
          Problems.of(
              Problem.DOMAIN_EXISTS,
              "The domain " + domain.name() + " is there, and stays as it is.",
              List.of(Fault.value(DomainField.NAME.label(), "is another domain's")));
      case Domains.Full _ ->
          Problems.of(
              Problem.TOO_MANY_DOMAINS,
              "There are " + Domains.DOMAINS_MAX + " domains; remove one first.");
      case Domains.Unsaved unsaved -> notSaved(unsaved);
    };
  }

  private Response change(Call call, Credential who, String name) throws Refused {
    requireAdmin(who);
    Methods.requireNoParameters(call);
    NamedDomain before = find(who, name);
    Faults faults = new Faults();
    Json.Members body = Bodies.read(call, Bodies.MERGE_PATCH, faults);
    DomainField.Wish wish = DomainField.readChange(body, links, faults);
    faults.refuseIfAny();
    return switch (domains.change(before.number(), wish.fallbacks()).toCompletableFuture().join()) {
      case Domains.Saved(NamedDomain domain) -> shown(200, domain);
      case Domains.Missing _ -> noSuchDomain();
      case Domains.Unsaved unsaved -> notSaved(unsaved);
    };
  }

  private Response remove(Call call, Credential who, String name) throws Refused {
    requireAdmin(who);
    Methods.requireNoParameters(call);
    NamedDomain domain = find(who, name);
    if (domain.number() == Domain.DEFAULT_NUMBER) {
      return Problems.of(Problem.DOMAIN_IN_USE, "The default domain stays.");
    }
    return switch (domains.remove(domain.number()).toCompletableFuture().join()) {
      case Domains.Gone _ -> Response.empty(204).unkept();
      case Domains.Missing _ -> noSuchDomain();
      case Domains.InUse _ ->
          Problems.of(
              Problem.DOMAIN_IN_USE,
              "The domain "
                  + domain.name()
                  + " has links, perhaps in the bin; it stays until they are gone.");
      case Domains.Unsaved unsaved -> notSaved(unsaved);
    };
  }

  private static Response shown(int status, NamedDomain domain) {
    byte[] body = JsonText.of(out -> DomainField.write(out, domain));
    return Response.json(status, body).unkept();
  }

  private static Response noSuchDomain() {
    return Problems.of(Problem.NOT_FOUND, "There is no such domain.");
  }

  private static Response notSaved(Domains.Unsaved unsaved) {
    return Problems.later(
        Problem.NOT_SAVED,
        "Not saved: " + unsaved.reason() + ".",
        unsaved.retryAfter().toSeconds());
  }
}
