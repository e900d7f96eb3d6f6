package gotourl.cli;

import gotourl.access.Secret;
import gotourl.access.Secrets;
import gotourl.config.Configuration;
import gotourl.config.Setting;
import gotourl.store.embedded.EmbeddedStore;
import java.security.SecureRandom;
import java.util.List;

/** {@code goto secrets reset} and {@code goto secrets new}: the way back in, without a server. */
final class SecretsCommand implements Command {

  @Override
  public String name() {
    return "secrets";
  }

  @Override
  public String summary() {
    return "Makes secrets without a server: reset a new admin secret, new one to be set.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "reset makes a new admin secret for the data directory, in the place of the one before, and",
        "writes it to the file admin-secret in it; on a terminal it is printed too. The server must",
        "not be running on the directory. Secrets that were made over the API stay as they are.",
        "new prints a secret that nobody knows yet, for GOTO_ADMIN_SECRET_FILE, and keeps nothing.",
        "Exit code: 0 made, 1 it could not be done, 2 not understood.");
  }

  @Override
  public String argument() {
    return "reset|new";
  }

  @Override
  public Setting.Use use() {
    return Setting.Use.SECRETS;
  }

  @Override
  public int run(Configuration configuration, String argument, Terminal terminal) throws Failure {
    switch (argument) {
      case "reset" -> reset(configuration, terminal);
      case "new" -> terminal.say(Secret.random(new SecureRandom()).reveal());
      default -> throw new Failure("\"goto secrets\" knows reset and new, not " + argument);
    }
    return Main.DONE;
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
