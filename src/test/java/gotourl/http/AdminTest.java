package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.Health.Check;
import gotourl.http.Health.Observed;
import gotourl.http.Health.Verdict;
import gotourl.http.RawClient.Response;
import gotourl.metrics.Metric;
import gotourl.metrics.Metrics;
import gotourl.support.Scrape;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is answered where: the public listener, and the one of those who look after the server. */
class AdminTest {

  private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** A drain that leaves a test time to ask. */
  private static final Limits STANDARD = Limits.STANDARD;

  private final TestServer server =
      new TestServer(
          TestServer.Setup.USUAL.limits(
              new Limits(
                  STANDARD.header(),
                  STANDARD.bodyGrace(),
                  STANDARD.bodyBytesPerSecond(),
                  STANDARD.writeStall(),
                  STANDARD.flood(),
                  STANDARD.idle(),
                  STANDARD.linger(),
                  PATIENCE,
                  STANDARD.tick(),
                  STANDARD.connectionsMax())));
  private final Metrics metrics = new Metrics();
  private final List<Check> checks = new ArrayList<>();
  private final InetSocketAddress admin;

  AdminTest() {
    server.server().measure(metrics);
    admin =
        server
            .server()
            .serveAdmin(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                metrics,
                new Health() {
                  @Override
                  public String version() {
                    return "1.2.3";
                  }

                  @Override
                  public List<Check> checks() {
                    return List.copyOf(checks);
                  }
                });
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/-/metrics", "/-/health", "/-/health/", "/-/Health/live"})
  void onThePublicListenerItIsAnUnknownKey(String path) throws Exception {
    Response unknown = server.get("/none");
    Response here = server.get(path);
    assertThat(here.status()).isEqualTo(404);
    assertThat(here.body()).isEqualTo(unknown.body());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/-/health/live", "/-/health/ready"})
  void everyListenerIsProbedWithoutDetails(String path) throws Exception {
    for (Response answer : List.of(server.get(path), ask(path))) {
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo("ok");
      assertThat(answer.one("Content-Type")).isEqualTo("text/plain; charset=utf-8");
      assertThat(answer.one("Cache-Control")).isEqualTo("no-store");
    }
    assertThat(server.ask(TestServer.post(path, "", "")).status()).isEqualTo(405);
  }

  @Test
  void whileItIsDrainedItIsNotReadyAndLives() throws Exception {
    try (RawClient busy = server.connect()) {
      busy.send(TestServer.request("GET", "/none"));
      assertThat(busy.read().status()).isEqualTo(404);
      busy.send("GET /-/health/re");
      Thread drain = Thread.ofPlatform().start(() -> server.server().drain(PATIENCE));
      Response ready = ask("/-/health/ready");
      while (ready.status() == 200) {
        ready = ask("/-/health/ready");
      }
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.body()).isEqualTo("not ready");
      assertThat(ask("/-/health/live").status()).isEqualTo(200);
      busy.send("ady HTTP/1.1\r\nHost: h\r\n\r\n");
      assertThat(busy.read().status()).isEqualTo(503);
      assertThat(busy.readToEnd()).isEmpty();
      busy.hangUp();
      drain.join();
    }
  }

  @Test
  void theMetricsAreScraped() throws Exception {
    metrics.read(Metric.LINKS, server.store()::size);
    server.link("go", "https://example.org/");
    Response answer = ask("/-/metrics");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.one("Content-Type")).startsWith("text/plain; version=0.0.4");
    assertThat(new Scrape(answer.body()).value("goto_links")).isEqualTo(1);
  }

  @Test
  void whoLooksAfterTheServerIsNoTraffic() throws Exception {
    ask("/-/metrics");
    ask("/none");
    Scrape scrape = new Scrape(ask("/-/metrics").body());
    assertThat(scrape.value("goto_http_responses_total{code=\"200\"}")).isZero();
    assertThat(scrape.value("goto_redirects_total{outcome=\"unknown\"}")).isZero();
    assertThat(scrape.value("goto_connections_accepted_total")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/go", "/go+", "/", "/add", "/robots.txt", "/-/goto.css", "/%ff"})
  void theAdminListenerServesNoLinkAndNoPage(String path) throws Exception {
    server.link("go", "https://example.org/");
    assertThat(ask(path).status()).isEqualTo(404);
  }

  @Test
  void healthIsTheWorstOfItsChecks() throws Exception {
    checks.add(new Check("store:saving", Verdict.PASS, "", null, NOW));
    Response pass = ask("/-/health");
    assertThat(pass.status()).isEqualTo(200);
    assertThat(pass.one("Content-Type")).isEqualTo("application/health+json");
    assertThat(pass.body())
        .isEqualTo(
            """
            {"status":"pass","version":"1.2.3","checks":{"store:saving":[\
            {"status":"pass","time":"2026-11-23T12:00:00Z"}]}}
            """);
    checks.add(new Check("disk:free", Verdict.WARN, "\"soon\"", new Observed(7, "bytes"), NOW));
    Response warn = ask("/-/health");
    assertThat(warn.status()).isEqualTo(200);
    assertThat(warn.body())
        .startsWith("{\"status\":\"warn\"")
        .contains(
            """
            "disk:free":[{"status":"warn","observedValue":7,"observedUnit":"bytes",\
            "time":"2026-11-23T12:00:00Z","output":"\\"soon\\""}]\
            """);
    checks.add(new Check("other", Verdict.FAIL, "gone", null, NOW));
    Response fail = ask("/-/health");
    assertThat(fail.status()).isEqualTo(503);
    assertThat(fail.body()).startsWith("{\"status\":\"fail\"");
  }

  @Test
  void aMeasureThatFailsIsOneRequestThatFails() throws Exception {
    metrics.read(
        Metric.LINKS,
        () -> {
          throw new IllegalStateException("no such thing");
        });
    assertThat(ask("/-/metrics").status()).isEqualTo(500);
    assertThat(ask("/-/health").status()).isEqualTo(200);
  }

  private Response ask(String path) throws IOException {
    try (RawClient client = new RawClient(admin)) {
      client.send(TestServer.request("GET", path));
      return client.read();
    }
  }

  /** Those who look after the server never take more than their share of it. */
  @Test
  void beyondSixtyFourConnectionsTheNextWaitsForAPlace() throws IOException {
    String live = TestServer.request("GET", "/-/health/live");
    List<RawClient> clients = new ArrayList<>();
    try (RawClient next = waiting(clients, live)) {
      for (RawClient client : clients) {
        client.send(live);
        assertThat(client.read().status()).isEqualTo(200);
      }
      // Every loop has gone round several times.
      assertThat(next.hasBytes()).isFalse();
      clients.getFirst().close();
      assertThat(next.read().status()).isEqualTo(200);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  /** Fills all places; the one that has none has asked. */
  private RawClient waiting(List<RawClient> clients, String request) throws IOException {
    for (int i = 0; i < 64; i++) {
      RawClient client = new RawClient(admin);
      clients.add(client);
      client.send(request);
      assertThat(client.read().status()).isEqualTo(200);
    }
    RawClient next = new RawClient(admin);
    next.send(request);
    return next;
  }
}
