package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import gotourl.link.UrlPolicy;
import gotourl.store.embedded.EmbeddedStore;
import gotourl.transfer.ImportOptions;
import gotourl.transfer.Importing;
import gotourl.transfer.Report;
import gotourl.transfer.RowReport;
import gotourl.transfer.Transfer;
import gotourl.transfer.TransferException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** {@code goto import FILE}: brings links in while no server runs on the data directory. */
final class Import implements Command {

  private static final String STANDARD_INPUT = "-";

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String summary() {
    return "Brings links from elsewhere into the data directory.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "FILE is one of the formats that docs/IMPORT.md describes, gzip or not, and recognised by what",
        "is in it; - is standard input. A code that is there already keeps its target; bringing in",
        "the same file twice changes nothing. The server must not be running on the data directory.",
        "Every row that is left out is named on standard error, then one line has the counts.",
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
  public List<Option> options() {
    return ImportWords.ALL;
  }

  @Override
  public int run(Configuration configuration, Words words, Terminal terminal) throws Failure {
    ImportOptions options = ImportWords.options(words);
    boolean rows = ImportWords.wantsRows(words);
    String name = words.first();
    try (InputStream in = open(name, terminal);
        EmbeddedStore store = DataDirectory.open(configuration.store())) {
      UrlPolicy policy = new UrlPolicy(configuration.policy());
      policy.serve(store.domains());
      var _ = Wiring.blockList(configuration, policy);
      Transfer transfer = new Transfer(store, store.credentials(), policy);
      Importing importing = transfer.importing(name, options, row -> tell(row, rows, terminal));
      try (Progress progress = Progress.of(terminal, () -> importing.report().rows())) {
        Report report = importing.run(progress.counting(in, size(name)));
        progress.end();
        terminal.say(
            name + ": " + report.words() + (options.dryRun() ? "; nothing was changed" : ""));
      } catch (IOException e) {
        throw importing.failed(e);
      }
      return Main.DONE;
    } catch (TransferException e) {
      throw new Failure(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new Failure("closing " + name + " failed: " + e.getMessage(), e);
    }
  }

  private static void tell(RowReport row, boolean all, Terminal terminal) {
    if (row.outcome().isLeft()) {
      terminal.complain(row.toString());
    } else if (all) {
      terminal.say(
          row.place() + ": " + row.outcome().name().toLowerCase(Locale.ROOT) + ": " + row.words());
    }
  }

  private static InputStream open(String name, Terminal terminal) throws Failure {
    if (name.equals(STANDARD_INPUT)) {
      return new FilterInputStream(terminal.in()) {
        @Override
        public void close() {} // whoever reads what is behind it
      };
    }
    try {
      Path file = Path.of(name);
      if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
        throw new Failure(name + " is not a file that can be read");
      }
      return Files.newInputStream(file);
    } catch (InvalidPathException e) {
      throw new Failure(name + " is not a path: " + e.getReason(), e);
    } catch (IOException e) {
      throw new Failure(name + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static long size(String name) throws IOException {
    return name.equals(STANDARD_INPUT) ? Progress.UNKNOWN : Files.size(Path.of(name));
  }
}
