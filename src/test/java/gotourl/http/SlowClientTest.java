package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who takes too long is ended. Each test shortens the one limit that it is about. */
class SlowClientTest {

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void aHeaderThatNeverEndsIsGivenUp() throws IOException {
    try (TestServer server = server(SHORT, LONG, LONG, LONG);
        RawClient client = server.connect()) {
      client.send("GET /x HTTP/1.1\r\nHo");
      assertThat(client.read().status()).isEqualTo(408);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aHeaderThatDripsIsGivenUpAllTheSame() throws IOException {
    try (TestServer server = server(SHORT, LONG, LONG, LONG);
        RawClient client = server.connect()) {
      Thread dripping =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  client.send("GET /x HTTP/1.1\r\nX: ");
                  while (!Thread.interrupted()) {
                    client.send("x");
                    Thread.sleep(10);
                  }
                } catch (IOException | InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      assertThat(client.read().status()).isEqualTo(408);
      dripping.interrupt();
    }
  }

  @Test
  void aConnectionThatSaysNothingIsEnded() throws IOException {
    try (TestServer server = server(SHORT, LONG, LONG, LONG);
        RawClient client = server.connect()) {
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void theHeaderOfALaterRequestIsTimedToo() throws IOException {
    try (TestServer server = server(SHORT, LONG, LONG, LONG);
        RawClient client = server.connect()) {
      client.send(TestServer.request("GET", "/x") + "GET /y");
      assertThat(client.read().status()).isEqualTo(404);
      assertThat(client.read().status()).isEqualTo(408);
    }
  }

  @Test
  void aBodyThatDoesNotComeIsGivenUp() throws IOException {
    try (TestServer server = server(LONG, SHORT, LONG, LONG);
        RawClient client = server.connect()) {
      client.send("POST /add HTTP/1.1\r\nHost: h\r\nContent-Length: 50\r\n\r\nurl=");
      assertThat(client.read().status()).isEqualTo(408);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aConnectionLeftIdleIsEndedWithoutAWord() throws IOException {
    try (TestServer server = server(LONG, LONG, LONG, SHORT);
        RawClient client = server.connect()) {
      client.send(TestServer.request("GET", "/x"));
      assertThat(client.read().status()).isEqualTo(404);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aClientThatTakesNothingIsCutOff() throws Exception {
    try (TestServer server = server(LONG, LONG, SHORT, LONG);
        RawClient client = server.connect()) {
      server.link("long", "https://example.org/" + "x".repeat(8_000));
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (true) {
                    client.send(TestServer.request("GET", "/long"));
                  }
                } catch (IOException cutOff) {
                  Thread.currentThread().interrupt();
                }
              });
      assertThat(sender.join(Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void beyondTheMostConnectionsTheNextWaitsForAPlace() throws IOException {
    Limits limits = limits(LONG, LONG, LONG, LONG, 2);
    try (TestServer server = new TestServer(TestServer.Setup.USUAL.limits(limits));
        RawClient first = server.connect();
        RawClient second = server.connect();
        RawClient third = server.connect()) {
      first.send(TestServer.request("GET", "/x"));
      second.send(TestServer.request("GET", "/x"));
      third.send(TestServer.request("GET", "/x"));
      assertThat(first.read().status()).isEqualTo(404);
      assertThat(second.read().status()).isEqualTo(404);
      first.hangUp();
      assertThat(third.read().status()).isEqualTo(404);
    }
  }

  private static TestServer server(Duration header, Duration body, Duration stall, Duration idle) {
    return new TestServer(TestServer.Setup.USUAL.limits(limits(header, body, stall, idle, 1_000)));
  }

  static Limits limits(
      Duration header, Duration body, Duration stall, Duration idle, int connectionsMax) {
    Duration linger = Duration.ofSeconds(2);
    Duration grace = Duration.ofMillis(300);
    Duration tick = Duration.ofMillis(10);
    Duration flood = Duration.ofMillis(100);
    return new Limits(header, body, 500, stall, flood, idle, linger, grace, tick, connectionsMax);
  }
}
