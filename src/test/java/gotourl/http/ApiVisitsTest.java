package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.TestServer.Setup;
import gotourl.link.LinkStore;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often a link may be followed, over the API. */
class ApiVisitsTest {

  private static final String URL = "https://example.org/a";
  private static final String DOCS = LINKS + "/docs";

  private final AtomicBoolean doubts = new AtomicBoolean();
  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server =
      new TestServer(
          Setup.USUAL.around(store ->
              new StoreAround(store) {
                @Override
                public int visits(long number) {
                  return doubts.get() ? LinkStore.VISITS_UNKNOWN : super.visits(number);
                }
              }),
          secrets);
  private final ApiClient client = new ApiClient(server, secrets.of(Scope.ADMIN));

  ApiVisitsTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theLimitIsSetRaisedAndCleared() throws IOException {
    Told made = client.post("{\"longUrl\":\"" + URL + "\",\"shortCode\":\"docs\",\"maxVisits\":1}");
    assertThat(made.json()).containsEntry("maxVisits", 1L).containsEntry("visitsCounted", 0L);
    assertThat(server.get("/docs").status()).isEqualTo(302);
    assertThat(server.get("/docs").status()).isEqualTo(404);
    assertThat(client.get(DOCS).json())
        .containsEntry("state", "used-up")
        .containsEntry("visitsCounted", 1L)
        .containsEntry("version", 1L);
    assertThat(client.patch(DOCS, "{\"maxVisits\":2}").json())
        .containsEntry("state", "active")
        .containsEntry("visitsCounted", 1L);
    assertThat(server.get("/docs").status()).isEqualTo(302);
    assertThat(server.get("/docs").status()).isEqualTo(404);
    assertThat(client.patch(DOCS, "{\"maxVisits\":null}").json()).containsEntry("maxVisits", null);
    assertThat(server.get("/docs").status()).isEqualTo(302);
    assertThat(client.get(DOCS).field("visitsCounted")).isEqualTo(2L);
  }

  @Test
  void goingBackToAVersionGivesNoVisitBack() throws IOException {
    client.post("{\"longUrl\":\"" + URL + "\",\"shortCode\":\"docs\",\"maxVisits\":1}");
    server.get("/docs");
    client.patch(DOCS, "{\"maxVisits\":5}");
    client.delete(DOCS);
    client.send("POST", DOCS + "/history/1/restore", "");
    assertThat(client.get(DOCS).field("state")).isEqualTo("used-up");
    assertThat(server.get("/docs").status()).isEqualTo(404);
  }

  @Test
  void whatIsNoLimitIsRefused() throws IOException {
    for (String bad : new String[] {"0", "-1", "2147483648", "1.5", "\"1\"", "true"}) {
      Told refused = client.post("{\"longUrl\":\"" + URL + "\",\"maxVisits\":" + bad + "}");
      assertThat(refused.status()).as(bad).isIn(400, 422);
      assertThat(refused.errors()).singleElement().asString().startsWith("maxVisits: ");
    }
  }

  @Test
  void theCountIsTheServers() throws IOException {
    assertThat(client.post("{\"longUrl\":\"" + URL + "\",\"visitsCounted\":0}").errors())
        .containsExactly("visitsCounted: is set by the server");
  }

  @Test
  void whatIsUsedUpIsListedAsThat() throws IOException {
    for (String code : new String[] {"docs", "left"}) {
      client.post("{\"longUrl\":\"" + URL + "\",\"shortCode\":\"" + code + "\",\"maxVisits\":1}");
    }
    server.get("/docs");
    assertThat(client.get(LINKS + "?state=used-up").list("links"))
        .extracting(link -> String.valueOf(link.get("shortCode")))
        .containsExactly("docs");
    assertThat(client.get(LINKS + "?state=active").list("links"))
        .extracting(link -> String.valueOf(link.get("shortCode")))
        .containsExactly("left");
  }

  @Test
  void aLinkWithALimitIsAlwaysToldWhole() throws IOException {
    client.post("{\"longUrl\":\"" + URL + "\",\"shortCode\":\"docs\",\"maxVisits\":1}");
    Told told = client.get(DOCS, "If-None-Match: \"1\"");
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.header("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void visitsThatDamageMayHideAreNotGuessed() throws IOException {
    client.post("{\"longUrl\":\"" + URL + "\",\"shortCode\":\"docs\",\"maxVisits\":1}");
    doubts.set(true);
    assertThat(client.get(DOCS).json())
        .containsEntry("visitsCounted", null)
        .containsEntry("state", "used-up");
    assertThat(server.get("/docs").status()).isEqualTo(404);
    assertThat(client.get(LINKS + "?state=used-up").list("links")).hasSize(1);
  }
}
