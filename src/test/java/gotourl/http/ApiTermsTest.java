package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.TestServer.Setup;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore.Peek;
import gotourl.link.Terms;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a link can say of itself beside its target. */
class ApiTermsTest {

  private static final String URL = "https://example.org/a";
  private static final String DOCS = LINKS + "/docs";

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server = new TestServer(Setup.USUAL, secrets);
  private final ApiClient client = new ApiClient(server, secrets.of(Scope.ADMIN));

  ApiTermsTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aPlainLinkSaysSoInEveryField() throws IOException {
    assertThat(make("").json())
        .containsEntry("title", null)
        .containsEntry("note", null)
        .containsEntry("enabled", true)
        .containsEntry("validSince", null)
        .containsEntry("validUntil", null)
        .containsEntry("forwardQuery", false)
        .containsEntry("redirectStatus", null)
        .containsEntry("cacheSeconds", 0L)
        .containsEntry("crawlable", false);
    assertThat(link().terms()).isSameAs(Terms.NONE);
  }

  @Test
  void whatIsSetIsAnsweredAndInForce() throws IOException {
    Told made =
        make(
            """
            "title": "A <b>", "note": "one\\ntwo", "enabled": true,
            "validSince": "2026-01-31T09:00:00.1239+01:00", "validUntil": "9999-12-31T23:59:59.999Z",
            "forwardQuery": true, "redirectStatus": 307, "cacheSeconds": 60, "crawlable": true,
            """);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json())
        .containsEntry("title", "A <b>")
        .containsEntry("note", "one\ntwo")
        .containsEntry("validSince", "2026-01-31T08:00:00.123Z")
        .containsEntry("validUntil", "9999-12-31T23:59:59.999Z")
        .containsEntry("redirectStatus", 307L)
        .containsEntry("cacheSeconds", 60L)
        .containsEntry("crawlable", true);
    assertThat(server.get("/robots.txt").body()).contains("Allow: /docs$\n");
    RawClient.Response followed = server.get("/docs?x=%22y");
    assertThat(followed.status()).isEqualTo(307);
    assertThat(followed.one("Location")).isEqualTo(URL + "?x=%22y");
    assertThat(followed.one("Cache-Control")).isEqualTo("max-age=60");
  }

  @Test
  void anEditChangesWhatItNamesAndNullClears() throws IOException {
    make("\"title\": \"A\", \"note\": \"B\", \"redirectStatus\": 308, \"enabled\": false,");
    Told edited = client.patch(DOCS, "{\"title\": null, \"cacheSeconds\": 5, \"crawlable\": true}");
    assertThat(edited.json())
        .containsEntry("version", 2L)
        .containsEntry("title", null)
        .containsEntry("note", "B")
        .containsEntry("enabled", false)
        .containsEntry("redirectStatus", 308L)
        .containsEntry("cacheSeconds", 5L)
        .containsEntry("crawlable", true)
        .containsEntry("longUrl", URL);
    client.patch(
        DOCS,
        """
        {"note": null, "redirectStatus": null, "enabled": null, "cacheSeconds": null,
         "validSince": null, "validUntil": null, "forwardQuery": null, "crawlable": null}
        """);
    assertThat(link().terms()).isSameAs(Terms.NONE);
    assertThat(server.get("/docs").status()).isEqualTo(302);
  }

  @Test
  void anEditThatSaysWhatIsSoMakesNoVersion() throws IOException {
    make("\"title\": \"A\",");
    Told edited = client.patch(DOCS, "{\"title\": \"A\", \"enabled\": true}");
    assertThat(edited.json()).containsEntry("version", 1L);
  }

  @Test
  void aDisabledLinkIsAnsweredAsIfThereWereNone() throws IOException {
    make("");
    client.patch(DOCS, "{\"enabled\": false}");
    assertThat(server.get("/docs").status()).isEqualTo(404);
    client.patch(DOCS, "{\"enabled\": true}");
    assertThat(server.get("/docs").status()).isEqualTo(302);
  }

  @Test
  void everyFaultIsToldAtOnce() throws IOException {
    Told told =
        make(
            """
            "title": "a\\nb", "note": 1, "enabled": "yes", "validSince": "tomorrow",
            "validUntil": "1969-12-31T23:59:59Z", "forwardQuery": 0, "redirectStatus": 304,
            "cacheSeconds": 31536001, "crawlable": "no",
            """);
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.errors())
        .containsExactlyInAnyOrder(
            "title: must be one line, without controls",
            "note: must be a text",
            "enabled: must be true or false",
            "validSince: must be a time like 2026-01-31T08:00:00Z",
            "validUntil: must lie between 1970 and the end of 9999",
            "forwardQuery: must be true or false",
            "redirectStatus: must be 301, 302, 303, 307 or 308",
            "cacheSeconds: must be 0 to 31536000",
            "crawlable: must be true or false");
    assertThat(make("\"title\": \"" + "x".repeat(513) + "\",").status()).isEqualTo(422);
    assertThat(make("\"note\": \"" + "x".repeat(4_097) + "\",").status()).isEqualTo(422);
    assertThat(make("\"redirectStatus\": 0,").status()).isEqualTo(422);
    assertThat(make("\"cacheSeconds\": -1,").status()).isEqualTo(422);
    assertThat(make("\"title\": \"" + "x".repeat(512) + "\",").status()).isEqualTo(201);
  }

  private Told make(String fields) throws IOException {
    return client.post("{" + fields + "\"longUrl\": \"" + URL + "\", \"shortCode\": \"docs\"}");
  }

  private Link link() {
    Key key = server.key("docs");
    if (server.store().peek(key) instanceof Peek.Found(Link link)) {
      return link;
    }
    throw new AssertionError("no link under " + key.code());
  }
}
