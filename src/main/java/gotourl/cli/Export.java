package gotourl.cli;

import gotourl.config.Client;
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

/** {@code goto export FILE}: writes down all that a data directory or a running server has. */
final class Export implements Command {

  private static final Option TO =
      new Option("to", "FORM", "what is written: " + ExportForm.words() + "; without it, goto");

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
    return "Writes down all that a data directory or a running server has.";
  }

  @Override
  public List<String> details() {
    return List.of(
        "FILE is made anew, packed if its name ends in .gz; - is standard output. docs/EXPORT.md",
        "describes what is in it; goto import brings it in again. Without -sensitive, links that are",
        "locked by a password cannot be brought in, and nobody's secrets are known to the new server.",
        "With -server from a running server, which takes a secret (GOTO_SECRET_FILE or GOTO_SECRET),",
        "for -sensitive one with the scope admin; without, from the data directory of -file, on which",
        "no server may be running.",
        "Exit code: 0 written, 1 it could not be, 2 not understood, 3 no server or not just now.");
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
    return List.of(TO, SENSITIVE);
  }

  private static ExportOptions options(Words words) throws Failure {
    String word = words.last(TO.name()).orElse(ExportForm.GOTO.word());
    ExportForm form =
        ExportForm.named(word)
            .orElseThrow(() ->
                Failure.notUnderstood("-to: \"" + word + "\" is none of " + ExportForm.words()));
    boolean isSensitive = words.isOn(SENSITIVE);
    if (isSensitive && form != ExportForm.GOTO) {
      throw Failure.notUnderstood("-sensitive: only -to goto can say it");
    }
    return new ExportOptions(form, isSensitive);
  }

  @Override
  public int run(Configuration configuration, Words words, Terminal terminal) throws Failure {
    ExportOptions options = options(words);
    String name = words.first();
    if (configuration.client().isNamed()) {
      download(configuration.client(), name, options, terminal);
      return Main.DONE;
    }
    try (EmbeddedStore store = DataDirectory.openExisting(configuration.store())) {
      Transfer transfer =
          new Transfer(
              store,
              store.credentials(),
              new UrlPolicy(configuration.policy()),
              configuration.base());
      Exporting exporting = transfer.exporting(LinkFilter.ALL);
      try (Progress progress = Progress.of(terminal, exporting::links);
          OutputFile out = OutputFile.of(name, terminal)) {
        progress.ofRows(exporting.linksInAll());
        exporting.run(out.stream(), options, terminal::complain);
        out.finish();
        progress.end();
      }
      terminal.complain(name + ": " + exporting.links() + " links");
      return Main.DONE;
    } catch (TransferException | IOException e) {
      throw failed(e);
    }
  }

  private static Failure failed(Exception e) {
    return new Failure("the export failed: " + e.getMessage(), e);
  }

  private static void download(Client client, String name, ExportOptions options, Terminal terminal)
      throws Failure {
    try (RunningServer server = new RunningServer(client.server());
        Progress progress = Progress.ofBytes(terminal);
        OutputFile out = OutputFile.of(name, terminal)) {
      RemoteApi api = RemoteApi.of(server, client);
      Remote.warn(client, terminal);
      api.download(
          "export?form=" + options.form().word() + "&sensitive=" + options.isSensitive(),
          body -> progress.counting(body, Progress.UNKNOWN).transferTo(out.stream()));
      out.finish();
      progress.end();
    } catch (IOException e) {
      throw failed(e);
    }
  }
}
