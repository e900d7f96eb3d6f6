package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
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
        "Prints one line for each finding, then a line with the counts.",
        "Exit code: 0 sound, 1 damaged or unreadable, 2 not understood.");
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
  public int run(Configuration configuration, String argument, Terminal terminal) throws Failure {
    Path directory = configuration.store().directory();
    if (!Files.isDirectory(directory)) {
      throw new Failure(directory + " is not a directory");
    }
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
