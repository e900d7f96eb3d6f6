package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What a proxy in front says, over real connections. Who a request is for shows by whose guesses it
 * costs: each server here gives every client one guess an hour.
 */
class TrustedProxyTest {

  private static final Rate ONE = new Rate(1, Duration.ofHours(1));
  private static final String HERE = "127.0.0.1,::1";
  private static final String PLAIN = "GET /go HTTP/1.1\r\nHost: h\r\n\r\n";

  @Test
  void eachClientBehindAProxyHasGuessesOfItsOwn() throws IOException {
    try (TestServer server = server(HERE)) {
      for (String client : new String[] {"203.0.113.7", "203.0.113.8"}) {
        assertThat(server.get("/none", "X-Forwarded-For: " + client).status()).isEqualTo(404);
        assertThat(server.get("/none", "X-Forwarded-For: " + client).status()).isEqualTo(429);
        assertThat(server.get("/go", "X-Forwarded-For: " + client).status()).isEqualTo(429);
      }
      assertThat(server.get("/go", "X-Forwarded-For: 203.0.113.9").status()).isEqualTo(302);
      for (int i = 0; i < 5; i++) {
        assertThat(server.get("/none").status()).isEqualTo(404);
      }
    }
  }

  @Test
  void severalHeadersAreOneList() throws IOException {
    try (TestServer server = server(HERE + ",192.0.2.1")) {
      String[] hops = {"X-Forwarded-For: 1.1.1.1, 203.0.113.7", "x-forwarded-for: 192.0.2.1"};
      assertThat(server.get("/none", hops).status()).isEqualTo(404);
      assertThat(server.get("/none", hops).status()).isEqualTo(429);
      assertThat(server.get("/none", "X-Forwarded-For: 203.0.113.7").status()).isEqualTo(429);
      assertThat(server.get("/none", "X-Forwarded-For: 1.1.1.1").status()).isEqualTo(404);
    }
  }

  @Test
  void whoIsNotTrustedCannotSayForWhomHeAsks() throws IOException {
    try (TestServer server = server("192.0.2.1")) {
      for (int i = 0; i < 3; i++) {
        assertThat(server.get("/none", "X-Forwarded-For: 203.0.113.7").status()).isEqualTo(404);
      }
      refusesProxyHeader(server);
    }
    try (TestServer server = server("")) {
      refusesProxyHeader(server);
    }
  }

  private static void refusesProxyHeader(TestServer server) throws IOException {
    String line = "PROXY TCP4 203.0.113.7 192.0.2.1 4711 80\r\n";
    String binary = ProxyHeaderTest.SIGNATURE + ProxyHeaderTest.hex("20000000");
    for (String header : new String[] {line, binary}) {
      try (RawClient client = server.connect()) {
        client.send(header + PLAIN);
        assertThat(client.read().status()).isEqualTo(400);
        assertThat(client.readToEnd()).isEmpty();
      }
    }
  }

  @Test
  void aProxyHeaderNamesTheClientOfAWholeConnection() throws IOException {
    try (TestServer server = server(HERE)) {
      String line = "PROXY TCP4 203.0.113.7 192.0.2.1 4711 80\r\n";
      String binary =
          ProxyHeaderTest.SIGNATURE + ProxyHeaderTest.hex("2111000fcb007107c000020101010050040000");
      try (RawClient client = server.connect()) {
        client.send(line + PLAIN + TestServer.request("GET", "/none"));
        assertThat(client.read().status()).isEqualTo(302);
        assertThat(client.read().status()).isEqualTo(404);
        // Not even a header can make it somebody else's: the client itself sends it.
        client.send(TestServer.request("GET", "/none", "X-Forwarded-For: 203.0.113.99"));
        assertThat(client.read().status()).isEqualTo(429);
        client.send(PLAIN);
        assertThat(client.read().status()).isEqualTo(429);
      }
      try (RawClient client = server.connect()) {
        client.send(binary + PLAIN);
        assertThat(client.read().status()).isEqualTo(429);
      }
      assertThat(server.get("/go").status()).isEqualTo(302);
    }
  }

  @Test
  void aProxyHeaderMayComeInPieces() throws Exception {
    try (TestServer server = server(HERE)) {
      String line = "PROXY TCP6 2001:db8::7 ::1 4711 80\r\n";
      String all = line + PLAIN;
      for (int at = 1; at <= line.length(); at++) {
        try (RawClient client = server.connect()) {
          client.send(all.substring(0, at));
          client.send(all.substring(at));
          assertThat(client.read().status()).isEqualTo(302);
        }
      }
      try (RawClient client = server.connect()) {
        sendApart(client, all);
        assertThat(client.read().status()).isEqualTo(302);
      }
    }
  }

  @Test
  void withoutAProxyHeaderATrustedPeerIsServedAsEver() throws IOException {
    try (TestServer server = server(HERE)) {
      for (String begin : new String[] {"", "\r\n", "\r\n\r\n"}) {
        try (RawClient client = server.connect()) {
          client.send(begin + PLAIN + PLAIN);
          assertThat(client.read().status()).isEqualTo(302);
          assertThat(client.read().status()).isEqualTo(302);
        }
        try (RawClient client = server.connect()) {
          sendApart(client, begin + "POST /go HTTP/1.1\r\nHost: h\r\n\r\n");
          assertThat(client.read().status()).isEqualTo(405);
        }
      }
      try (RawClient client = server.connect()) {
        client.send(PLAIN + "PROXY TCP4 203.0.113.7 192.0.2.1 4711 80\r\n" + PLAIN);
        assertThat(client.read().status()).isEqualTo(302);
        assertThat(client.read().status()).isEqualTo(400);
        assertThat(client.readToEnd()).isEmpty();
      }
    }
  }

  @Test
  void aMalformedProxyHeaderEndsTheConnectionWithoutAWord() throws IOException {
    try (TestServer server = server(HERE)) {
      for (String malformed :
          new String[] {
            "PROXY TCP4 1.2.3.4\r\n",
            "PROXY " + "x".repeat(200),
            ProxyHeaderTest.SIGNATURE + "\u0011\0\0\0"
          }) {
        try (RawClient client = server.connect()) {
          client.send(malformed + PLAIN);
          assertThat(endOf(client)).isEmpty();
        }
      }
      assertThat(server.get("/go").status()).isEqualTo(302);
    }
  }

  @Test
  void aProxyHeaderThatDripsIsGivenUp() throws IOException {
    Duration hour = Duration.ofHours(1);
    Limits limits = SlowClientTest.limits(Duration.ofMillis(100), hour, hour, hour, 1_000);
    TestServer.Setup setup = TestServer.Setup.USUAL.proxies(HERE).limits(limits);
    for (String begin :
        new String[] {
          "PROXY UNKNOWN ", ProxyHeaderTest.SIGNATURE + ProxyHeaderTest.hex("20001000")
        }) {
      try (TestServer server = new TestServer(setup);
          RawClient client = server.connect()) {
        client.send(begin);
        Thread dripping =
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    while (!Thread.interrupted()) {
                      client.send("x");
                      Thread.sleep(20);
                    }
                  } catch (IOException | InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
        assertThat(endOf(client)).isEmpty();
        dripping.interrupt();
      }
    }
  }

  @Test
  void noProxyChangesWhatAShortUrlIs() throws IOException {
    try (TestServer server = server(HERE)) {
      String[] fields = {
        "X-Forwarded-For: 203.0.113.7",
        "X-Forwarded-Proto: https",
        "X-Forwarded-Host: evil.example",
        "Forwarded: for=203.0.113.7;host=evil.example;proto=https"
      };
      assertThat(server.get("/add?url=https://e.example/", fields).body())
          .startsWith("http://goto.example/");
      assertThat(server.get("/go", fields).all("Location")).containsExactly("https://example.org/");
      assertThat(server.get("/", fields).one("Location")).isEqualTo("/add");
    }
  }

  private static void sendApart(RawClient client, String bytes) throws IOException {
    for (int i = 0; i < bytes.length(); i++) {
      client.send(bytes.substring(i, i + 1));
    }
  }

  /** A close on unread bytes is a reset. */
  private static String endOf(RawClient client) throws IOException {
    try {
      return client.readToEnd();
    } catch (SocketException reset) {
      return "";
    }
  }

  private static TestServer server(String trusted) {
    TestServer server =
        new TestServer(
            TestServer.Setup.USUAL
                .proxies(trusted)
                .unknown(new UnknownKeys.Options(Optional.of(ONE), Optional.empty())));
    server.link("go", "https://example.org/");
    return server;
  }
}
