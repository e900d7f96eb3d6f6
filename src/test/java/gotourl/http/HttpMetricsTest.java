package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.metrics.Metrics;
import gotourl.support.Scrape;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each number changes when its thing happens, and no request can make a new one. */
class HttpMetricsTest {

  /** A test that waits longer than this has failed. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Limits hasty =
      new Limits(
          Duration.ofMillis(300),
          Duration.ofMillis(100),
          500,
          Duration.ofSeconds(30),
          Duration.ofSeconds(30),
          Duration.ofMillis(300),
          Duration.ofMillis(200),
          Duration.ofMillis(10),
          Duration.ofMillis(20),
          2);

  private TestServer server = new TestServer();
  private Metrics metrics = measured();

  @AfterEach
  void close() {
    server.close();
  }

  private Metrics measured() {
    Metrics made = new Metrics();
    server.server().measure(made);
    return made;
  }

  private void restart(TestServer.Setup setup) {
    server.close();
    server = new TestServer(setup);
    metrics = measured();
  }

  @Test
  void aRedirectIsCountedAndTimedHoweverItIsAnswered() throws Exception {
    server.link("go", "https://example.org/");
    server.get("/go");
    assertThat(count("goto_redirects_total{outcome=\"redirected\"}")).isEqualTo(1);
    awaitTimed(1);
    server.get("/go?decoded");
    assertThat(count("goto_redirects_total{outcome=\"redirected\"}")).isEqualTo(2);
    awaitTimed(2);
    assertThat(count("goto_http_responses_total{code=\"302\"}")).isEqualTo(2);
    assertThat(count("goto_redirect_seconds_sum")).isBetween(1e-6, 20.0);
  }

  @Test
  void redirectsOfOneReadAreAllCounted() throws Exception {
    server.link("go", "https://example.org/");
    try (RawClient client = server.connect()) {
      client.send(TestServer.request("GET", "/go").repeat(10));
      for (int i = 0; i < 10; i++) {
        assertThat(client.read().status()).isEqualTo(302);
      }
    }
    assertThat(count("goto_redirects_total{outcome=\"redirected\"}")).isEqualTo(10);
    awaitTimed(10);
  }

  @Test
  void theWayToAddIsNoLinkThatWasFollowed() throws Exception {
    server.get("/");
    assertThat(count("goto_redirects_total{outcome=\"redirected\"}")).isZero();
    assertThat(count("goto_http_responses_total{code=\"302\"}")).isEqualTo(1);
  }

  @Test
  void anUnknownKeyIsCounted() throws Exception {
    server.get("/none");
    server.get("/%ff");
    assertThat(count("goto_redirects_total{outcome=\"unknown\"}")).isEqualTo(2);
    assertThat(count("goto_http_responses_total{code=\"404\"}")).isEqualTo(2);
    assertThat(count("goto_redirect_seconds_count")).isZero();
  }

  @Test
  void anAddIsTimedFromItsStoreToItsAnswer() throws Exception {
    server.get("/add?url=https%3A%2F%2Fexample.org%2F");
    assertThat(count("goto_add_seconds_count")).isEqualTo(1);
    server.get("/add?url=javascript:alert(1)");
    assertThat(count("goto_add_seconds_count")).isEqualTo(1);
    assertThat(count("goto_http_requests_refused_total{reason=\"target\"}")).isEqualTo(1);
  }

  @Test
  void whatIsRefusedIsCountedByReason() throws Exception {
    server.ask("GET /go HTTP/1.1\r\n\r\n");
    server.ask("GET /" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: h\r\n\r\n");
    server.ask("GET /go HTTP/2.5\r\nHost: h\r\n\r\n");
    server.ask(TestServer.post("/go", "", ""));
    server.get("/add?url=https%3A%2F%2Fe.example%2F", "Sec-Fetch-Site: cross-site");
    for (String reason : List.of("malformed", "too_large", "unsupported", "method", "forbidden")) {
      assertThat(count("goto_http_requests_refused_total{reason=\"" + reason + "\"}"))
          .as(reason)
          .isEqualTo(1);
    }
  }

  @Test
  void connectionsAreCounted() throws Exception {
    List<RawClient> clients = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      RawClient client = server.connect();
      client.send(TestServer.request("GET", "/none"));
      client.read();
      clients.add(client);
    }
    assertThat(count("goto_connections")).isEqualTo(3);
    assertThat(count("goto_connections_accepted_total")).isEqualTo(3);
    assertThat(count("goto_connections_held_back_total")).isZero();
    assertThat(count("goto_connections_max")).isEqualTo(16_384);
    for (RawClient client : clients) {
      client.close();
    }
  }

  @Test
  void connectionsThatDoNothingAreCountedByWhatTheyDidNotDo() throws Exception {
    restart(TestServer.Setup.USUAL.limits(hasty));
    try (RawClient silent = server.connect()) {
      silent.readToEnd();
    }
    try (RawClient idle = server.connect()) {
      idle.send(TestServer.request("GET", "/none"));
      idle.readToEnd();
    }
    try (RawClient slow = server.connect()) {
      slow.send("GET /none HT");
      assertThat(slow.read().status()).isEqualTo(408);
    }
    assertThat(count("goto_connections_ended_total{reason=\"silent\"}")).isEqualTo(1);
    assertThat(count("goto_connections_ended_total{reason=\"idle\"}")).isEqualTo(1);
    assertThat(count("goto_http_requests_refused_total{reason=\"too_slow\"}")).isEqualTo(1);
    try (RawClient one = server.connect();
        RawClient two = server.connect()) {
      one.send(TestServer.request("GET", "/none"));
      one.read();
      two.send(TestServer.request("GET", "/none"));
      two.read();
      assertThat(count("goto_connections_held_back_total")).isGreaterThanOrEqualTo(1);
    }
  }

  @Test
  void nothingThatIsSentMakesANewNumber() throws Exception {
    int before = scrape().size();
    for (String hostile :
        List.of(
            "GET /a\"} HTTP/1.1\r\nHost: h\r\n\r\n",
            "BREW /x{y=\"z\"} HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET /x HTTP/1.1\r\nHost: h\r\nUser-Agent: a\"} 1\r\n\r\n",
            "GET /\n\n HTTP/1.1\r\nHost: h\r\n\r\n",
            "GET /x HTTP/9.9\r\nHost: h\r\n\r\n")) {
      server.ask(hostile);
    }
    assertThat(scrape().size()).isEqualTo(before);
  }

  /**
   * The clock is looked at when the answers are written: a client may have them a moment before.
   */
  private void awaitTimed(int redirects) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (count("goto_redirect_seconds_count") != redirects && System.nanoTime() < deadline) {
      Thread.onSpinWait();
    }
    assertThat(count("goto_redirect_seconds_count")).isEqualTo(redirects);
  }

  private double count(String sample) {
    return scrape().value(sample);
  }

  private Scrape scrape() {
    return new Scrape(metrics.text());
  }
}
