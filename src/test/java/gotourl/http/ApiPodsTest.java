package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.link.LinkStore;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Links in forms that need no server, over the API. */
class ApiPodsTest {

  private static final String EXPORT = "/-/api/v1/export?form=";

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server =
      new TestServer(TestServer.Setup.USUAL.redirect(307).around(ApiPodsTest::crowded), secrets);
  private ApiClient admin;

  /** How many links the store says that it has, if not as many as it has. */
  private static volatile long crowd;

  private static LinkStore crowded(LinkStore store) {
    return new StoreAround(store) {
      @Override
      public long size() {
        return crowd == 0 ? super.size() : crowd;
      }
    };
  }

  @BeforeEach
  void open() throws IOException {
    crowd = 0;
    admin = new ApiClient(server, secrets.of(Scope.ADMIN));
    server.link("a", "https://example.com/a");
    server.link("old", "javascript:alert(1)");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void eachFormHasItsTypeItsNameAndTheStatusOfTheServer() throws IOException {
    holds("nginx-map", "text/plain", "goto-links.conf", " 307https://example.com/a\";\n");
    holds("netlify", "text/plain", "_redirects", "\n/a https://example.com/a 307\n");
    holds("html-dir", "application/zip", "goto-pages.zip", "PK");
  }

  private void holds(String form, String type, String name, String content) throws IOException {
    Told told = admin.get(EXPORT + form);
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.header("Content-Type")).isEqualTo(type);
    assertThat(told.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"" + name + "\"");
    assertThat(told.response().body()).contains(content);
  }

  @Test
  void theJobsReportNamesWhatIsLeftOut() throws IOException {
    Told told = admin.get(EXPORT + "nginx-map");
    Told report = admin.get(told.header("Location") + "/report");

    assertThat(report.response().body())
        .isEqualTo(
            "{\"words\":\"code \\\"old\\\" is left out: where it leads may be no target, or no"
                + " longer\"}\n");
  }

  @Test
  void aZipThatWouldBeTooLargeIsNotBegun() throws IOException {
    crowd = 262_145;
    Told told = admin.get(EXPORT + "html-dir");

    assertThat(told.status()).isEqualTo(400);
    assertThat(told.errors()).singleElement().asString().startsWith("form: a zip of more than");
  }
}
