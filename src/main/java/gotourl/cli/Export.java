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
import java.io.InputStream;
import java.net.http.HttpHeaders;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
        "nginx-map, netlify and html-dir keep links alive without a server; what they cannot say is",
        "named. For html-dir FILE is a new or empty directory, or a file .zip.",
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
      UrlPolicy policy = new UrlPolicy(configuration.policy());
      var _ = Wiring.blockList(configuration, policy);
      Transfer transfer =
          new Transfer(
              store,
              store.credentials(),
              policy,
              configuration.base(),
              configuration.http().redirectStatus());
      Exporting exporting = transfer.exporting(LinkFilter.ALL);
      try (Progress progress = Progress.of(terminal, exporting::links)) {
        progress.ofRows(exporting.linksInAll());
        if (options.form() == ExportForm.HTML_DIR && !isZip(name)) {
          exporting.run(directory(name), terminal::complain);
        } else {
          write(exporting, options, name, terminal);
        }
        progress.end();
      }
      terminal.complain(name + ": " + exporting.links() + " links");
      return Main.DONE;
    } catch (TransferException | IOException e) {
      throw failed(e);
    }
  }

  private static boolean isZip(String name) {
    return name.equals("-") || name.endsWith(".zip");
  }

  private static Path directory(String name) throws Failure {
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new Failure(name + " is not a path: " + e.getReason(), e);
    }
  }

  private static void write(
      Exporting exporting, ExportOptions options, String name, Terminal terminal)
      throws IOException, Failure {
    Optional<String> obstacle = exporting.obstacle(options);
    if (obstacle.isPresent()) {
      throw new Failure(obstacle.get());
    }
    try (OutputFile out = OutputFile.of(name, terminal)) {
      exporting.run(out.stream(), options, terminal::complain);
      out.finish();
    }
  }

  private static Failure failed(Exception e) {
    return new Failure("the export failed: " + e.getMessage(), e);
  }

  private static void download(Client client, String name, ExportOptions options, Terminal terminal)
      throws Failure {
    if (options.form() == ExportForm.HTML_DIR && !isZip(name)) {
      throw Failure.notUnderstood("-to html-dir: from a server the pages come as a file .zip");
    }
    try (RunningServer server = new RunningServer(client.server());
        Progress progress = Progress.ofBytes(terminal);
        OutputFile out = OutputFile.of(name, terminal)) {
      RemoteApi api = RemoteApi.of(server, client);
      Remote.warn(client, terminal);
      Downloaded file = new Downloaded(progress, out);
      api.download(
          "export?form=" + options.form().word() + "&sensitive=" + options.isSensitive(), file);
      out.finish();
      progress.end();
      if (options.form() != ExportForm.GOTO) {
        tellUnsaid(api, file.job, terminal);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** What the form could not say: it is in the report of the job, for those who may see jobs. */
  private static void tellUnsaid(RemoteApi api, String job, Terminal terminal) {
    try {
      api.download(
          "jobs/" + RemoteApi.segment(job) + "/report",
          report -> JobsCommand.tellRows(report, terminal));
    } catch (Failure e) {
      terminal.complain(
          "what is left out of it stands in the report of job " + job + ": " + e.getMessage());
    }
  }

  /** The body, and which job wrote it. */
  private static final class Downloaded implements RunningServer.Taker {
    private final Progress progress;
    private final OutputFile out;
    private String job = "";

    Downloaded(Progress progress, OutputFile out) {
      this.progress = progress;
      this.out = out;
    }

    @Override
    public void hear(HttpHeaders headers) {
      String location = headers.firstValue("Location").orElse("");
      job = location.substring(location.lastIndexOf('/') + 1);
    }

    @Override
    public void take(InputStream body) throws IOException {
      progress.counting(body, Progress.UNKNOWN).transferTo(out.stream());
    }
  }
}
