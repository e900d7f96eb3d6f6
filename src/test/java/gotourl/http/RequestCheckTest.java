package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import java.io.IOException;
import java.util.Collections;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before anybody asks what it wants: one answer, then the end. */
class RequestCheckTest {

  private static final String SECOND = "GET /go HTTP/1.1\r\nHost: h\r\n\r\n";

  private final TestServer server = new TestServer();

  @BeforeEach
  void link() {
    server.link("go", "https://example.org/");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /go HTTP/1.1\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n",
        "GET /go HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost:\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: a b\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: a/b\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: a@b\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: a, b\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: a:b\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: a:80:80\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: [::1\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: []\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: \"a\"\r\n\r\n",
      })
  void aHostThatIsMissingDoubledOrMalformedIsRefused(String request) throws IOException {
    refuses(request, 400);
  }

  @Test
  void aFoldedLineIsRefusedHoweverItsBytesArrive() throws Exception {
    String request = "GET /go HTTP/1.1\r\nHost: h\r\nX: a\r\n b\r\n\r\n";
    for (int split = 1; split < request.length(); split++) {
      try (RawClient client = server.connect()) {
        client.send(request.substring(0, split));
        // Long enough for the server to have read the first part by itself.
        Thread.sleep(5);
        client.send(request.substring(split));
        assertThat(client.read().status()).as("split at %d", split).isEqualTo(400);
        assertThat(client.readToEnd()).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a.b:80", "localhost:3000", "[::1]", "[::1]:80", "127.0.0.1", "a:"})
  void everyRealHostIsTaken(String host) throws IOException {
    String request = "GET /go HTTP/1.1\r\nHost: " + host + "\r\n\r\n";
    assertThat(server.ask(request).status()).isEqualTo(302);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /add HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /add HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n",
        "POST /add HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
        "POST /add HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /add HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /add HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab",
        "POST /add HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        "POST /add HTTP/1.1\r\nHost: a\r\nContent-Length: 1x\r\n\r\na",
        "POST /add HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "GET /go HTTP/1.1\r\nHost : a\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: a\r\nX: b\r\n c\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: a\r\nX: b\r\n\tc\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: a\r\nX: b\r\n \r\n\r\n",
        "GET /go HTTP/1.1\r\n Host: a\r\n\r\n",
        "GET /go http/1.1\r\nHost: a\r\n\r\n",
        "GET /go HTTP/1.1\r\nHost: a\r\nSec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n\r\n",
        "GET /go HTTP/1.1\nHost: a\n\n",
        "GET /g\u0000o HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /g\u0001o HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /g\u007fo HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET go HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET ftp://a/go HTTP/1.1\r\nHost: a\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
        "CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /go\r\n\r\n",
      })
  void anAmbiguousOrBrokenRequestIsRefused(String request) throws IOException {
    refuses(request, 400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"HTTP/1.2", "HTTP/2.0", "HTTP/0.9", "HTTP/3.7"})
  void anUnknownVersionIsRefused(String version) throws IOException {
    refuses("GET /go " + version + "\r\nHost: a\r\n\r\n", 505);
  }

  @Test
  void aRequestLineIsTakenUpToItsLimit() throws IOException {
    int room = Limits.REQUEST_LINE_BYTES_MAX - "GET / HTTP/1.1".length();
    assertThat(server.get("/" + "x".repeat(room)).status()).isEqualTo(404);
    refuses(TestServer.request("GET", "/" + "x".repeat(room + 1)), 414);
    refuses(TestServer.request("GET", "/" + "x".repeat(100_000)), 414);
  }

  @Test
  void aHeaderIsTakenUpToItsLimit() throws IOException {
    int room = Limits.HEADER_BYTES_MAX - "Host: hX: ".length();
    assertThat(server.get("/go", "X: " + "x".repeat(room - 1)).status()).isEqualTo(302);
    assertThat(server.get("/go", "X: " + "x".repeat(room)).status()).isEqualTo(302);
    refuses(TestServer.request("GET", "/go", "X: " + "x".repeat(room + 1)), 431);
    refuses(TestServer.request("GET", "/go", "X: " + "x".repeat(100_000)), 431);
    String many = "X: " + "x".repeat(1_000);
    refuses(
        TestServer.request("GET", "/go", Collections.nCopies(17, many).toArray(String[]::new)),
        431);
  }

  @ParameterizedTest
  @CsvSource({"99, 302", "100, 431"})
  void aHeaderHasAHundredFieldsAtMost(int besideHost, int status) throws IOException {
    String[] fields = new String[besideHost];
    for (int i = 0; i < besideHost; i++) {
      fields[i] = "X" + i + ": y";
    }
    assertThat(server.get("/go", fields).status()).isEqualTo(status);
  }

  @Test
  void aBodyTooLargeIsRefusedBeforeItIsSent() throws IOException {
    try (RawClient client = server.connect()) {
      client.send("POST /add HTTP/1.1\r\nHost: h\r\nContent-Length: 65537\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(413);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aChunkedBodyTooLargeIsRefusedBeforeItsEnd() throws IOException {
    String chunk = "4000\r\n" + "x".repeat(0x4000) + "\r\n";
    try (RawClient client = server.connect()) {
      client.send(
          "POST /add HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk.repeat(5));
      assertThat(client.read().status()).isEqualTo(413);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aChunkedBodyIsTakenUpToItsLimit() throws IOException {
    String type = "Content-Type: application/x-www-form-urlencoded";
    String head = TestServer.request("POST", "/add", type, "Transfer-Encoding: chunked");
    String body = "url=https://e.example/&x=";
    body += "x".repeat(Limits.BODY_BYTES_MAX - 1 - body.length());
    String first = "ffff\r\n" + body + "\r\n";
    assertThat(server.ask(head + first + "0\r\n\r\n").status()).isEqualTo(200);
    assertThat(server.ask(head + first + "1\r\nx\r\n0\r\n\r\n").status()).isEqualTo(200);
    refuses(head + first + "2\r\nxx\r\n0\r\n\r\n", 413);
  }

  @Test
  void aBodyOfExactlyTheLimitIsTaken() throws IOException {
    String body = "url=https://e.example/&x=";
    body += "x".repeat(Limits.BODY_BYTES_MAX - body.length());
    Response response =
        server.ask(TestServer.post("/add", "application/x-www-form-urlencoded", body));
    assertThat(response.status()).isEqualTo(200);
  }

  @Test
  void whoAsksFirstIsToldToGoOn() throws IOException {
    try (RawClient client = server.connect()) {
      client.send(
          "POST /add HTTP/1.1\r\nHost: h\r\nContent-Type: application/x-www-form-urlencoded\r\nExpect: 100-continue\r\nContent-Length: 22\r\n\r\n");
      assertThat(client.read().status()).isEqualTo(100);
      client.send("url=https://e.example/");
      assertThat(client.read().body()).startsWith("http://goto.example/");
    }
  }

  @Test
  void whoAsksFirstForTooMuchIsToldSo() throws IOException {
    refuses(
        "POST /add HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 65537\r\n\r\n",
        413);
  }

  @Test
  void anUnknownExpectationIsRefused() throws IOException {
    refuses(TestServer.request("GET", "/go", "Expect: 200-ok"), 417);
  }

  /** One answer with that status, and an end without a reset, whatever else was sent. */
  private void refuses(String request, int status) throws IOException {
    try (RawClient client = server.connect()) {
      client.send(request + SECOND);
      Response response = client.read();
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.one("Connection")).isEqualTo("close");
      assertThat(client.readToEnd()).isEmpty();
    }
  }
}
