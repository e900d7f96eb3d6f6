package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import gotourl.store.embedded.OpenException;
import gotourl.store.embedded.Repair;
import gotourl.store.embedded.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** {@code goto verify}: reads a data directory whole and names every damage. */
final class Verify implements Command {

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "Checks a data directory: every byte that matters, nothing is changed.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "Prints one line for each finding, then a line with the counts. A server may run on it.",
        "With -repair DIR, writes a clean copy of what can be read to DIR, which is new or empty, and",
        "names what was lost; the damaged directory stays as it is. Stop its server first.",
        "Exit code: 0 sound, or repaired; 1 damaged or unreadable; 2 not understood.");
  }

  @Override
  public String argument() {
    return "";
  }

  @Override
  public Setting.Use use() {
    return Setting.Use.VERIFY;
  }

  @Override
  public int run(Configuration configuration, Words words, Terminal terminal) throws Failure {
    Path directory = configuration.store().directory();
    if (!Files.isDirectory(directory)) {
      throw new Failure(directory + " is not a directory");
    }
    Path clean = configuration.repair();
    return clean == null ? verify(directory, terminal) : repair(directory, clean, terminal);
  }

  private static int repair(Path directory, Path clean, Terminal terminal) throws Failure {
    try {
      Repair done = Repair.repair(directory, clean, terminal::say);
      terminal.say(
          String.format(
              "%s: a clean copy of %s with %d links; %d damages, %d links left out",
              clean, directory, done.links(), done.damages(), done.leftOut()));
      return Main.DONE;
    } catch (OpenException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
  }

  private static int verify(Path directory, Terminal terminal) throws Failure {
    try {
      Verification found = Verification.verify(directory, terminal::say);
      terminal.say(
          String.format(
              "%s: %s; %d links in %d frames, %d bytes",
              directory,
              found.damages() == 0 ? "sound" : found.damages() + " damages",
              found.links(),
              found.frames(),
              found.bytes()));
      return found.damages() == 0 ? Main.DONE : Main.FAILED;
    } catch (IOException e) {
      throw new Failure("cannot check " + directory + ": " + e.getMessage(), e);
    }
  }
}
