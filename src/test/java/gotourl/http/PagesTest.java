package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that is neither a redirect nor a new link. */
class PagesTest {

  private static final String HTML = "Accept: text/html";

  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aPlusShowsTheTargetWithoutGoingThere() throws IOException {
    server.link("go", "https://example.org/");
    for (String path : new String[] {"/go+", "/go%2B", "/go+?x"}) {
      Response response = server.get(path);
      assertThat(response.status()).isEqualTo(200);
      assertThat(response.body()).isEqualTo("https://example.org/");
      assertThat(response.all("Location")).isEmpty();
    }
    assertThat(server.get("/nothing+").status()).isEqualTo(404);
    assertThat(server.ask(TestServer.request("POST", "/go+")).status()).isEqualTo(405);
    assertThat(server.ask(TestServer.request("HEAD", "/go+")).status()).isEqualTo(200);
  }

  @Test
  void aPlusShowsAPageToWhoPrefersHtml() throws IOException {
    server.link("go", "https://example.org/");
    Response response = server.get("/go+", HTML);
    assertThat(response.body())
        .contains(
            "<a class=\"target\" href=\"https://example.org/\" rel=\"noreferrer noopener\">"
                + "https://example.org/</a>",
            "http://goto.example/go",
            "<time datetime=\"");
  }

  @Test
  void aHostileTargetIsShownAsTextOnly() throws IOException {
    server.link("x", "https://e.example/x'onclick='alert(1)&quot;");
    assertThat(server.get("/x+", HTML).body())
        .doesNotContain("x'", "&quot;")
        .contains("https://e.example/x&#39;onclick=&#39;alert(1)&amp;quot;");
    Response refused =
        server.ask(
            TestServer.post(
                "/add",
                "application/x-www-form-urlencoded",
                "url=x:%22%3E%3Cscript%3Ealert('1')%3C/script%3E",
                HTML));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.body())
        .doesNotContain("<script>", "\"><script", "alert('")
        .contains("x:&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;");
  }

  @Test
  void aHostileKeyIsNotRepeated() throws IOException {
    Response response = server.get("/%3Cscript%3Ealert(1)%3C/script%3E", HTML);
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.body()).doesNotContain("alert");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/add", "/nothing", "/go+", "/add?url=https://e.example/", "/add?url=x"})
  void everyPageForbidsScriptsThatAreNotOurs(String path) throws IOException {
    server.link("go", "https://example.org/");
    Response response = server.get(path, HTML);
    assertThat(response.one("Content-Security-Policy"))
        .isEqualTo(
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self';"
                + " form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    assertThat(response.one("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(response.one("Referrer-Policy")).isEqualTo("same-origin");
    assertThat(response.body()).doesNotContain("{{", "<!-- main -->", " style=", " onclick=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/add", "/nothing", "/go+", "/add?url=https://e.example/"})
  void everyPageHasTheSitesNameAsText(String path) throws IOException {
    String name = "<b>\"Ours\" & {{title}}";
    try (TestServer other = new TestServer(TestServer.Setup.USUAL.siteName(name))) {
      other.link("go", "https://example.org/");
      assertThat(other.get(path, HTML).body())
          .contains(" · &lt;b&gt;&quot;Ours&quot; &amp; {{title}}</title>")
          .doesNotContain("<b>", "Goto", "{{site}}");
    }
  }

  @Test
  void thePageOfAMissingLinkHasNothingFromElsewhere() throws IOException {
    Response response = server.get("/nothing", HTML);
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.body())
        .contains("<title>No such link · Goto</title>", "content=\"light dark\"")
        .doesNotContain("http:", "https:", "<script", "<form");
  }

  @Test
  void theRootLeadsToTheForm() throws IOException {
    Response response = server.get("/");
    assertThat(response.status()).isEqualTo(302);
    assertThat(response.one("Location")).isEqualTo("/add");
    assertThat(server.get("http://evil.example").one("Location")).isEqualTo("/add");
    assertThat(server.ask(TestServer.request("POST", "/")).status()).isEqualTo(405);
  }

  @ParameterizedTest
  @CsvSource({
    "/robots.txt,  text/plain; charset=utf-8",
    "/favicon.ico, image/svg+xml",
    "/-/icon.svg,  image/svg+xml",
    "/-/goto.css,  text/css; charset=utf-8",
    "/-/copy.js,   text/javascript; charset=utf-8",
  })
  void ourFilesAreServedAndKeptByCaches(String path, String type) throws IOException {
    Response response = server.get(path);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.one("Content-Type")).isEqualTo(type);
    assertThat(response.one("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(response.body()).isNotEmpty();
    Response again = server.get(path, "If-None-Match: " + response.one("ETag"));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.one("ETag")).isEqualTo(response.one("ETag"));
    assertThat(server.get(path, "If-None-Match: \"other\"").status()).isEqualTo(200);
    assertThat(server.ask(TestServer.request("POST", path)).status()).isEqualTo(405);
  }

  @Test
  void robotsStayOutOfOurOwnPagesAndOfLinksThatDoNotInviteThem() throws IOException {
    assertThat(server.get("/robots.txt").body())
        .isEqualTo("User-agent: *\nDisallow: /add\nDisallow: /-/\nDisallow: /\n");
  }
}
