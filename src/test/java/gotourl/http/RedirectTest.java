package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import gotourl.link.Key;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /KEY}. */
class RedirectTest {

  private static final String TARGET = "https://example.org/a?b=c#d";

  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aKnownKeyLeadsToItsTarget() throws IOException {
    server.link("go", TARGET);
    Response response = server.get("/go");
    assertThat(response.status()).isEqualTo(302);
    assertThat(response.all("Location")).containsExactly(TARGET);
    assertThat(response.one("Content-Length")).isEqualTo("0");
    assertThat(response.one("Date")).endsWith(" GMT");
    assertThat(response.fields()).hasSize(3);
  }

  @Test
  void anUnknownKeyIsNotFoundInAFewPlainWords() throws IOException {
    Response response = server.get("/nothing");
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.body()).isEqualTo("There is no such link.");
    assertThat(response.all("Location")).isEmpty();
  }

  @Test
  void whoPrefersHtmlIsToldOnAPage() throws IOException {
    Response response = server.get("/nothing", "Accept: text/html,*/*;q=0.8");
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.one("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(response.body()).contains("There is no such link");
  }

  @Test
  void headTellsTheSameWithoutABody() throws IOException {
    server.link("go", TARGET);
    assertThat(server.ask(TestServer.request("HEAD", "/go")).one("Location")).isEqualTo(TARGET);
    try (RawClient client = server.connect()) {
      client.send(TestServer.request("HEAD", "/nothing") + TestServer.request("GET", "/go"));
      Response missing = client.read(true);
      assertThat(missing.status()).isEqualTo(404);
      assertThat(missing.one("Content-Length")).isEqualTo("22");
      assertThat(client.read().status()).isEqualTo(302);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void theOperatorChoosesTheStatus(int status) throws IOException {
    try (TestServer other = new TestServer(TestServer.Setup.USUAL.redirect(status))) {
      other.link("go", TARGET);
      assertThat(other.get("/go").status()).isEqualTo(status);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"})
  void otherMethodsAreRefusedWithTheAllowedOnes(String method) throws IOException {
    server.link("go", TARGET);
    Response response = server.ask(TestServer.request(method, "/go"));
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.one("Allow")).isEqualTo("GET, HEAD");
    assertThat(response.all("Location")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {307, 308})
  void aRedirectThatKeepsTheMethodTakesAnyMethod(int status) throws IOException {
    try (TestServer other = new TestServer(TestServer.Setup.USUAL.redirect(status))) {
      other.link("go", TARGET);
      Response response = other.ask(TestServer.post("/go", "application/json", "{}"));
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.one("Location")).isEqualTo(TARGET);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/go?to=https://evil.example/",
        "/go?",
        "/go?//evil.example",
        "/%67%6f",
        "http://evil.example/go",
        "HTTPS://evil.example:1/go?x",
      })
  void nothingOfARequestChangesTheTarget(String target) throws IOException {
    server.link("go", TARGET);
    Response response =
        server.get(
            target,
            "X-Forwarded-Host: evil.example",
            "X-Forwarded-Proto: gopher",
            "Forwarded: host=evil.example",
            "Referer: https://evil.example/");
    assertThat(response.status()).isEqualTo(302);
    assertThat(response.all("Location")).containsExactly(TARGET);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil.example",
        "//evil.example/go",
        "/\\evil.example",
        "/https://evil.example",
        "/%2F%2Fevil.example",
        "/../go",
        "/./go",
        "/x/../go",
        "/%2e%2e/go",
        "/-/../go",
        "/-/%2e%2e/etc/passwd",
        "/-/",
        "/-/none.css",
        "/-/..%2fgoto.css",
        "/-/%2e%2e%2fgoto.css",
        "/-//goto.css",
        "/-/./goto.css",
        "/-/goto.css/",
        "/-/goto.css%2f",
        "/-/goto.css%00",
        "/-/goto.css%00.png",
        "/-/..%5cgoto.css",
        "/..%5c..%5cetc%5cpasswd",
        "/%252e%252e%252fetc%252fpasswd",
        "/-/%c0%ae%c0%ae/goto.css",
        "/%e0%80%ae%e0%80%ae/etc/passwd",
        "/%f0%80%80%af",
        "/%c0%80",
        "/file:%2f%2f%2fetc%2fpasswd",
        "/go%00",
        "/%c0%afgo",
        "/%c1%a7o",
        "/%ed%a0%80",
        "/%ff",
        "/%",
        "/%g0",
        "/%6",
        "/go%0d%0aSet-Cookie:%20a=b",
        "/go/",
        "/add/",
        "/+",
        "/robots.txt+",
      })
  void aPathThatCanBeNoKeyIsNotFound(String target) throws IOException {
    server.link("go", TARGET);
    Response response = server.get(target);
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.all("Location")).isEmpty();
    assertThat(response.all("Set-Cookie")).isEmpty();
    assertThat(response.body()).isEqualTo("There is no such link.");
  }

  @Test
  void aKeyOfAnyScriptIsFoundEscapedOrNot() throws IOException {
    server.link("grüße/世界", TARGET);
    assertThat(server.get("/gr%C3%BC%C3%9Fe/%E4%B8%96%e7%95%8c").status()).isEqualTo(302);
    String raw = new String("/grüße/世界".getBytes(UTF_8), ISO_8859_1);
    assertThat(server.get(raw).status()).isEqualTo(302);
  }

  @Test
  void aTargetThatThePolicyNoLongerPermitsIsNeverSent() throws IOException {
    server.link("old", "javascript:alert(1)");
    Response response = server.get("/old");
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.all("Location")).isEmpty();
  }

  @Test
  void aLinkThatMemoryDoesNotKnowIsLookedForElsewhere() throws IOException {
    TestServer.Setup setup = TestServer.Setup.USUAL.around(StoreAround::elsewhere);
    try (TestServer other = new TestServer(setup)) {
      other.link("far", TARGET);
      assertThat(other.get("/far").one("Location")).isEqualTo(TARGET);
      assertThat(other.get("/nothing").status()).isEqualTo(404);
    }
  }

  @Test
  void aFailureIsToldInPlainWordsOnly() throws IOException {
    TestServer.Setup setup =
        TestServer.Setup.USUAL.around(store ->
            new StoreAround(store) {
              @Override
              public Peek peek(Key key) {
                throw new IllegalStateException("secret detail");
              }
            });
    try (TestServer other = new TestServer(setup)) {
      Response response = other.get("/go");
      assertThat(response.status()).isEqualTo(500);
      assertThat(response.body()).isEqualTo("Something went wrong here; it was noted.");
      assertThat(other.get("/robots.txt").status()).isEqualTo(200);
    }
  }

  @Test
  void theJdksOwnClientFollows() throws IOException, InterruptedException {
    server.link("go", "http://elsewhere.example/");
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + server.address().getPort() + "/go");
      HttpResponse<String> response =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(302);
      assertThat(response.headers().allValues("Location"))
          .containsExactly("http://elsewhere.example/");
    }
  }
}
