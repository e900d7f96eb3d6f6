package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** {@code goto dump}: the segments of a data directory, or one of them, as text. */
final class Dump implements Command {

  @Override
  public String name() {
    return "dump";
  }

  @Override
  public String summary() {
    return "Prints the segments of a data directory as text, one frame a line.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "PATH is a data directory or one segment's file; without it, the directory of -file. Each",
        "line has the file, the offset, the kind and name=value for the rest; times are UTC. Damage",
        "is a line of its own. Nothing is changed, and a server may run on the directory.",
        "Exit code: 0 printed, 1 it cannot be read, 2 not understood.");
  }

  @Override
  public String argument() {
    return "[PATH]";
  }

  @Override
  public Setting.Use use() {
    return Setting.Use.DUMP;
  }

  @Override
  public int run(Configuration configuration, Words words, Terminal terminal) throws Failure {
    Path path = words.isEmpty() ? configuration.store().directory() : path(words.first());
    if (Files.notExists(path)) {
      throw new Failure(path + " is not there");
    }
    try {
      gotourl.store.embedded.Dump.print(path, terminal::say);
      return Main.DONE;
    } catch (IOException e) {
      throw new Failure("cannot read " + path + ": " + e.getMessage(), e);
    }
  }

  /** What somebody typed as a path. */
  static Path path(String name) throws Failure {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new Failure(name + " is not a path: " + e.getReason(), e);
    }
  }
}
