package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.support.GotoProcess;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Domains of the packaged server, from the first call to the start after a kill. */
@Tag("process")
class DomainsServedTest {

  @TempDir Path dir;

  @Test
  void aDomainIsServedAtOnceAndAfterAKill() throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir, "-host", "go.example")) {
      assertThat(ask(server, "GET", "d.example", "/abc", "")).startsWith("HTTP/1.1 404 ");
      assertThat(api(server, "domains", "{\"name\": \"d.example\", \"caseSensitive\": false}"))
          .startsWith("HTTP/1.1 201 ");
      assertThat(
              api(
                  server,
                  "links",
                  "{\"longUrl\": \"https://example.org/d\", \"shortCode\": \"abc\","
                      + " \"domain\": \"d.example\"}"))
          .startsWith("HTTP/1.1 201 ")
          .contains("\"shortUrl\":\"http://d.example/abc\"");
      assertServed(server);
      assertThat(api(server, "links", "{\"longUrl\": \"http://D.example./abc\"}"))
          .startsWith("HTTP/1.1 422 ");
      assertThat(server.signal("KILL").exitCode()).isNotZero();
    }
    try (GotoProcess server = GotoProcess.serve(dir, "-host", "go.example")) {
      assertServed(server);
      assertThat(server.terminate().exitCode()).isZero();
    }
    try (GotoProcess verify = GotoProcess.start(dir, "verify");
        GotoProcess dump = GotoProcess.start(dir, "dump")) {
      assertThat(verify.exitCode()).isZero();
      assertThat(dump.exitCode()).isZero();
      assertThat(dump.out().all())
          .anyMatch(line -> line.contains(" domain number=1 name=d.example foldsCase=true"))
          .anyMatch(line -> line.contains(" key=abc domain=1 target=https://example.org/d"));
    }
  }

  private static void assertServed(GotoProcess server) throws Exception {
    assertThat(ask(server, "GET", "D.example:80", "/ABC", ""))
        .startsWith("HTTP/1.1 302 ")
        .containsIgnoringCase("\nlocation: https://example.org/d\r");
    assertThat(ask(server, "GET", "go.example", "/abc", "")).startsWith("HTTP/1.1 404 ");
  }

  private String api(GotoProcess server, String path, String body) throws Exception {
    String secret = Files.readString(dir.resolve("goto-data").resolve("admin-secret")).strip();
    String fields = "Content-Type: application/json\r\nAuthorization: Bearer " + secret + "\r\n";
    return ask(server, "POST", "go.example", "/-/api/v1/" + path, fields, body);
  }

  private static String ask(
      GotoProcess server, String method, String host, String path, String fields) throws Exception {
    return ask(server, method, host, path, fields, "");
  }

  private static String ask(
      GotoProcess server, String method, String host, String path, String fields, String body)
      throws Exception {
    String[] address = server.address().split(":", -1);
    try (Socket socket = new Socket(address[0], Integer.parseInt(address[1]))) {
      String request =
          "%s %s HTTP/1.1\r\nHost: %s\r\n%sConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(method, path, host, fields, body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
