package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.HttpServer.AddMode;
import gotourl.http.RawClient.Response;
import gotourl.link.LinkStore.Unsaved;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /add}. */
class AddTest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String HTML = "Accept: text/html,application/xml;q=0.9,*/*;q=0.8";

  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void withoutAUrlItShowsTheForm() throws IOException {
    Response response = server.get("/add");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.one("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(response.body()).contains("<form method=\"post\" action=\"/add\">");
    assertThat(server.get("/add?url=").body()).isEqualTo(response.body());
    assertThat(server.ask(TestServer.post("/add", FORM, "")).body()).isEqualTo(response.body());
  }

  @Test
  void aNewLinkIsToldAsExactPlainText() throws IOException {
    Response response = server.get("/add?url=https%3A%2F%2Fexample.org%2Fa%20b");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.one("Content-Type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(response.body()).isEqualTo("http://goto.example/0");
    assertThat(server.get("/0").one("Location")).isEqualTo("https://example.org/a%20b");
  }

  @Test
  void theUrlMayComeInAFormBody() throws IOException {
    Response response =
        server.ask(
            TestServer.post("/add", FORM + "; charset=utf-8", "a=b&url=https://example.org/x+y"));
    assertThat(response.body()).isEqualTo("http://goto.example/0");
    assertThat(server.get("/0").one("Location")).isEqualTo("https://example.org/x%20y");
  }

  @Test
  void theUrlMayComeInAMultipartBody() throws IOException {
    String body =
        "--b42\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n"
            + "--b42\r\nContent-Disposition: form-data; name=\"url\"\r\n\r\nhttps://example.org/m"
            + "\r\n--b42--\r\n";
    Response response =
        server.ask(TestServer.post("/add", "multipart/form-data; boundary=b42", body));
    assertThat(response.body()).isEqualTo("http://goto.example/0");
    assertThat(server.get("/0").one("Location")).isEqualTo("https://example.org/m");
  }

  @Test
  void theUrlMayComeInTheQueryOfAPost() throws IOException {
    Response response = server.ask(TestServer.post("/add?url=https://example.org/q", "", ""));
    assertThat(response.body()).isEqualTo("http://goto.example/0");
  }

  @Test
  void theBodyCountsBeforeTheQuery() throws IOException {
    var _ =
        server.ask(TestServer.post("/add?url=https://a.example/", FORM, "url=https://b.example/"));
    assertThat(server.get("/0").one("Location")).isEqualTo("https://b.example/");
  }

  @Test
  void aChunkedBodyIsReadWhole() throws IOException {
    Response response =
        server.ask(
            TestServer.request(
                    "POST", "/add", "Content-Type: " + FORM, "Transfer-Encoding: chunked")
                + "8\r\nurl=http\r\n13\r\ns://example.org/chu\r\n2\r\nnk\r\n0\r\n\r\n");
    assertThat(response.body()).isEqualTo("http://goto.example/0");
    assertThat(server.get("/0").one("Location")).isEqualTo("https://example.org/chunk");
  }

  @Test
  void whoPrefersHtmlGetsAPageWithTheLink() throws IOException {
    Response response = server.ask(TestServer.post("/add", FORM, "url=https://e.example/", HTML));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body())
        .contains("href=\"http://goto.example/0\"", "id=\"copy\"", "https://e.example/");
  }

  @ParameterizedTest
  @ValueSource(strings = {"javascript:alert(1)", "not a url", "ftp://example.org/", "http://"})
  void aRefusedTargetIsToldWhy(String url) throws IOException {
    Response response = server.ask(TestServer.post("/add", FORM, "url=" + url));
    assertThat(response.status()).isEqualTo(422);
    assertThat(response.body()).matches("\\p{Lu}.+\\.");
    Response page = server.ask(TestServer.post("/add", FORM, "url=" + url, HTML));
    assertThat(page.status()).isEqualTo(422);
    assertThat(page.body()).contains(Page.escape(response.body()), "value=\"" + url + "\"");
    assertThat(server.store().size()).isZero();
  }

  @Test
  void aTargetOnOurselvesIsRefused() throws IOException {
    assertThat(server.get("/add?url=http://GOTO.example./x").status()).isEqualTo(422);
  }

  @Test
  void aTargetTooLongIsRefused() throws IOException {
    String url = "https://example.org/" + "x".repeat(8_200);
    assertThat(server.ask(TestServer.post("/add", FORM, "url=" + url)).status()).isEqualTo(422);
  }

  @Test
  void whatCannotBeSavedNowIsToldWithATime() throws IOException {
    server.store().refuseWith(new Unsaved(Unsaved.Cause.DISK, Duration.ofSeconds(7)));
    for (String accept : new String[] {"Accept: */*", HTML}) {
      Response response = server.get("/add?url=https://e.example/", accept);
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.one("Retry-After")).isEqualTo("7");
      assertThat(response.body()).contains(Unsaved.Cause.DISK.words());
    }
    server.store().refuseWith(null);
    assertThat(server.get("/add?url=https://e.example/").status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "application/json, {}, 415",
    "text/plain, url=https://e.example/, 415",
    "'', url=https://e.example/, 415",
    "application/x-www-form-urlencoded, url=%zz, 400",
    "application/x-www-form-urlencoded, url=%ff, 400",
    "multipart/form-data, x, 400",
    "multipart/form-data; boundary=b, x, 400",
  })
  void aBodyThatIsNoFormIsRefused(String type, String body, int status) throws IOException {
    assertThat(server.ask(TestServer.post("/add", type, body)).status()).isEqualTo(status);
    assertThat(server.store().size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"8191, 200", "8192, 200", "8193, 422", "60000, 422"})
  void aTargetHasALongestLength(int length, int status) throws IOException {
    String target = "https://e.example/";
    target += "x".repeat(length - target.length());
    assertThat(server.ask(TestServer.post("/add", FORM, "url=" + target)).status())
        .isEqualTo(status);
  }

  @Test
  void aCompressedBodyIsRefused() throws IOException {
    String request =
        TestServer.post("/add", FORM, "url=https://e.example/", "Content-Encoding: gzip");
    assertThat(server.ask(request).status()).isEqualTo(415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "DELETE", "OPTIONS"})
  void otherMethodsAreRefused(String method) throws IOException {
    Response response = server.ask(TestServer.request(method, "/add"));
    assertThat(response.status()).isEqualTo(405);
    assertThat(response.one("Allow")).isEqualTo("GET, HEAD, POST");
  }

  @Test
  void headAddsNothing() throws IOException {
    String request = TestServer.request("HEAD", "/add?url=https://e.example/");
    assertThat(server.ask(request).status()).isEqualTo(200);
    assertThat(server.store().size()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "GET,  cross-site,  403",
    "GET,  same-site,   403",
    "GET,  Cross-Site,  403",
    "GET,  same-origin, 200",
    "GET,  none,        200",
    "POST, cross-site,  403",
    "POST, same-site,   403",
    "POST, same-origin, 200",
    "POST, none,        200",
  })
  void anotherSiteCannotMakeABrowserAdd(String method, String site, int status) throws IOException {
    String request =
        TestServer.request(method, "/add?url=https://e.example/", "Sec-Fetch-Site: " + site);
    assertThat(server.ask(request).status()).isEqualTo(status);
    assertThat(server.store().size()).isEqualTo(status == 200 ? 1 : 0);
  }

  @ParameterizedTest
  @CsvSource({
    "http://evil.example, 403",
    "null,                403",
    "http://goto.example, 200",
    "http://h,            200",
  })
  void aPostIsJudgedByItsOriginWhereTheBrowserSaysNoMore(String origin, int status)
      throws IOException {
    String request = TestServer.request("POST", "/add?url=https://e.example/", "Origin: " + origin);
    assertThat(server.ask(request).status()).isEqualTo(status);
  }

  @Test
  void theFormIsShownToVisitorsFromAnywhere() throws IOException {
    assertThat(server.get("/add", "Sec-Fetch-Site: cross-site").status()).isEqualTo(200);
  }

  @Test
  void addingCanBeSwitchedOff() throws IOException {
    try (TestServer off = new TestServer(TestServer.Setup.USUAL.add(AddMode.OFF))) {
      Response response = off.get("/add?url=https://e.example/");
      assertThat(response.status()).isEqualTo(403);
      assertThat(response.body()).isEqualTo("Adding links is switched off on this server.");
      assertThat(off.get("/add", HTML).status()).isEqualTo(403);
      assertThat(off.store().size()).isZero();
    }
  }

  @Test
  void theHostOfARequestNeverReachesAnAnswer() throws IOException {
    Response response =
        server.ask(
            String.join(
                "\r\n",
                "GET http://evil.example/add?url=https://e.example/ HTTP/1.1",
                "Host: evil.example",
                "X-Forwarded-Host: evil.example",
                "Forwarded: host=evil.example",
                "Accept: text/html",
                "",
                ""));
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.head() + response.body()).doesNotContain("evil.example");
    assertThat(response.body()).contains("http://goto.example/0");
  }
}
