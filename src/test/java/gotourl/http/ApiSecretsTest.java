package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.TestServer.Setup;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who else is let in, over the API. */
class ApiSecretsTest {

  private static final String SECRETS = "/-/api/v1/secrets";
  private static final String JSON = "Content-Type: application/json";

  private final KnownSecrets known = new KnownSecrets();
  private final TestServer server = new TestServer(Setup.USUAL, known);
  private final ApiClient admin = new ApiClient(server, known.of(Scope.ADMIN));

  ApiSecretsTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theValueIsShownOnceAndNeverAgain() throws IOException {
    Told made =
        make(
            """
            {"name": "shop", "scopes": ["write", "create"], "creationsPerHour": 10,
             "expiresAt": "2999-01-01T01:00:00+01:00"}
            """);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Cache-Control")).isEqualTo("no-store");
    assertThat(made.json())
        .containsEntry("number", 1L)
        .containsEntry("name", "shop")
        .containsEntry("scopes", List.of("create", "write"))
        .containsEntry("creationsPerHour", 10L)
        .containsEntry("expiresAt", "2999-01-01T00:00:00Z")
        .containsEntry("lastUsedAt", null);
    String value = String.valueOf(made.field("secret"));
    assertThat(value).startsWith("goto_");
    Told listed = admin.get(SECRETS);
    assertThat(listed.response().body()).doesNotContain(value).doesNotContain("hash");
    assertThat(listed.list("secrets")).hasSize(1);
    assertThat(listed.list("secrets").getFirst()).containsEntry("name", "shop");
  }

  @Test
  void whatIsNotSaidIsWithoutLimit() throws IOException {
    Told made = make("{\"name\": \"a\", \"scopes\": [\"read\"]}");
    assertThat(made.json())
        .containsEntry("creationsPerHour", null)
        .containsEntry("expiresAt", null);
  }

  @Test
  void aRevokedSecretIsGone() throws IOException {
    make("{\"name\": \"a\", \"scopes\": [\"read\"]}");
    assertThat(admin.delete(SECRETS + "/1").status()).isEqualTo(204);
    assertThat(admin.get(SECRETS).list("secrets")).isEmpty();
    assertThat(admin.delete(SECRETS + "/1").status()).isEqualTo(404);
    for (String number : new String[] {"0", "x", "-1", "99999999999", "1/2", ""}) {
      assertThat(admin.delete(SECRETS + "/" + number).status()).as(number).isEqualTo(404);
    }
  }

  @Test
  void everyFaultIsToldAtOnce() throws IOException {
    Told told =
        make(
            """
            {"name": 1, "scopes": ["read", "all"], "creationsPerHour": "x", "expiresAt": "soon",
             "number": 7, "colour": "red"}
            """);
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.errors())
        .containsExactlyInAnyOrder(
            "name: must be a text",
            "scopes: must be a list of create, read, write and admin",
            "creationsPerHour: must be a whole number",
            "expiresAt: must be a time like 2026-01-31T08:00:00Z",
            "number: is set by the server",
            "colour: is unknown");
    assertThat(make("{}").errors())
        .containsExactlyInAnyOrder("name: is missing", "scopes: is missing");
    assertThat(make("{\"name\": null, \"scopes\": null}").status()).isEqualTo(400);
  }

  @Test
  void whatCanBeReadAndNotBeIsUnprocessable() throws IOException {
    Told told =
        make(
            """
            {"name": "", "scopes": [], "creationsPerHour": 1000001, "expiresAt": "1999-01-01T00:00:00Z"}
            """);
    assertThat(told.status()).isEqualTo(422);
    assertThat(told.errors())
        .satisfiesExactlyInAnyOrder(
            error -> assertThat(error).startsWith("name: "),
            error -> assertThat(error).startsWith("scopes: "),
            error -> assertThat(error).startsWith("creationsPerHour: "),
            error -> assertThat(error).startsWith("expiresAt: "));
    assertThat(make("{\"name\": \"a\", \"scopes\": [\"read\"], \"creationsPerHour\": 0}").errors())
        .containsExactly("creationsPerHour: must be 1 at least; null: any number");
    assertThat(server.credentials().all()).isEmpty();
  }

  @Test
  void nobodyElseSeesThatThereAreAny() throws IOException {
    for (Scope scope : List.of(Scope.CREATE, Scope.READ, Scope.WRITE)) {
      ApiClient other = new ApiClient(server, known.of(scope));
      assertThat(other.get(SECRETS).status()).isEqualTo(404);
      assertThat(other.delete(SECRETS + "/1").status()).isEqualTo(404);
      assertThat(
              other
                  .send("POST", SECRETS, "{\"name\": \"a\", \"scopes\": [\"admin\"]}", JSON)
                  .status())
          .isEqualTo(404);
    }
    assertThat(server.credentials().all()).isEmpty();
  }

  private Told make(String body) throws IOException {
    return admin.send("POST", SECRETS, body, JSON);
  }
}
