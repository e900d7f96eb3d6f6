package gotourl.cli;

import gotourl.access.CredentialStore;
import gotourl.access.Secret;
import gotourl.access.Secrets;
import gotourl.config.Configuration;
import gotourl.config.Setting;
import gotourl.journal.Disk;
import gotourl.journal.FileDisk;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The operator's own secret, which may do everything: said by a setting, or made at the first start
 * or by a reset and written to a file that only the operator can read. Its value goes nowhere else
 * but to a terminal.
 */
final class AdminSecret {

  /** In the data directory. The server never reads it: it may be deleted once it was read. */
  static final String FILE = "admin-secret";

  private static final String UNFINISHED = FILE + ".tmp";

  private AdminSecret() {}

  /**
   * Puts the setting's secret in force; without one, makes a secret if the store never had any.
   * Where that cannot be saved, links are served all the same, and the log says so.
   */
  static void atStart(Configuration configuration, Secrets secrets, Terminal terminal) {
    try {
      Optional<Secret> given = configuration.adminSecret();
      if (given.isPresent()) {
        putInForce(given.get(), secrets);
      } else if (secrets.isNew()) {
        log().log(Level.INFO, make(configuration.store().directory(), secrets, terminal));
      }
    } catch (Failure e) {
      log().log(Level.WARNING, e.getMessage() + "; the next start tries again");
    }
  }

  private static void putInForce(Secret secret, Secrets secrets) throws Failure {
    if (!secrets.isAdmins(secret)) {
      replace(secret, secrets);
      log()
          .log(
              Level.INFO,
              Setting.ADMIN_SECRET.environmentName() + " is the admin secret from now on");
    }
  }

  /**
   * Makes one in the place of the one before.
   *
   * @return where it is, in words; without the value, which is said on a terminal only
   */
  static String make(Path directory, Secrets secrets, Terminal terminal) throws Failure {
    Secret secret = Secret.random(new SecureRandom());
    Path file = directory.toAbsolutePath().resolve(FILE);
    try {
      // First the file: a secret in force that nobody knows would be of no use.
      write(directory, secret);
      try {
        replace(secret, secrets);
      } catch (Failure e) {
        FileDisk.openExisting(directory).delete(FILE);
        throw e;
      }
    } catch (IOException e) {
      throw new Failure("the admin secret cannot be written to " + file + ": " + e.getMessage(), e);
    }
    if (terminal.isWatched().getAsBoolean()) {
      terminal.say("admin secret: " + secret.reveal());
    }
    return "a new admin secret is in " + file + ": read it there, and delete the file then";
  }

  /** Whole or not at all, durably, for the owner only. */
  private static void write(Path directory, Secret secret) throws IOException {
    try (FileDisk disk = FileDisk.openExisting(directory)) {
      if (disk.list().contains(UNFINISHED)) {
        disk.delete(UNFINISHED);
      }
      try (Disk.Appender file = disk.create(UNFINISHED)) {
        file.append(ByteBuffer.wrap((secret.reveal() + "\n").getBytes(StandardCharsets.US_ASCII)));
        file.sync();
      }
      disk.rename(UNFINISHED, FILE);
      disk.sync();
    }
  }

  private static void replace(Secret secret, Secrets secrets) throws Failure {
    switch (secrets.replaceOperators(secret).toCompletableFuture().join()) {
      case CredentialStore.New kept -> {}
      case CredentialStore.Full full ->
          throw new Failure("the admin secret was not saved: no numbers are left");
      case CredentialStore.Unsaved(String reason, var retryAfter) ->
          throw new Failure("the admin secret was not saved: " + reason);
    }
  }

  private static Logger log() {
    return System.getLogger("gotourl.cli");
  }
}
