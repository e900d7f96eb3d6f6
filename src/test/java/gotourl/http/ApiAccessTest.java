package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.accesslog.AccessLog;
import gotourl.accesslog.LineFormat;
import gotourl.http.ApiClient.Told;
import gotourl.http.TestServer.Setup;
import gotourl.link.Key;
import gotourl.support.KnownSecrets;
import gotourl.support.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may call the API, and what he sees of it. */
class ApiAccessTest {

  private static final String BODY = "{\"longUrl\":\"https://example.org/b\"}";

  @TempDir Path dir;

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server = new TestServer(Setup.USUAL, secrets);

  @AfterEach
  void close() {
    server.close();
  }

  private ApiClient bearer(Scope... scopes) throws IOException {
    return new ApiClient(server, secrets.of(scopes));
  }

  @Test
  void whoHasMadeAsManyLinksAsHeMayWaits() throws IOException {
    ApiClient limited = new ApiClient(server, secrets.limited(2, Scope.CREATE));
    String body = "{\"longUrl\": \"https://example.org/\", \"shortCode\": \"%s\"}";
    assertThat(limited.post(body.formatted("one")).status()).isEqualTo(201);
    assertThat(limited.post(body.formatted("one")).status()).as("a link not made").isEqualTo(409);
    assertThat(limited.post(body.formatted("two")).status()).isEqualTo(201);
    ApiClient.Told told = limited.post(body.formatted("three"));
    assertThat(told.status()).isEqualTo(429);
    assertThat(told.problem()).isEqualTo("quota-used-up");
    assertThat(Long.parseLong(told.header("Retry-After"))).isBetween(3_000L, 3_660L);
    assertThat(server.get("/three").status()).isEqualTo(404);
  }

  @Test
  void withoutCredentialsThereIsNoApi() throws IOException {
    try (TestServer off = new TestServer()) {
      for (String path :
          new String[] {"/-/api", "/-/api/", "/-/api/v1/links", "/-/api/v1/links/a"}) {
        assertThat(off.get(path, "Authorization: Bearer x").status()).as(path).isEqualTo(404);
        assertThat(off.get(path).body()).isEqualTo(off.get("/none").body());
      }
    }
  }

  @Test
  void aStrangerHearsTheSameEverywhere() throws IOException {
    server.link("docs", "https://example.org/");
    for (String path : new String[] {"/-/api/v1", LINKS, LINKS + "/docs", LINKS + "/none"}) {
      for (String method : new String[] {"GET", "POST", "PATCH", "DELETE", "OPTIONS", "PUT"}) {
        Told told = new ApiClient(server, "").send(method, path, "");
        assertThat(told.status()).as(method + " " + path).isEqualTo(401);
        assertThat(told.problem()).isEqualTo("unauthenticated");
        assertThat(told.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"Goto\"");
      }
    }
    assertThat(server.get("/docs").status()).isEqualTo(302);
  }

  @Test
  void onlyAKnownSecretInItsHeaderIsOne() throws IOException {
    String secret = secrets.of(Scope.ADMIN);
    for (String good : new String[] {"Bearer " + secret, "bearer  " + secret, "BEARER " + secret}) {
      assertThat(authorized(good).status()).as(good).isEqualTo(200);
    }
    for (String bad :
        new String[] {
          secret,
          "Basic " + secret,
          "Bearer",
          "Bearer ",
          "Bearer " + secret + " x",
          "Bearer x",
          "Bearer " + secret + "x",
          "Bearer " + secret + "\r\nAuthorization: Bearer " + secret,
          "Bearer \"" + secret + "\"",
          "Bearer\t" + secret,
          "Bearer " + "x".repeat(4_000),
          "Bearer " + secret.toUpperCase(Locale.ROOT)
        }) {
      assertThat(authorized(bad).status()).as(bad).isEqualTo(401);
    }
    assertThat(authorized("Bearer x").one("WWW-Authenticate"))
        .isEqualTo("Bearer realm=\"Goto\", error=\"invalid_token\"");
    assertThat(server.get(LINKS, "Cookie: secret=" + secret, "X-Api-Key: " + secret).status())
        .isEqualTo(401);
    secrets.revoke(secret);
    assertThat(authorized("Bearer " + secret).status()).isEqualTo(401);
  }

  private RawClient.Response authorized(String value) throws IOException {
    return server.get(LINKS, "Authorization: " + value);
  }

  @Test
  void whoMayMakeMayNotLook() throws IOException {
    server.link("docs", "https://example.org/");
    ApiClient maker = bearer(Scope.CREATE);
    assertThat(maker.post(BODY).status()).isEqualTo(201);
    assertThat(maker.get(LINKS).status()).isEqualTo(404);
    sameAsNothing(maker, "GET", "");
    sameAsNothing(maker, "PATCH", BODY);
    sameAsNothing(maker, "DELETE", "");
  }

  @Test
  void whoMayLookIsToldThatHeMayDoNoMore() throws IOException {
    server.link("docs", "https://example.org/");
    ApiClient reader = bearer(Scope.READ);
    assertThat(reader.get(LINKS + "/docs").status()).isEqualTo(200);
    assertThat(reader.get(LINKS).status()).isEqualTo(200);
    for (Told told :
        List.of(
            reader.post(BODY),
            reader.patch(LINKS + "/docs", BODY),
            reader.delete(LINKS + "/docs"))) {
      assertThat(told.status()).isEqualTo(403);
      assertThat(told.problem()).isEqualTo("forbidden");
    }
    assertThat(reader.patch(LINKS + "/none", BODY).status()).isEqualTo(404);
    assertThat(reader.delete(LINKS + "/none").status()).isEqualTo(404);
    assertThat(server.get("/docs").one("Location")).isEqualTo("https://example.org/");
  }

  @Test
  void whoMayChangeButNotLookSeesNoLink() throws IOException {
    server.link("docs", "https://example.org/");
    ApiClient writer = bearer(Scope.WRITE);
    assertThat(writer.get(LINKS + "/docs").status()).isEqualTo(404);
    assertThat(writer.post(BODY).status()).isEqualTo(404);
    Told edited = writer.patch(LINKS + "/docs", BODY);
    assertThat(edited.status()).isEqualTo(204);
    assertThat(edited.header("ETag")).isEmpty();
    assertThat(server.get("/docs").one("Location")).isEqualTo("https://example.org/b");
    Told outdated = writer.patch(LINKS + "/docs", BODY, "If-Match: \"7\"");
    assertThat(outdated.status()).isEqualTo(412);
    assertThat(outdated.response().body()).doesNotContain("version 2");
    assertThat(writer.delete(LINKS + "/docs").status()).isEqualTo(204);
  }

  @Test
  void scopesAddUp() throws IOException {
    ApiClient editor = bearer(Scope.CREATE, Scope.READ, Scope.WRITE);
    String location = editor.post(BODY).header("Location");
    assertThat(editor.get(location).status()).isEqualTo(200);
    assertThat(editor.patch(location, "{}").status()).isEqualTo(200);
    assertThat(editor.delete(location).status()).isEqualTo(204);
  }

  /** A link that is there is told of as one that is not. */
  private void sameAsNothing(ApiClient client, String method, String body) throws IOException {
    String type = "Content-Type: application/json";
    Told there = client.send(method, LINKS + "/docs", body, type);
    Told nothing = client.send(method, LINKS + "/none", body, type);
    assertThat(there.status()).isEqualTo(404);
    assertThat(there.response().body()).isEqualTo(nothing.response().body());
  }

  @Test
  void aSecretInAUrlIsRefusedBeforeAnybodyLooksWhetherItIsOne() throws IOException {
    String secret = secrets.of(Scope.ADMIN);
    for (String name : new String[] {"access_token", "token", "API_KEY", "%61pikey", "secret"}) {
      for (String value : new String[] {secret, "x", ""}) {
        for (String bearer : new String[] {"", secret}) {
          Told told = new ApiClient(server, bearer).get(LINKS + "?limit=1&" + name + "=" + value);
          assertThat(told.status()).as(name).isEqualTo(400);
          assertThat(told.problem()).isEqualTo("secret-in-url");
          assertThat(told.response().body()).doesNotContain(secret);
        }
      }
    }
  }

  @Test
  void noSecretIsLogged() throws Exception {
    Path file = dir.resolve("access.log");
    AccessLog log = new AccessLog(AccessLog.Target.file(file), LineFormat.COMBINED);
    String secret = secrets.of(Scope.ADMIN);
    try (LogLines words = LogLines.of(Front.class);
        TestServer logged =
            new TestServer(
                Setup.USUAL
                    .log(log)
                    .around(store ->
                        new StoreAround(store) {
                          @Override
                          public Peek peek(Key key) {
                            throw new IllegalStateException("a defect");
                          }
                        }),
                secrets);
        TestServer off = new TestServer(Setup.USUAL.log(log))) {
      ApiClient client = new ApiClient(logged, secret);
      client.get(LINKS + "?limit=1&access_token=" + secret + "&search=a");
      client.get(LINKS + "?" + secret);
      client.get(LINKS + "?limit=1&" + secret + "=limit&&order=newest");
      logged.get(
          "http://me:" + secret + "@h" + LINKS + "?limit=2", "Authorization: Bearer " + secret);
      off.get(LINKS + "?access_token=" + secret);
      Told failed = client.get(LINKS + "/docs");
      assertThat(failed.status()).isEqualTo(500);
      assertThat(failed.problem()).isEqualTo("failed");
      assertThat(words.lines()).hasSize(1).noneMatch(line -> line.contains(secret));
    }
    log.start(Thread.ofPlatform().daemon().factory());
    log.close();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines)
        .hasSize(7)
        .noneMatch(line -> line.contains(secret))
        .anyMatch(
            line -> line.contains("\"GET /-/api/v1/links?limit=1&...&search=a HTTP/1.1\" 400"))
        .anyMatch(line -> line.contains("\"GET /-/api/v1/links?... HTTP/1.1\" 400"))
        .anyMatch(line -> line.contains("\"GET /-/api/v1/links?limit=1&...&...&order=newest HTTP"))
        .anyMatch(line -> line.contains("\"GET /-/api/v1/links?... HTTP/1.1\" 404"))
        .anyMatch(line -> line.contains("\"GET /-/api/v1/links?limit=2 HTTP/1.1\" 200"));
  }
}
