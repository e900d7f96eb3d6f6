package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import gotourl.link.UrlPolicy;
import gotourl.store.embedded.EmbeddedStore;
import gotourl.transfer.Transfer;
import gotourl.transfer.TransferException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** {@code goto import FILE}: brings links in while no server runs on the data directory. */
final class Import implements Command {

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String summary() {
    return "Brings links from a file of the original goto into the data directory.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "FILE is a store.gob or a file of JSON lines; its format is recognised. A code that is",
        "there already keeps its target; bringing in the same file twice changes nothing. The",
        "server must not be running on the data directory.",
        "Every refused row is named on standard error, then one line has the counts.",
        "Exit code: 0 the file was read to its end, even if rows were refused; 1 it could not be",
        "finished; 2 not understood.");
  }

  @Override
  public String argument() {
    return "FILE";
  }

  @Override
  public Setting.Use use() {
    return Setting.Use.IMPORT;
  }

  @Override
  public int run(Configuration configuration, Words words, Terminal terminal) throws Failure {
    Path file = readable(words.first());
    try (EmbeddedStore store = DataDirectory.open(configuration.store())) {
      UrlPolicy policy = new UrlPolicy(configuration.policy());
      var _ = Wiring.blockList(configuration, policy);
      Transfer transfer = new Transfer(store, policy);
      Transfer.Report report = transfer.importFile(file, terminal::complain);
      terminal.say(
          String.format(
              "%s: %d links added, %d already there, %d refused",
              file, report.added(), report.same(), report.refused()));
      return Main.DONE;
    } catch (TransferException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    }
  }

  private static Path readable(String name) throws Failure {
    try {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new Failure(name + " is not a file that can be read");
      }
      return file;
    } catch (InvalidPathException e) {
      throw new Failure(name + " is not a path: " + e.getReason(), e);
    }
  }
}
