package gotourl.cli;

import gotourl.access.Secret;
import gotourl.access.Secrets;
import gotourl.config.Configuration;
import gotourl.config.Setting;
import gotourl.store.embedded.EmbeddedStore;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * {@code goto secrets}: who is let in. Over the API those of a running server; and without one, the
 * way back in, and a value that nobody knows yet.
 */
final class SecretsCommand extends Remote {

  private static final Option SCOPES =
      new Option("scopes", "LIST", "what its bearer may do: create, read, write, admin");
  private static final Option TAGS =
      new Option("tags", "LIST", "only links with one of these tags are there for its bearer");
  private static final Option QUOTA =
      new Option("creations-per-hour", "COUNT", "how many links its bearer may make in an hour");
  private static final Option EXPIRES =
      new Option("expires-at", "TIME", "when it ends: 2027-01-31T08:00:00Z");

  @Override
  public String name() {
    return "secrets";
  }

  @Override
  public String summary() {
    return "Lists, makes and revokes secrets of a running server; resets the admin secret without"
        + " one.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "list, or nothing: all secrets of a running server, without their values.",
        "new NAME -scopes LIST: makes one there, and prints its value, this once.",
        "revoke NUMBER: lets its bearer in no more. These three need a secret that may do"
            + " everything:",
        "GOTO_SECRET_FILE names a file with it, or GOTO_SECRET is it.",
        "reset: without a server, a new admin secret for the data directory, in the place of the"
            + " one",
        "before. It is written to the file admin-secret there; on a terminal it is printed too."
            + " Secrets",
        "that were made over the API stay as they are.",
        "new, without a name: prints a value that nobody knows yet, for GOTO_ADMIN_SECRET_FILE,"
            + " and",
        "keeps nothing.",
        EXIT_CODES.getLast());
  }

  @Override
  public String argument() {
    return "[list|new|revoke|reset] [NAME]";
  }

  @Override
  public Setting.Use use() {
    return Setting.Use.SECRETS;
  }

  @Override
  List<Option> ownOptions() {
    return List.of(SCOPES, TAGS, QUOTA, EXPIRES);
  }

  @Override
  public int run(Configuration configuration, Words words, Terminal terminal) throws Failure {
    switch (words.at(0) + (words.at(1).isEmpty() ? "" : " NAME")) {
      case "reset" -> reset(configuration, terminal);
      case "new" -> terminal.say(Secret.random(new SecureRandom()).reveal());
      case "", "list", "new NAME", "revoke NAME" -> {
        return super.run(configuration, words, terminal);
      }
      case "revoke" -> throw Failure.notUnderstood("\"goto secrets revoke\" needs NUMBER");
      default ->
          throw Failure.notUnderstood(
              "\"goto secrets\" knows list, new NAME, revoke NUMBER, reset and new, not "
                  + String.join(" ", words.arguments()));
    }
    return Main.DONE;
  }

  @Override
  void ask(RemoteApi api, Words words, Results results) throws Failure {
    switch (words.at(0)) {
      case "new" -> make(api, words, results);
      case "revoke" -> {
        String number = words.at(1);
        results.say(
            api.delete("secrets/" + RemoteApi.segment(number), ""),
            told -> List.of("revoked secret " + number));
      }
      default -> results.say(api.get("secrets"), told -> lines(told.list("secrets")));
    }
  }

  private static void make(RemoteApi api, Words words, Results results) throws Failure {
    Map<String, @Nullable Object> secret = new LinkedHashMap<>();
    secret.put("name", words.at(1));
    List<String> scopes = LinkOption.items(words.all(SCOPES.name()));
    if (!scopes.isEmpty()) {
      secret.put("scopes", scopes);
    }
    List<String> tags = LinkOption.items(words.all(TAGS.name()));
    if (!tags.isEmpty()) {
      secret.put("tags", tags);
    }
    if (words.last(QUOTA.name()).isPresent()) {
      secret.put(
          "creationsPerHour", LinkOption.json("-" + QUOTA.name(), words.last(QUOTA.name()).get()));
    }
    words.last(EXPIRES.name()).ifPresent(time -> secret.put("expiresAt", time));
    Told told = api.post("secrets", secret);
    results.say(told, made -> List.of(JsonTree.shown(made.object().get("secret"))));
    if (!results.json()) {
      results
          .terminal()
          .complain(
              "secret %s, %s: shown this once"
                  .formatted(JsonTree.shown(told.object().get("number")), words.at(1)));
    }
  }

  private static List<String> lines(List<Map<String, @Nullable Object>> secrets) {
    Columns columns = new Columns();
    columns.add("number", "name", "scopes", "an hour", "made", "last used", "expires");
    for (Map<String, @Nullable Object> secret : secrets) {
      List<String> cells = new ArrayList<>();
      for (String field : new String[] {"number", "name", "scopes", "creationsPerHour"}) {
        cells.add(JsonTree.shown(secret.get(field)));
      }
      for (String time : new String[] {"createdAt", "lastUsedAt", "expiresAt"}) {
        cells.add(Results.date(secret.get(time)));
      }
      columns.add(cells.toArray(String[]::new));
    }
    return columns.lines();
  }

  private static void reset(Configuration configuration, Terminal terminal) throws Failure {
    if (configuration.adminSecret().isPresent()) {
      throw new Failure(
          Setting.ADMIN_SECRET.environmentName()
              + " says what the admin secret is: change it there, and start the server");
    }
    try (EmbeddedStore store = DataDirectory.openExisting(configuration.store())) {
      Secrets secrets = Wiring.secrets(store);
      terminal.say(AdminSecret.make(configuration.store().directory(), secrets, terminal));
    }
  }
}
