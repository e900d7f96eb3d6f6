package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import java.io.BufferedWriter;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moving into and out of the packaged server, and an import that is killed in its middle. */
@Tag("process")
class MovingServedTest {

  private static final int LINKS = 20_000;

  @TempDir Path dir;

  private Path source() throws IOException {
    Path file = dir.resolve("links.ndjson");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (int i = 0; i < LINKS; i++) {
        out.write(
            "{\"shortCode\":\"c%d\",\"longUrl\":\"https://example.org/%d\",\"tags\":[\"t%d\"],\"createdAt\":\"2020-01-01T00:00:00Z\"}\n"
                .formatted(i, i, i % 7));
      }
      out.write("{\"shortCode\":\"add\",\"longUrl\":\"https://example.org/\"}\n");
    }
    return file;
  }

  private static GotoProcess run(Path dir, Map<String, String> environment, String... words)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                Path.of(System.getProperty("goto.jar")).toAbsolutePath().toString()));
    command.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(command).directory(dir.toFile());
    List<String> prefix = new ArrayList<>(List.of("env"));
    environment.forEach((name, value) -> prefix.add(name + "=" + value));
    prefix.addAll(command);
    builder.command(prefix);
    return GotoProcess.of(builder);
  }

  private static String end(GotoProcess process, int exitCode) throws Exception {
    try (process) {
      assertThat(process.exitCode()).as(process.err().all().toString()).isEqualTo(exitCode);
      return String.join("\n", process.out().all());
    }
  }

  @Test
  void aRunningServerTakesAFileAndGivesTheSameBack() throws Exception {
    Path source = source();
    try (GotoProcess server = GotoProcess.serve(dir, "-file", "first", "-host", "go.example")) {
      Map<String, String> secret =
          Map.of("GOTO_SECRET_FILE", dir.resolve("first").resolve("admin-secret").toString());
      String url = "http://" + server.address();
      GotoProcess imported = run(dir, secret, "import", source.toString(), "-server", url);
      assertThat(end(imported, 0))
          .isEqualTo(
              source
                  + ": 20000 links added, 0 already there, 0 replaced, 0 under another code,"
                  + " 0 taken, 1 refused");
      assertThat(imported.err().all())
          .anyMatch(line -> line.startsWith("line 20001: code \"add\""));
      assertThat(end(run(dir, secret, "jobs", "-server", url), 0))
          .startsWith("1  import the upload, done, begun ");
      assertThat(end(run(dir, secret, "export", "x", "-sensitive", "-server", url), 0)).isEmpty();
      assertThat(end(run(dir, secret, "jobs", "2", "-server", url), 0))
          .contains("export goto, done")
          .endsWith(": 20000 links");
      assertThat(server.terminate().exitCode()).isZero();
    }
    assertThat(end(GotoProcess.start(dir, "import", "x", "-file", "second"), 0))
        .isEqualTo("x: 20000 links added, 0 already there, 0 refused");
    end(GotoProcess.start(dir, "export", "y", "-sensitive", "-file", "second"), 0);
    assertThat(Files.mismatch(dir.resolve("x"), dir.resolve("y"))).isEqualTo(-1);
  }

  /** However often and whenever it is killed: the same import again makes the same end. */
  @Test
  void anImportThatIsKilledAnywhereEndsTheSameWhenItIsStartedAgain() throws Exception {
    Path source = source();
    end(GotoProcess.start(dir, "import", source.toString(), "-file", "whole"), 0);
    end(GotoProcess.start(dir, "export", "whole.ndjson", "-file", "whole"), 0);
    for (int kill = 0; kill < 5; kill++) {
      try (GotoProcess killed =
          GotoProcess.start(dir, "import", source.toString(), "-file", "torn")) {
        Path segments = dir.resolve("torn");
        long wanted = 150_000L * kill;
        while (!killed.hasEnded() && bytes(segments) < wanted) {
          Thread.onSpinWait();
        }
        killed.signal("KILL").exitCode();
      }
    }
    String last = end(GotoProcess.start(dir, "import", source.toString(), "-file", "torn"), 0);
    assertThat(last).contains(" already there, 1 refused");
    end(GotoProcess.start(dir, "export", "torn.ndjson", "-file", "torn"), 0);
    // Numbers go by the order of the source, and times are its own: the two differ in nothing.
    assertThat(Files.readString(dir.resolve("torn.ndjson")))
        .isEqualTo(Files.readString(dir.resolve("whole.ndjson")));
    assertThat(end(GotoProcess.start(dir, "verify", "-file", "torn"), 0)).isNotEmpty();
  }

  private static long bytes(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return -1;
    }
    long bytes = 0;
    try (var files = Files.list(directory)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".seg")).toList()) {
        bytes += Files.size(file);
      }
    }
    return bytes;
  }

  @Test
  void anUploadThatIsCutLeavesAJobThatSaysSo() throws Exception {
    Path source = source();
    Path packed = dir.resolve("links.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
      out.write(Files.readAllBytes(source));
    }
    byte[] whole = Files.readAllBytes(packed);
    Files.write(packed, java.util.Arrays.copyOf(whole, whole.length / 2));
    try (GotoProcess server = GotoProcess.serve(dir, "-file", "first", "-host", "go.example")) {
      Map<String, String> secret =
          Map.of("GOTO_SECRET_FILE", dir.resolve("first").resolve("admin-secret").toString());
      String url = "http://" + server.address();
      GotoProcess cut = run(dir, secret, "import", packed.toString(), "-server", url);
      end(cut, 1);
      assertThat(cut.err().all())
          .singleElement()
          .asString()
          .contains(
              "What was begun could not be finished: Job 1 could not be finished: reading the")
          .contains("importing it again is safe");
      assertThat(end(run(dir, secret, "jobs", "1", "-server", url), 0)).contains(", failed, ");
    }
    assertThat(Files.readString(source, StandardCharsets.UTF_8)).isNotEmpty();
  }

  @Test
  void aServerKeepsACopyOfItsDataWhereItWasToldTo() throws Exception {
    try (GotoProcess server =
        GotoProcess.serve(
            dir,
            "-file",
            "first",
            "-host",
            "go.example",
            "-backup-dir",
            dir.resolve("b").toString())) {
      Map<String, String> secret =
          Map.of("GOTO_SECRET_FILE", dir.resolve("first").resolve("admin-secret").toString());
      String url = "http://" + server.address();
      end(run(dir, secret, "import", source().toString(), "-server", url), 0);
      assertThat(post(server, "/-/api/v1/backup"))
          .startsWith("HTTP/1.1 202 ")
          .contains("\"kind\":\"backup\",\"state\":\"running\"");
      String job = "";
      for (int look = 0; look < 1_000 && !job.contains(" done, "); look++) {
        job = end(run(dir, secret, "jobs", "2", "-server", url), 0);
      }
      assertThat(job).contains("backup").endsWith(" bytes copied");
    }
    end(GotoProcess.start(dir, "export", "x", "-file", "b"), 0);
    end(GotoProcess.start(dir, "export", "y", "-file", "first"), 0);
    assertThat(Files.mismatch(dir.resolve("x"), dir.resolve("y"))).isEqualTo(-1);
  }

  private String post(GotoProcess server, String path) throws Exception {
    String[] address = server.address().split(":", -1);
    String secret = Files.readString(dir.resolve("first").resolve("admin-secret")).strip();
    try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
      String request =
          "POST %s HTTP/1.1\r\nHost: go.example\r\nAuthorization: Bearer %s\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
              .formatted(path, secret);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
