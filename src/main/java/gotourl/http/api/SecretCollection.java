package gotourl.http.api;

import gotourl.access.Credential;
import gotourl.access.CredentialStore;
import gotourl.access.Grant;
import gotourl.access.Kept;
import gotourl.access.Scope;
import gotourl.access.Secret;
import gotourl.access.Secrets;
import java.util.List;
import java.util.OptionalInt;

/** {@code secrets}: who else is let in. For those who may do everything. */
final class SecretCollection {

  static final String METHODS = "GET, HEAD, POST, OPTIONS";

  static final String ONE_METHODS = "DELETE, OPTIONS";

  private final Secrets secrets;

  SecretCollection(Secrets secrets) {
    this.secrets = secrets;
  }

  Response answer(Call call, Credential who) throws Refused {
    requireAdmin(who);
    return switch (call.method()) {
      case "GET", "HEAD" -> list(call);
      case "POST" -> make(call);
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

  private Response make(Call call) throws Refused {
    Methods.requireNoParameters(call);
    Faults faults = new Faults();
    Json.Members body = Bodies.read(call, Bodies.JSON, faults);
    Grant grant = SecretField.read(body, faults);
    faults.refuseIfAny();
    return switch (secrets.make(grant).toCompletableFuture().join()) {
      case Secrets.Shown(Kept kept, Secret secret) -> shown(kept, secret);
      case Secrets.Refused(List<Grant.Fault> wrong) -> refused(wrong);
      case Secrets.NotKept(CredentialStore.Added outcome) -> notKept(outcome);
    };
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
