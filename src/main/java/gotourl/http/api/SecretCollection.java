package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.CredentialStore;
import gotourl.access.Grant;
import gotourl.access.Kept;
import gotourl.access.Limits;
import gotourl.access.Scope;
import gotourl.access.Secret;
import gotourl.access.Secrets;
import gotourl.link.Domains;
import gotourl.link.NamedDomain;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** {@code secrets}: who else is let in. For those who may do everything. */
final class SecretCollection {

  static final String METHODS = "GET, HEAD, POST, OPTIONS";

  static final String ONE_METHODS = "DELETE, OPTIONS";

  private final Secrets secrets;
  private final DomainReach reach;

  /**
   * @param domains that secrets can be limited to
   */
  SecretCollection(Secrets secrets, Domains domains) {
    this.secrets = secrets;
    this.reach = new DomainReach(domains);
  }

  Response answer(Call call, Credential who) throws Refused {
    requireAdmin(who);
    return switch (call.method()) {
      case "GET", "HEAD" -> list(call);
      case "POST" -> make(call, who);
      case "OPTIONS" -> Methods.options(METHODS);
      case String _ -> throw Methods.notAllowed(METHODS);
    };
  }

  /**
   * @param number as the path has it
   */
  Response one(Call call, Credential who, String number) throws Refused {
    requireAdmin(who);
    return switch (call.method()) {
      case "DELETE" -> revoke(call, number);
      case "OPTIONS" -> Methods.options(ONE_METHODS);
      case String _ -> throw Methods.notAllowed(ONE_METHODS);
    };
  }

  private static void requireAdmin(Credential who) throws Refused {
    if (!who.allows(Scope.ADMIN)) {
      throw Permission.nothingHere();
    }
  }

  private Response list(Call call) throws Refused {
    Methods.requireNoParameters(call);
    byte[] body =
        JsonText.of(out -> {
          out.writeStartObject();
          out.writeArrayPropertyStart("secrets");
          for (Kept kept : secrets.list()) {
            out.writeStartObject();
            SecretField.write(out, kept);
            out.writeEndObject();
          }
          out.writeEndArray();
          out.writeEndObject();
        });
    return Response.json(200, body).unkept();
  }

  private Response make(Call call, Credential who) throws Refused {
    Methods.requireNoParameters(call);
    Faults faults = new Faults();
    Json.Members body = Bodies.read(call, Bodies.JSON, faults);
    Grant grant = inOneSpelling(SecretField.read(body, faults), who, faults);
    faults.refuseIfAny();
    return switch (secrets.make(grant).toCompletableFuture().join()) {
      case Secrets.Shown(Kept kept, Secret secret) -> shown(kept, secret);
      case Secrets.Refused(List<Grant.Fault> wrong) -> refused(wrong);
      case Secrets.NotKept(CredentialStore.Added outcome) -> notKept(outcome);
    };
  }

  /** Limits go by the names of domains: one that there is not would be one for ever. */
  private Grant inOneSpelling(Grant grant, Credential who, Faults faults) {
    Set<String> names = new HashSet<>();
    for (String given : grant.limits().domains()) {
      Optional<NamedDomain> domain = reach.find(who, given);
      domain.ifPresent(found -> names.add(found.name()));
      if (domain.isEmpty()) {
        faults.add(Fault.value(SecretField.DOMAINS.label(), "names a domain that there is not"));
      }
    }
    Limits limits = new Limits(names, grant.limits().tags(), grant.limits().creationsPerHour());
    return new Grant(grant.name(), grant.scopes(), limits, grant.expires());
  }

  /** The only time that the value is shown. */
  private static Response shown(Kept kept, Secret secret) {
    byte[] body =
        JsonText.of(out -> {
          out.writeStartObject();
          SecretField.write(out, kept);
          out.writeStringProperty("secret", secret.reveal());
          out.writeEndObject();
        });
    return Response.json(201, body).unkept();
  }

  private static Response refused(List<Grant.Fault> wrong) {
    Faults faults = new Faults();
    wrong.forEach(fault -> faults.add(SecretField.fault(fault)));
    return faults.response();
  }

  private static Response notKept(CredentialStore.Added outcome) {
    return switch (outcome) {
      case CredentialStore.New made ->
          throw new IllegalStateException("kept after all: " + made.kept().credential().number());
      case CredentialStore.Full _ ->
          Problems.of(
              Problem.TOO_MANY_SECRETS,
              "There are " + CredentialStore.CREDENTIALS_MAX + " secrets; revoke one first.");
      case CredentialStore.Unsaved unsaved -> notSaved(unsaved);
    };
  }

  private Response revoke(Call call, String number) throws Refused {
    Methods.requireNoParameters(call);
    OptionalInt named = EntityTags.version(number);
    if (named.isEmpty()) {
      throw Permission.nothingHere();
    }
    return switch (secrets.revoke(named.getAsInt()).toCompletableFuture().join()) {
      case CredentialStore.Gone _ -> Response.empty(204).unkept();
      case CredentialStore.Missing _ ->
          Problems.of(Problem.NOT_FOUND, "There is no secret of this number.");
      case CredentialStore.Unsaved unsaved -> notSaved(unsaved);
    };
  }

  private static Response notSaved(CredentialStore.Unsaved unsaved) {
    return Problems.later(
        Problem.NOT_SAVED,
        "Not saved: " + unsaved.reason() + ".",
        unsaved.retryAfter().toSeconds());
  }
}
