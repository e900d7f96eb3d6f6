package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.TestServer.Setup;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The bin: the way in, the way back, and the ways out of the world. */
class ApiBinTest {

  private static final String URL = "https://example.org/a";
  private static final String DOCS = LINKS + "/docs";
  private static final String TAKEN = "{\"longUrl\":\"" + URL + "\",\"shortCode\":\"docs\"}";

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server = new TestServer(Setup.USUAL, secrets);
  private final ApiClient client = new ApiClient(server, secrets.of(Scope.ADMIN));
  private final ApiClient reader = new ApiClient(server, secrets.of(Scope.READ));
  private final ApiClient writer = new ApiClient(server, secrets.of(Scope.WRITE));

  ApiBinTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aRemovedLinkIsInTheBinAndIsFollowedNoMore() throws IOException {
    server.link("docs", URL);
    Told removed = client.delete(DOCS);
    assertThat(removed.status()).isEqualTo(204);
    assertThat(removed.response().body()).isEmpty();
    assertThat(server.get("/docs").status()).isEqualTo(404);
    assertThat(server.get("/docs").body()).isEqualTo(server.get("/none").body());
    assertThat(server.get("/docs+").status()).isEqualTo(404);
    assertThat(reader.get(DOCS).json())
        .containsEntry("state", "binned")
        .containsEntry("version", 2L)
        .containsEntry("longUrl", URL);
    assertThat(client.delete(DOCS).status()).isEqualTo(204);
    assertThat(reader.get(DOCS).field("version")).isEqualTo(2L);
  }

  @Test
  void itsCodeStaysReservedAndWhoMayLookIsToldWhy() throws IOException {
    server.link("docs", URL);
    client.delete(DOCS);
    Told taken = client.post(TAKEN);
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.problem()).isEqualTo("code-taken");
    assertThat(taken.field("detail"))
        .isEqualTo(
            "The code docs belongs to a link in the bin: restore that, or release its code.");
    Told blind = new ApiClient(server, secrets.of(Scope.CREATE)).post(TAKEN);
    assertThat(blind.field("detail"))
        .isEqualTo("The code docs belongs to another link, which stays.");
  }

  @Test
  void itIsRestoredAsItWas() throws IOException {
    server.link("docs", URL);
    client.patch(DOCS, "{\"title\":\"A\",\"redirectStatus\":301}");
    client.delete(DOCS);
    Told restored = client.send("POST", DOCS + "/restore", "");
    assertThat(restored.status()).isEqualTo(200);
    assertThat(restored.header("ETag")).isEqualTo("\"4\"");
    assertThat(restored.json())
        .containsEntry("title", "A")
        .containsEntry("redirectStatus", 301L)
        .containsEntry("state", "active");
    assertThat(server.get("/docs").status()).isEqualTo(301);
    assertThat(client.send("POST", DOCS + "/restore", "").header("ETag")).isEqualTo("\"4\"");
    assertThat(client.send("POST", LINKS + "/none/restore", "").status()).isEqualTo(404);
  }

  @Test
  void itIsNotEditedInTheBin() throws IOException {
    server.link("docs", URL);
    client.delete(DOCS);
    Told edit = client.patch(DOCS, "{\"title\":\"A\"}");
    assertThat(edit.status()).isEqualTo(409);
    assertThat(edit.problem()).isEqualTo("in-bin");
    assertThat(client.patch(DOCS, "{\"title\":\"A\"}", "If-Match: \"1\"").status()).isEqualTo(412);
  }

  @Test
  void aVersionOfItsHistoryBringsItBackToo() throws IOException {
    server.link("docs", URL);
    client.delete(DOCS);
    assertThat(reader.get(DOCS + "/history").list("versions"))
        .extracting(version -> version.get("state"))
        .containsExactly("binned", "active");
    for (String version : List.of("1", "2")) {
      Told restored = client.send("POST", DOCS + "/history/" + version + "/restore", "");
      assertThat(restored.json()).containsEntry("state", "active").containsEntry("longUrl", URL);
      client.delete(DOCS);
    }
  }

  @Test
  void releasingAndPurgingFreeTheCode() throws IOException {
    for (String how : List.of("?release=true", "?purge=true", "?release=true&purge=true")) {
      assertThat(client.post(TAKEN).status()).isEqualTo(201);
      assertThat(client.delete(DOCS + how).status()).isEqualTo(204);
      assertThat(client.get(DOCS).status()).isEqualTo(404);
      client.post(TAKEN);
      client.delete(DOCS);
      assertThat(client.delete(DOCS + how).status()).as("from the bin").isEqualTo(204);
      assertThat(client.delete(DOCS + how).status()).isEqualTo(404);
    }
    client.post(TAKEN);
    assertThat(client.delete(DOCS + "?release=false&purge=false").status()).isEqualTo(204);
    assertThat(client.get(DOCS).field("state")).isEqualTo("binned");
  }

  @Test
  void whatElseIsAskedOfARemovalIsRefused() throws IOException {
    server.link("docs", URL);
    for (String query :
        List.of("?release", "?release=1", "?purge=true&purge=true", "?force=true")) {
      Told refused = client.delete(DOCS + query);
      assertThat(refused.status()).as(query).isEqualTo(400);
      assertThat(refused.errors()).hasSize(1);
    }
    assertThat(server.get("/docs").status()).isEqualTo(302);
  }

  @Test
  void aConditionHoldsForEachWay() throws IOException {
    server.link("docs", URL);
    for (String query : List.of("", "?release=true", "?purge=true")) {
      Told refused = client.delete(DOCS + query, "If-Match: \"7\"");
      assertThat(refused.status()).as(query).isEqualTo(412);
    }
    assertThat(client.delete(DOCS, "If-Match: \"1\"").status()).isEqualTo(204);
    assertThat(client.send("POST", DOCS + "/restore", "", "If-Match: \"1\"").status())
        .isEqualTo(412);
    assertThat(client.send("POST", DOCS + "/restore", "", "If-Match: \"2\"").status())
        .isEqualTo(200);
    assertThat(client.delete(DOCS + "?purge=true", "If-Match: \"3\"").status()).isEqualTo(204);
  }

  @Test
  void whoMayOnlyLookHearsThatHeMayNot() throws IOException {
    server.link("docs", URL);
    for (String query : List.of("", "?release=true", "?purge=true")) {
      assertThat(reader.delete(DOCS + query).status()).isEqualTo(403);
    }
    assertThat(reader.send("POST", DOCS + "/restore", "").status()).isEqualTo(403);
    assertThat(writer.delete(DOCS).status()).isEqualTo(204);
    Told restored = writer.send("POST", DOCS + "/restore", "");
    assertThat(restored.status()).isEqualTo(204);
    assertThat(restored.header("ETag")).isEmpty();
    ApiClient maker = new ApiClient(server, secrets.of(Scope.CREATE));
    assertThat(maker.send("POST", DOCS + "/restore", "").status()).isEqualTo(404);
  }

  @Test
  void aListHasWhatIsInTheBinOnlyWhenAskedForIt() throws IOException {
    for (String code : List.of("on", "off", "old", "soon", "gone")) {
      server.link(code, URL);
    }
    client.patch(LINKS + "/off", "{\"enabled\":false}");
    client.patch(LINKS + "/old", "{\"validUntil\":\"2020-01-01T00:00:00Z\"}");
    client.patch(LINKS + "/soon", "{\"validSince\":\"9999-01-01T00:00:00Z\"}");
    client.delete(LINKS + "/gone");
    assertThat(listed("")).containsExactly("soon", "old", "off", "on");
    assertThat(listed("?state=binned")).containsExactly("gone");
    assertThat(listed("?state=active")).containsExactly("on");
    assertThat(listed("?state=disabled,expired")).containsExactly("old", "off");
    assertThat(listed("?state=scheduled,binned")).containsExactly("gone", "soon");
    assertThat(listed("?state=binned&search=soon")).isEmpty();
    assertThat(client.get(LINKS + "?state=gone").status()).isEqualTo(400);
  }

  private List<Object> listed(String query) throws IOException {
    return client.get(LINKS + query).list("links").stream()
        .map(link -> (Object) String.valueOf(link.get("shortCode")))
        .toList();
  }

  /** What changes with time alone is told again, whatever version the client has. */
  @Test
  void aLinkWhoseStateChangesByItselfIsAlwaysToldWhole() throws IOException {
    server.link("docs", URL);
    assertThat(reader.get(DOCS, "If-None-Match: \"1\"").status()).isEqualTo(304);
    client.patch(DOCS, "{\"validUntil\":\"2030-01-01T00:00:00Z\"}");
    assertThat(reader.get(DOCS, "If-None-Match: \"2\"").status()).isEqualTo(200);
  }

  /** A code that ends like a path below links is named with its slash encoded. */
  @Test
  void aCodeThatEndsInRestoreIsReachedEncoded() throws IOException {
    server.link("docs/restore", URL);
    assertThat(client.get(LINKS + "/docs%2Frestore").status()).isEqualTo(200);
    assertThat(client.get(LINKS + "/docs/restore").status()).isEqualTo(405);
  }
}
