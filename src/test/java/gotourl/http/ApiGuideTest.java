package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import gotourl.http.TestServer.Setup;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The page that shows the API to people. */
class ApiGuideTest {

  private static final Pattern FILE = Pattern.compile("(?:src|href)=\"([^\"]+)\"");

  private final TestServer server = new TestServer(Setup.USUAL, new KnownSecrets());

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void everyFileThatThePageNamesIsServedByUs() throws IOException {
    Matcher file = FILE.matcher(page().body());
    List<String> types = new ArrayList<>();
    while (file.find()) {
      assertThat(file.group(1)).startsWith("/-/");
      Response response = server.get(file.group(1));
      assertThat(response.status()).as(file.group(1)).isEqualTo(200);
      types.add(response.one("Content-Type"));
    }
    assertThat(types)
        .containsExactly(
            "image/svg+xml",
            "text/css; charset=utf-8",
            "text/javascript; charset=utf-8",
            "text/javascript; charset=utf-8",
            "application/json");
  }

  /** So that the policy can do without any unsafe word. */
  @Test
  void thePageHasNoScriptOrStyleInside() throws IOException {
    Response page = page();
    assertThat(page.body().replaceAll("<script src=\"[^\"]+\" defer></script>", ""))
        .doesNotContain("<script", "<style", "style=", "javascript:")
        .doesNotContainPattern("\\son[a-z]+=");
    assertThat(page.one("Content-Security-Policy"))
        .contains("default-src 'none'", "script-src 'self';", "style-src 'self';")
        .doesNotContain("unsafe", "http", "*");
    assertThat(page.one("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void itShowsOurOwnDescription() throws IOException {
    assertThat(server.get("/-/api/start.js").body()).contains("'" + ApiDescription.PATH + "'");
    assertThat(server.get("/-/api/swagger-ui-bundle.js").body()).contains("SwaggerUIBundle");
  }

  @Test
  void itsFilesAreKeptByCachesAndNothingElseIsThere() throws IOException {
    Response script = server.get("/-/api/swagger-ui-bundle.js");
    String tag = script.one("ETag");
    assertThat(server.get("/-/api/swagger-ui-bundle.js", "If-None-Match: " + tag).status())
        .isEqualTo(304);
    assertThat(server.get("/-/api").one("Location")).isEqualTo("/-/api/");
    assertThat(server.ask(TestServer.request("POST", "/-/api/")).status()).isEqualTo(405);
    for (String path : new String[] {"/-/api/x", "/-/api/..", "/-/api/index.html"}) {
      assertThat(server.get(path).status()).as(path).isEqualTo(401);
    }
  }

  private Response page() throws IOException {
    Response page = server.get("/-/api/");
    assertThat(page.status()).isEqualTo(200);
    return page;
  }
}
