package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import gotourl.store.embedded.OpenException;
import gotourl.store.embedded.Standby;
import java.nio.file.Path;
import java.util.List;

/** {@code goto backup DIR}: a second directory with the same links, once or continuously. */
final class Backup implements Command {

  @Override
  public String name() {
    return "backup";
  }

  @Override
  public String summary() {
    return "Copies a data directory, also while a server runs on it; the copy opens as it is.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "DIR is new, empty, or an earlier backup of the same directory, of which only what is new",
        "is copied. On one file system, files that never change again are linked, not copied.",
        "With -follow it goes on until SIGTERM or SIGINT and keeps DIR at most a second behind; what",
        "goes wrong meanwhile is said on standard error and tried again.",
        "Exit code: 0 copied, or followed until stopped; 1 could not be done; 2 not understood.");
  }

  @Override
  public String argument() {
    return "DIR";
  }

  @Override
  public Setting.Use use() {
    return Setting.Use.BACKUP;
  }

  @Override
  public int run(Configuration configuration, Words words, Terminal terminal) throws Failure {
    Path source = configuration.store().directory();
    Path target = Dump.path(words.first());
    try {
      return configuration.follow()
          ? follow(source, target, terminal)
          : once(source, target, terminal);
    } catch (OpenException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
  }

  private static int once(Path source, Path target, Terminal terminal) throws OpenException {
    var made = gotourl.store.embedded.Backup.make(source, target);
    terminal.say(
        String.format(
            "%s: a copy of %s; %d segments were new, %d bytes were copied",
            target, source, made.segments(), made.bytes()));
    return Main.DONE;
  }

  private static int follow(Path source, Path target, Terminal terminal)
      throws OpenException, Failure {
    Standby standby = Standby.open(source, target, line -> terminal.complain(target + ": " + line));
    Stop stop = Stop.onSignal(standby);
    try {
      standby.follow();
    } catch (OpenException e) {
      if (stop.isNoLongerNeeded()) {
        throw e;
      }
      terminal.complain(target + ": " + e.getMessage());
    }
    // Only the stop ends the following otherwise, and ends the process next.
    return stop.await();
  }
}
