package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.config.Setting;
import gotourl.link.UrlPolicy;
import gotourl.store.embedded.EmbeddedStore;
import gotourl.transfer.ForeignInstance;
import gotourl.transfer.ImportOptions;
import gotourl.transfer.Importing;
import gotourl.transfer.Product;
import gotourl.transfer.Report;
import gotourl.transfer.RowReport;
import gotourl.transfer.Transfer;
import gotourl.transfer.TransferException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** {@code goto import FILE}: brings links into a data directory, or into a running server. */
final class Import implements Command {

  private static final String STANDARD_INPUT = "-";

  @Override
  public String name() {
    return "import";
  }

  @Override
  public String summary() {
    return "Brings links from elsewhere into a data directory or a running server.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "FILE is in one of the formats that docs/IMPORT.md describes, gzip or not, and recognised by what",
        "is in it; - is standard input; a URL is a running Shlink or Kutt (-from says which), which lets",
        "us in by GOTO_IMPORT_KEY_FILE or GOTO_IMPORT_KEY. A code that is there already keeps its target; bringing in",
        "the same file twice changes nothing. With -server it goes to a running server, which takes a",
        "secret with the scope admin (GOTO_SECRET_FILE or GOTO_SECRET); without, into the data",
        "directory of -file, on which no server may be running.",
        "Every row that is left out is named on standard error, then one line has the counts.",
        "Exit code: 0 the file was read to its end, even if rows were refused; 1 it could not be",
        "finished; 2 not understood; 3 no server or not just now.");
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
    if (configuration.client().isNamed()) {
      new Upload(configuration.client(), words, terminal).run(configuration);
      return Main.DONE;
    }
    boolean rows = ImportWords.wantsRows(words);
    String name = words.first();
    Optional<ForeignInstance> foreign =
        ImportWords.isUrl(words) ? Optional.of(instance(configuration, words)) : Optional.empty();
    try (InputStream in =
            foreign.isPresent() ? InputStream.nullInputStream() : open(name, terminal);
        EmbeddedStore store = DataDirectory.open(configuration.store())) {
      UrlPolicy policy = new UrlPolicy(configuration.policy());
      policy.serve(store.domains());
      var _ = Wiring.blockList(configuration, policy);
      Transfer transfer = new Transfer(store, store.credentials(), policy, configuration.base());
      Importing importing = transfer.importing(name, options, row -> tell(row, rows, terminal));
      try (Progress progress = Progress.of(terminal, () -> importing.report().rows())) {
        Report report =
            foreign.isPresent()
                ? importing.run(foreign.get())
                : importing.run(progress.counting(in, size(name)));
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

  static ForeignInstance instance(Configuration configuration, Words words) throws Failure {
    Product product = ImportWords.product(words);
    if (configuration.importKey().isEmpty()) {
      throw new Failure(
          "this takes a key of "
              + words.first()
              + ": set GOTO_IMPORT_KEY_FILE to a file with it, or GOTO_IMPORT_KEY");
    }
    try {
      URI base = new URI(words.first());
      Optional<SSLContext> trusted =
          words.first().startsWith("https://")
              ? Optional.of(SystemTrust.ofSystem())
              : Optional.empty();
      return new ForeignInstance(product, base, configuration.importKey(), trusted);
    } catch (URISyntaxException e) {
      throw Failure.notUnderstood(words.first() + " is no URL: " + e.getReason());
    }
  }

  static void tell(RowReport row, boolean all, Terminal terminal) {
    if (row.outcome().isLeft()) {
      terminal.complain(row.toString());
    } else if (all) {
      terminal.say(
          row.place() + ": " + row.outcome().name().toLowerCase(Locale.ROOT) + ": " + row.words());
    }
  }

  static InputStream open(String name, Terminal terminal) throws Failure {
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

  static long size(String name) throws IOException {
    return name.equals(STANDARD_INPUT) ? Progress.UNKNOWN : Files.size(Path.of(name));
  }
}
