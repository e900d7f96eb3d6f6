package gotourl.cli;

import gotourl.config.Setting;
import gotourl.store.embedded.EmbeddedStore;
import gotourl.store.embedded.OpenException;
import gotourl.transfer.Transfer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opening the data directory, and what to say to somebody who comes from the original. */
final class DataDirectory {

  /** What the original and its later version call their files. */
  private static final List<String> FORMER_NAMES = List.of("store.gob", "store.json");

  private DataDirectory() {}

  /** Opens the store for this process alone; a directory made on the way is logged. */
  static EmbeddedStore open(EmbeddedStore.Options options) throws Failure {
    Path directory = options.directory();
    if (Files.isRegularFile(directory)) {
      throw new Failure(whyNoDirectory(directory));
    }
    boolean isNew = Files.notExists(directory);
    try {
      EmbeddedStore store = EmbeddedStore.open(options);
      if (isNew) {
        log().log(Level.INFO, "created the data directory " + directory.toAbsolutePath());
      }
      return store;
    } catch (OpenException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
  }

  /** The same, of a directory that is there. */
  static EmbeddedStore openExisting(EmbeddedStore.Options options) throws Failure {
    if (!Files.isDirectory(options.directory())) {
      throw new Failure(options.directory() + " is not a directory");
    }
    return open(options);
  }

  /** One line for each file of the original that lies about while the data directory is new. */
  static List<String> hints(Path workingDirectory, Path directory) {
    List<String> hints = new ArrayList<>();
    if (Files.notExists(directory)) {
      for (String name : FORMER_NAMES) {
        Path file = workingDirectory.resolve(name);
        if (Files.isRegularFile(file) && Transfer.recognises(file)) {
          hints.add(
              name
                  + " lies here, and "
                  + directory
                  + " is new: to bring in its links, stop this server and run: "
                  + importCommand(Path.of(name), directory));
        }
      }
    }
    return hints;
  }

  private static String whyNoDirectory(Path file) {
    if (!Transfer.recognises(file)) {
      return file + " is a file, not a data directory";
    }
    return file
        + " is a file of links, not a data directory; to bring in its links, run: "
        + importCommand(file, Path.of(Setting.FILE.byDefault()));
  }

  private static String importCommand(Path file, Path directory) {
    return "goto import " + quoted(file) + " -file " + quoted(directory);
  }

  /** As a shell wants it. */
  private static String quoted(Path path) {
    String text = path.toString();
    return text.matches("[\\w./:+@%-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  private static Logger log() {
    return System.getLogger("gotourl.cli");
  }
}
