package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import gotourl.link.LinkFilter;
import gotourl.link.UrlPolicy;
import gotourl.store.embedded.EmbeddedStore;
import gotourl.transfer.ExportForm;
import gotourl.transfer.ExportOptions;
import gotourl.transfer.Exporting;
import gotourl.transfer.Transfer;
import gotourl.transfer.TransferException;
import java.io.IOException;
import java.util.List;

/** {@code goto export FILE}: writes down all that a data directory has. */
final class Export implements Command {

  private static final Option SENSITIVE =
      Option.flag(
          "sensitive",
          "write also what opens something: hashes of secrets and passwords, and what codes are"
              + " generated from");

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "Writes down all links of the data directory, for another server or for none.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "FILE is made anew, packed if its name ends in .gz; - is standard output. docs/EXPORT.md",
        "describes what is in it; goto import brings it in again. Without -sensitive, links that are",
        "locked by a password cannot be brought in, and nobody's secrets are known to the new server.",
        "The server must not be running on the data directory.",
        "Exit code: 0 written, 1 it could not be, 2 not understood.");
  }

  @Override
  public String argument() {
    return "FILE";
  }

  @Override
  public Setting.Use use() {
    return Setting.Use.EXPORT;
  }

  @Override
  public List<Option> options() {
    return List.of(SENSITIVE);
  }

  @Override
  public int run(Configuration configuration, Words words, Terminal terminal) throws Failure {
    boolean isSensitive = words.isOn(SENSITIVE);
    String name = words.first();
    try (EmbeddedStore store = DataDirectory.openExisting(configuration.store())) {
      Transfer transfer =
          new Transfer(store, store.credentials(), new UrlPolicy(configuration.policy()));
      Exporting exporting = transfer.exporting(LinkFilter.ALL);
      try (Progress progress = Progress.of(terminal, exporting::links);
          OutputFile out = OutputFile.of(name, terminal)) {
        progress.ofRows(exporting.linksInAll());
        exporting.run(out.stream(), new ExportOptions(ExportForm.GOTO, isSensitive));
        out.finish();
        progress.end();
      }
      terminal.complain(name + ": " + exporting.links() + " links");
      return Main.DONE;
    } catch (TransferException | IOException e) {
      throw new Failure("the export failed: " + e.getMessage(), e);
    }
  }
}
