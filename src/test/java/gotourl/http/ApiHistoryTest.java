package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.TestServer.Setup;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a link was, and the way back to it. */
class ApiHistoryTest {

  private static final String URL = "https://example.org/a";
  private static final String DOCS = LINKS + "/docs";
  private static final String HISTORY = DOCS + "/history";

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server = new TestServer(Setup.USUAL, secrets);
  private final ApiClient one = new ApiClient(server, secrets.of(Scope.ADMIN));
  private final ApiClient other = new ApiClient(server, secrets.of(Scope.WRITE));
  private final ApiClient reader = new ApiClient(server, secrets.of(Scope.READ));

  ApiHistoryTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theHistorySaysWhoSaidWhatNewestFirst() throws IOException {
    make("docs");
    other.patch(DOCS, "{\"title\": \"A\", \"redirectStatus\": 301}");
    Told history = reader.get(HISTORY);
    assertThat(history.status()).isEqualTo(200);
    assertThat(history.header("Cache-Control")).isEqualTo("no-store");
    assertThat(history.list("versions")).hasSize(2);
    assertThat(history.list("versions").getFirst())
        .containsEntry("version", 2L)
        .containsEntry("author", 2L)
        .containsEntry("title", "A")
        .containsEntry("redirectStatus", 301L);
    assertThat(history.list("versions").getLast())
        .containsEntry("version", 1L)
        .containsEntry("author", 1L)
        .containsEntry("title", null);
    assertThat(reader.get(DOCS).json()).isEqualTo(history.list("versions").getFirst());
  }

  @Test
  void whatTheFormMakesHasNoAuthor() throws IOException {
    server.link("docs", URL);
    assertThat(reader.get(HISTORY).list("versions").getFirst()).containsEntry("author", null);
  }

  @Test
  void aVersionIsTakenBackInAVersionOfItsOwn() throws IOException {
    make("docs");
    one.patch(DOCS, "{\"longUrl\": \"https://other.example/\", \"enabled\": false}");
    Told restored = one.send("POST", HISTORY + "/1/restore", "");
    assertThat(restored.status()).isEqualTo(200);
    assertThat(restored.header("ETag")).isEqualTo("\"3\"");
    assertThat(restored.json()).containsEntry("longUrl", URL).containsEntry("enabled", true);
    assertThat(server.get("/docs").one("Location")).isEqualTo(URL);
    assertThat(reader.get(HISTORY).list("versions")).hasSize(3);
  }

  @Test
  void aVersionThatIsTheLatestAlreadyMakesNoOther() throws IOException {
    make("docs");
    assertThat(one.send("POST", HISTORY + "/1/restore", "").header("ETag")).isEqualTo("\"1\"");
  }

  @Test
  void aConditionHoldsForTakingBackToo() throws IOException {
    make("docs");
    one.patch(DOCS, "{\"title\": \"A\"}");
    assertThat(one.send("POST", HISTORY + "/1/restore", "", "If-Match: \"1\"").status())
        .isEqualTo(412);
    assertThat(one.send("POST", HISTORY + "/1/restore", "", "If-Match: \"2\"").status())
        .isEqualTo(200);
  }

  @Test
  void whatIsNotThereIsNotFound() throws IOException {
    make("docs");
    for (String version : new String[] {"0", "2", "-1", "x", "01", "99999999999", ""}) {
      assertThat(one.send("POST", HISTORY + "/" + version + "/restore", "").status())
          .as(version)
          .isEqualTo(404);
    }
    assertThat(one.get(LINKS + "/none/history").status()).isEqualTo(404);
    assertThat(one.send("POST", LINKS + "/none/history/1/restore", "").status()).isEqualTo(404);
  }

  @Test
  void aTargetThatIsRefusedByNowIsNotTakenBack() throws IOException {
    var _ = server.store().add(server.key("docs"), "mailto:a@example.org");
    var _ = server.store().replace(server.key("docs"), 1, URL);
    Told told = one.send("POST", HISTORY + "/1/restore", "");
    assertThat(told.status()).isEqualTo(422);
    assertThat(told.problem()).isEqualTo("refused");
    assertThat(server.get("/docs").one("Location")).isEqualTo(URL);
  }

  @Test
  void whoMayNotWriteTakesNothingBack() throws IOException {
    make("docs");
    assertThat(reader.send("POST", HISTORY + "/1/restore", "").status()).isEqualTo(403);
    assertThat(other.get(HISTORY).status()).isEqualTo(404);
    assertThat(other.send("POST", HISTORY + "/1/restore", "").status()).isEqualTo(204);
  }

  @Test
  void aCodeWithASlashMayEndAsItLikes() throws IOException {
    make("a/history");
    make("a");
    assertThat(one.get(LINKS + "/a%2Fhistory").json()).containsEntry("shortCode", "a/history");
    assertThat(one.get(LINKS + "/a/history").list("versions").getFirst())
        .containsEntry("shortCode", "a");
    assertThat(one.get(LINKS + "/a%2Fhistory/history").list("versions").getFirst())
        .containsEntry("shortCode", "a/history");
    make("b/c");
    assertThat(one.get(LINKS + "/b/c").json()).containsEntry("shortCode", "b/c");
    assertThat(one.get(LINKS + "/b/c/history").list("versions")).hasSize(1);
  }

  private void make(String code) throws IOException {
    Told made = one.post("{\"longUrl\": \"" + URL + "\", \"shortCode\": \"" + code + "\"}");
    assertThat(made.status()).isEqualTo(201);
  }
}
