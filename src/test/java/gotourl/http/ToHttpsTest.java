package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.Listener.Kind;
import gotourl.http.RawClient.Response;
import gotourl.link.BaseUrl;
import gotourl.link.Fallbacks;
import gotourl.support.Seed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The listener that only leads to https: to the configured host, whatever is asked. */
class ToHttpsTest {

  private final TestServer server = server(BaseUrl.parse("go.example"));

  @AfterEach
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/go, /go",
    "/, /",
    "/go?a=b&c=%20d, /go?a=b&c=%20d",
    "/go?, /go",
    "//evil.example/x, //evil.example/x",
    "/\\evil.example, /%5Cevil.example",
    "/@evil.example, /@evil.example",
    "/a#b, /a%23b",
    "/a%0d%0aX:%20y, /a%0d%0aX:%20y",
    "/100%, /100%",
    "/go?//evil?#<>, /go?//evil?%23%3C%3E",
    "/gr\u00c3\u00bc\u00c3\u009fe, /gr%C3%BC%C3%9Fe",
    "http://evil.example/go, /go",
    "HTTPS://evil.example, /",
    "http://evil.example?x, /?x",
    "http://evil.example\\@y/go, /go",
    "/.., /.."
  })
  void theSamePathUnderTheConfiguredHost(String target, String path) throws IOException {
    for (String method : List.of("GET", "HEAD")) {
      Response response = server.ask(TestServer.request(method, target, "X-Forwarded-Host: evil"));
      assertThat(response.status()).isEqualTo(301);
      assertThat(response.one("Location")).isEqualTo("https://go.example" + path);
      assertThat(response.one("Content-Length")).isEqualTo("0");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"})
  void everythingElseIsToldWhereToGo(String method) throws IOException {
    Response response = server.ask(TestServer.request(method, "/add"));
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.one("Allow")).isEqualTo("GET, HEAD");
    assertThat(response.body()).contains("https://go.example");
    assertThat(response.all("Location")).isEmpty();
  }

  @Test
  void whatIsMalformedIsRefusedAsEverywhere() throws IOException {
    assertThat(server.ask("GET /go HTTP/1.1\r\n\r\n").status()).isEqualTo(400);
    assertThat(server.ask("GET /go HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").status())
        .isEqualTo(400);
    assertThat(server.get("/" + "x".repeat(9_000)).status()).isEqualTo(414);
  }

  @Test
  void aConfiguredHttpsHostKeepsItsPortAndIsAscii() throws IOException {
    try (TestServer other = server(BaseUrl.parse("https://Bücher.example:8443"))) {
      assertThat(other.get("/go").one("Location"))
          .isEqualTo("https://xn--bcher-kva.example:8443/go");
    }
  }

  @Test
  void aDomainIsLedToItself() throws IOException {
    server.store().domains().make("d.example", false, Fallbacks.NONE);
    String head = " HTTP/1.1\r\nHost: D.example.:80\r\n\r\n";
    assertThat(server.ask("GET /go?x" + head).one("Location")).isEqualTo("https://d.example/go?x");
    assertThat(server.ask("POST /go" + head).body()).contains("https://d.example.");
    assertThat(server.ask("GET http://go.example/go" + head).status()).isEqualTo(400);
    assertThat(server.get("/go").one("Location")).isEqualTo("https://go.example/go");
  }

  @Test
  void manyRequestsMayShareAConnection() throws IOException {
    try (RawClient client = server.connect()) {
      client.send(TestServer.request("GET", "/a") + TestServer.request("GET", "/b"));
      assertThat(client.read().one("Location")).endsWith("/a");
      assertThat(client.read().one("Location")).endsWith("/b");
    }
  }

  @Test
  void whateverBytesAPathHasTheHostStays() throws IOException {
    Random random = new Random(Seed.next("ToHttpsTest.whateverBytesAPathHasTheHostStays"));
    try (RawClient client = server.connect()) {
      for (int round = Seed.rounds(2_000, 200_000); round > 0; round--) {
        StringBuilder target = new StringBuilder("/");
        for (int i = random.nextInt(12); i > 0; i--) {
          char c = (char) (0x21 + random.nextInt(0xdf));
          target.append(
              c == 0x7f ? '/' : random.nextInt(3) == 0 ? "/\\@#:?%".charAt(random.nextInt(7)) : c);
        }
        client.send(TestServer.request("GET", target.toString()));
        Response response = client.read();
        assertThat(response.status()).as(target.toString()).isEqualTo(301);
        String location = response.one("Location");
        assertThat(location).as(target.toString()).startsWith("https://go.example/");
        assertThat(location.chars()).allMatch(c -> c > 0x20 && c < 0x7f);
        // A stray percent sign is no URI's, and no part of the host.
        URI uri = URI.create(location.replace("%", ""));
        assertThat(uri.getRawAuthority()).isEqualTo("go.example");
        assertThat(uri.getRawFragment()).isNull();
      }
    }
  }

  private static TestServer server(BaseUrl base) {
    Listener listener =
        new Listener(Kind.TO_HTTPS, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return new TestServer(
        TestServer.Setup.USUAL.listening(
            new TestServer.Listening(List.of(listener), null, 0, base)));
  }
}
