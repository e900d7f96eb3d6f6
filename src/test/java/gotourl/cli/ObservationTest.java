package gotourl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.metrics.Metric;
import gotourl.support.GotoProcess;
import gotourl.support.Scrape;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the packaged server shows to those who look after it. */
@Tag("process")
class ObservationTest {

  @TempDir Path dir;

  @Test
  @EnabledOnOs(OS.LINUX)
  void everyDeclaredMetricIsScrapedFromTheAdminListener() throws Exception {
    try (GotoProcess server =
        GotoProcess.serve(dir, "-admin", "127.0.0.1:0", "-access-log", "access.log")) {
      HttpResponse<String> answer = get(admin(server), "/-/metrics");
      assertThat(answer.statusCode()).isEqualTo(200);
      Scrape scrape = new Scrape(answer.body());
      assertThat(scrape.names())
          .containsExactlyElementsOf(
              Stream.of(Metric.values()).map(Metric::scrapedName).sorted().toList());
      assertThat(scrape.value("goto_data_bytes")).isPositive();
      assertThat(scrape.value("goto_disk_free_bytes")).isPositive();
      assertThat(get(server.address(), "/-/metrics").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void healthIsGoodOnAGoodDisk() throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir, "-admin", "127.0.0.1:0")) {
      HttpResponse<String> answer = get(admin(server), "/-/health");
      assertThat(answer.body()).contains("\"store:saving\":[{\"status\":\"pass\"");
      assertThat(get(server.address(), "/-/health/ready").body()).isEqualTo("ok");
      assertThat(server.terminate().exitCode()).isZero();
    }
  }

  @Test
  void anAdminAddressThatIsTakenIsOneLine() throws Exception {
    try (GotoProcess first = GotoProcess.serve(dir, "-admin", "127.0.0.1:0");
        GotoProcess second =
            GotoProcess.start(
                dir, "-http", "127.0.0.1:0", "-file", "other", "-admin", admin(first))) {
      assertThat(second.exitCode()).isEqualTo(Main.FAILED);
      assertThat(second.err().all())
          .filteredOn(line -> line.startsWith("goto: "))
          .singleElement()
          .asString()
          .contains("cannot listen on " + admin(first));
    }
  }

  @Test
  void requestsAreLoggedAndTheLastOnesBeforeAStopToo() throws Exception {
    try (GotoProcess server =
        GotoProcess.serve(dir, "-access-log", "access.log", "-access-log-format", "json")) {
      get(server.address(), "/none");
      assertThat(server.terminate().exitCode()).isZero();
    }
    List<String> lines = Files.readAllLines(dir.resolve("access.log"));
    assertThat(lines).singleElement().asString().contains("\"request\":\"GET /none HTTP/1.1\"");
    assertThat(lines.getFirst()).doesNotContain("127.0.0.1");
  }

  @Test
  void theAccessLogGoesToStandardOutput() throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir, "-access-log", "-")) {
      get(server.address(), "/none");
      server.out().await(line -> line.contains("\"GET /none HTTP/1.1\" 404 "));
    }
  }

  @Test
  void theLogIsJsonIfThatIsWanted() throws Exception {
    try (GotoProcess server = GotoProcess.serve(dir, "-log", "json")) {
      server.err().await(line -> line.contains("\"message\":\"listening on 127.0.0.1:"));
      assertThat(server.terminate().exitCode()).isZero();
      assertThat(server.err().all())
          .isNotEmpty()
          .allMatch(line -> line.startsWith("{\"time\":\"") && line.endsWith("\"}"));
    }
  }

  @Test
  void theLogSaysNoLessThanIsWanted() throws Exception {
    String data = dir.resolve("data").toString();
    try (GotoProcess server = GotoProcess.serve(dir, "-file", data)) {
      assertThat(server.terminate().exitCode()).isZero();
    }
    Files.writeString(dir.resolve("data").resolve("checkpoint"), "no checkpoint");
    try (GotoProcess server = GotoProcess.serve(dir, "-log-level", "warning", "-file", data)) {
      server.err().await(line -> line.contains("WARNING") && line.contains("checkpoint"));
      assertThat(server.terminate().exitCode()).isZero();
      assertThat(server.err().all()).noneMatch(line -> line.contains(" INFO "));
    }
  }

  private static String admin(GotoProcess server) throws InterruptedException {
    String line = server.err().await(text -> text.contains("metrics and health are served on "));
    return line.substring(line.lastIndexOf(' ') + 1);
  }

  private static HttpResponse<String> get(String address, String path)
      throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return http.send(
          HttpRequest.newBuilder(URI.create("http://" + address + path)).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }
}
