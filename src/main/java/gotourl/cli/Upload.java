package gotourl.cli;

import gotourl.config.Client;
import gotourl.config.Configuration;
import gotourl.transfer.Relay;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code goto import} into a running server: hands it a file, or what another server has. */
final class Upload {

  private final Client client;
  private final Words words;
  private final Terminal terminal;

  Upload(Client client, Words words, Terminal terminal) {
    this.client = client;
    this.words = words;
    this.terminal = terminal;
  }

  void run(Configuration configuration) throws Failure {
    if (ImportWords.isUrl(words)) {
      relay(new Relay(Import.instance(configuration, words)));
    } else {
      upload(words.first());
    }
  }

  /** Nothing is sent before all has been read: a source that breaks leaves nothing behind. */
  private void relay(Relay relay) throws Failure {
    Path aside = null;
    try {
      aside =
          Files.createTempFile(
              "goto-import",
              ".ndjson",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try (Progress progress = Progress.of(terminal, relay::links);
          OutputStream out = new BufferedOutputStream(Files.newOutputStream(aside))) {
        relay.run(out, row -> Import.tell(row, false, terminal));
        progress.end();
      }
      upload(aside.toString());
    } catch (IOException e) {
      throw new Failure("reading " + words.first() + " failed: " + e.getMessage(), e);
    } finally {
      delete(aside);
    }
  }

  private static void delete(@Nullable Path file) throws Failure {
    try {
      if (file != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new Failure(file + " cannot be deleted: " + e.getMessage(), e);
    }
  }

  private void upload(String file) throws Failure {
    try (RunningServer server = new RunningServer(client.server());
        InputStream in = Import.open(file, terminal);
        Progress progress = Progress.ofBytes(terminal)) {
      RemoteApi api = RemoteApi.of(server, client);
      Remote.warn(client, terminal);
      String path = "import" + RemoteApi.query(ImportWords.parameters(words));
      Told told = api.upload(path, progress.counting(in, Import.size(file)));
      progress.end();
      Map<String, @Nullable Object> job = told.object();
      api.download(
          "jobs/" + JsonTree.shown(job.get("id")) + "/report",
          body -> JobsCommand.tellRows(body, terminal));
      terminal.say(words.first() + ": " + JobsCommand.words(job));
    } catch (IOException e) {
      throw new Failure(words.first() + " cannot be read: " + e.getMessage(), e);
    }
  }
}
