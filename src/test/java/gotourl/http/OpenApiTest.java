package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static gotourl.http.ApiDescription.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.CredentialStore;
import gotourl.access.Scope;
import gotourl.http.TestServer.Setup;
import gotourl.http.api.Backups;
import gotourl.link.Key;
import gotourl.link.LinkStore.Unlisted;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Listing;
import gotourl.link.PendingPage;
import gotourl.support.JsonSchema;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The OpenAPI file says what the server does, all of it and nothing else. */
class OpenApiTest {

  private static final String BODY = "{\"longUrl\":\"https://example.org/\"}";

  private static final String TERMS =
      """
      "tags": ["x"], "title": "A", "note": "B\\nC", "enabled": true, "validSince": "2020-01-01T00:00:00Z",
      "validUntil": null, "forwardQuery": true, "redirectStatus": 301, "cacheSeconds": 60, "maxVisits": 7,
      "crawlable": true,
      "password": "x",
      "rules": [{"longUrl": "https://example.org/", "conditions": [{"type": "query", "name": "a", "value": "b"}]}]}
      """;

  private boolean busy;
  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server =
      new TestServer(
          Setup.USUAL.around(store ->
              new StoreAround(store) {
                @Override
                public PendingPage history(Key key) {
                  return busy
                      ? PendingPage.of(new Unlisted(Unlisted.Reason.BUSY, Duration.ofSeconds(1)))
                      : super.history(key);
                }

                @Override
                public PendingPage list(Listing listing) {
                  return busy
                      ? PendingPage.of(new Unlisted(Unlisted.Reason.BUSY, Duration.ofSeconds(1)))
                      : super.list(listing);
                }
              }),
          secrets);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void everyRouteStatusAndFieldIsAnsweredAsTheFileSays() throws IOException {
    ApiDescription file = new ApiDescription(server);
    assertThat(file.unseen())
        .contains("listLinks 503", "makeLink codePrefix", "parameter search", "answer errors");
    ApiClient all = new ApiClient(server, secrets.of(Scope.ADMIN), file);
    ApiClient reader = new ApiClient(server, secrets.of(Scope.READ), file);
    ApiClient writer = new ApiClient(server, secrets.of(Scope.WRITE), file);
    ApiClient stranger = new ApiClient(server, "", file);
    String docs = LINKS + "/docs";
    all.post("{\"longUrl\":\"https://example.org/\"," + TERMS);
    all.post("{\"longUrl\":\"https://example.org/\",\"shortCode\":\"terms\"}");
    all.patch(LINKS + "/terms", "{" + TERMS);
    for (ApiClient client : List.of(all, reader, writer, stranger)) {
      for (String body : new String[] {BODY, "{\"longUrl\":\"x\"}", "{\"x\":1}", "{"}) {
        client.post(body);
        client.patch(docs, body);
      }
      client.get(LINKS);
      client.get(LINKS + "?limit=0");
      client.get(docs);
    }
    all.post("{\"longUrl\":\"https://example.org/\",\"shortCode\":\"docs\"}");
    all.post("{\"longUrl\":\"https://example.org/\",\"shortCode\":\"docs\"}");
    all.post("{\"longUrl\":\"https://example.org/\",\"codeLength\":4,\"codePrefix\":\"a\"}");
    all.get(LINKS + "?limit=1&order=oldest&search=docs");
    Object next = all.get(LINKS + "?limit=1").field("next");
    all.get(LINKS + "?cursor=" + next);
    all.get(LINKS + "?createdAfter=2020-01-01T00:00:00Z&createdBefore=2020-01-01T00:00:00Z");
    for (ApiClient client : List.of(all, reader, writer, stranger)) {
      client.get(docs + "/history");
      client.get(docs + "/history?x=1");
      client.get(docs + "/explain?ua=a&lang=de&country=DE&query=a&at=2030-01-01T00:00:00Z");
      client.get(docs + "/explain?x=1");
      client.send("POST", docs + "/history/1/restore", "");
      client.send("POST", docs + "/history/1/restore?x=1", "");
      client.send("POST", docs + "/history/99/restore", "");
      client.send("POST", docs + "/history/1/restore", "", "If-Match: \"99\"");
      client.get(docs);
      client.get(docs, "If-None-Match: *");
      client.get(docs, "If-Match: \"9\"");
      client.get(docs, "If-Match: 9");
      client.patch(docs, BODY);
      client.patch(docs, "{\"longUrl\":\"javascript:\"}");
      client.patch(docs, BODY, "If-Match: \"9\"");
      client.patch(docs, "{\"longUrl\":\"https://e.org/" + client.secret() + "\"}");
      client.get(LINKS + "?state=active,binned");
      client.send("POST", docs + "/restore", "");
      client.send("POST", docs + "/restore?x=1", "");
      client.send("POST", docs + "/restore", "", "If-Match: \"99\"");
      client.send("POST", docs + "none/restore", "");
      client.delete(docs, "If-Match: \"9\"");
      client.delete(docs, "If-Match: 9");
      client.send("POST", LINKS, BODY, "Content-Type: text/plain");
      client.send("PATCH", docs, BODY, "Content-Type: text/plain");
    }
    draw(docs, all, reader, writer, stranger);
    for (String[] route : new String[][] {{"GET", LINKS}, {"POST", LINKS}}) {
      all.send(route[0], route[1], BODY, "Expect: x");
    }
    for (String method : new String[] {"GET", "PATCH", "DELETE"}) {
      all.send(method, docs, BODY, "Expect: x");
    }
    all.send("GET", docs + "/history", BODY, "Expect: x");
    all.send("GET", docs + "/explain", BODY, "Expect: x");
    all.get(LINKS + "/terms/explain");
    all.send("POST", docs + "/history/1/restore", BODY, "Expect: x");
    all.send("POST", docs + "/restore", BODY, "Expect: x");
    all.delete(docs);
    all.patch(docs, "{\"note\":\"in the bin\"}");
    all.send("POST", LINKS, " ".repeat(70_000));
    all.send("PATCH", docs, " ".repeat(70_000));
    all.postRows(BODY + "\n{\"x\":1}");
    useDomains(all, reader, stranger);
    all.send("POST", LINKS + "?reuse=true", BODY, "Content-Type: application/json");
    String once = all.post(BODY, "Idempotency-Key: once").header("Location");
    all.delete(once + "?release=true");
    all.post(BODY, "Idempotency-Key: once");
    useSecrets(all, reader, stranger);
    useTags(all, reader, writer, stranger);
    useJobs(all, reader, writer, stranger);
    Backups.Place place = new Backups.Place(Path.of("copy"), watch -> 0);
    try (TestServer copied = new TestServer(Setup.USUAL, secrets, Optional.of(place))) {
      new ApiClient(copied, secrets.of(Scope.ADMIN), file).send("POST", "/-/api/v1/backup", "");
    }
    ApiClient limited = new ApiClient(server, secrets.limited(1, Scope.CREATE), file);
    limited.post(BODY);
    limited.post(BODY);
    server.store().refuseWith(new Unsaved(Unsaved.Cause.DISK, Duration.ofSeconds(9)));
    all.post(BODY);
    all.send("POST", docs + "/restore", "");
    all.patch(LINKS + "/terms", "{\"longUrl\":\"https://example.org/other\"}");
    all.delete(LINKS + "/terms");
    all.send("POST", docs + "/history/1/restore", "");
    server.store().refuseWith(null);
    var _ = server.store().add(server.key("old"), "mailto:a@example.org");
    var _ = server.store().replace(server.key("old"), 1, "https://example.org/");
    all.send("POST", LINKS + "/old/history/1/restore", "");
    busy = true;
    all.get(LINKS);
    all.get(docs + "/history");
    reader.delete(docs);
    stranger.delete(docs);
    all.delete(docs + "?release=true");
    all.delete(docs + "?release=true");
    all.delete(LINKS + "/terms?purge=true");
    assertThat(file.unseen()).isEmpty();
  }

  private static void useJobs(ApiClient... clients) throws IOException {
    String jobs = "/-/api/v1/jobs";
    String imports = "/-/api/v1/import";
    String type = "Content-Type: application/x-ndjson";
    String source = "{\"shortCode\":\"moved\",\"longUrl\":\"https://example.org/\"}\n{\"x\":1}\n";
    String parameters =
        "?from=goto&onConflict=rename&domain=own&charset=utf-8&zone=UTC&dryRun=false&allRows=true";
    for (ApiClient client : clients) {
      client.send("POST", imports + parameters, source, type);
      client.send("POST", imports, "neither this nor that", type);
      client.send("POST", imports + "?from=x", source, type);
      client.send("POST", imports, source, "Content-Type: text/html");
      client.send("POST", imports, source, type, "Expect: x");
      client.send("GET", "/-/api/v1/export?form=goto&sensitive=true", "");
      client.send("GET", "/-/api/v1/export", "");
      client.send("GET", "/-/api/v1/export?x=1", "");
      client.send("POST", "/-/api/v1/backup", "");
      client.send("POST", "/-/api/v1/backup?x=1", "");
      client.send("POST", "/-/api/v1/backup", "", "Expect: x");
      client.send("GET", "/-/api/v1/export", "", "Expect: x");
      for (String path :
          new String[] {jobs, jobs + "/1", jobs + "/9", jobs + "/1/report", jobs + "/9/report"}) {
        client.get(path);
        client.get(path + "?x=1");
        client.send("GET", path, "", "Expect: x");
      }
      client.delete(jobs + "/1");
      client.delete(jobs + "/9");
      client.send("DELETE", jobs + "/1?x=1", "");
      client.send("DELETE", jobs + "/1", "", "Expect: x");
    }
  }

  private static void draw(String link, ApiClient... clients) throws IOException {
    for (String picture : new String[] {link + "/qr.svg", link + "/qr.png"}) {
      for (ApiClient client : clients) {
        client.get(picture + "?size=100&margin=2&color=123&background=fff&errorCorrection=L");
        client.get(picture + "?size=1");
        client.get(picture, "If-None-Match: *");
      }
      clients[0].send("GET", picture, BODY, "Expect: x");
    }
  }

  private void useDomains(ApiClient all, ApiClient reader, ApiClient stranger) throws IOException {
    String domains = "/-/api/v1/domains";
    String one = domains + "/d.example";
    String fallbacks =
        """
        "baseUrlRedirect": "https://example.org/", "unknownRedirect": "https://example.org/u",
         "expiredRedirect": "https://example.org/e", "expiredStatus": 410}
        """;
    String body = "{\"name\": \"d.example\", \"caseSensitive\": false, " + fallbacks;
    String json = "Content-Type: application/json";
    all.send("POST", domains, body, json);
    for (String bad : new String[] {body, "{", "{\"name\": \"a b\"}", " ".repeat(70_000)}) {
      all.send("POST", domains, bad, json);
    }
    for (String bad : new String[] {"{", "{\"expiredStatus\": 1}", " ".repeat(70_000)}) {
      all.send("PATCH", one, bad, json);
    }
    all.post("{\"longUrl\":\"https://example.org/\",\"shortCode\":\"d\",\"domain\":\"d.example\"}");
    all.get(LINKS + "/d?domain=d.example");
    all.get(LINKS + "?domain=d.example");
    for (ApiClient client : List.of(all, reader, stranger)) {
      client.get(domains);
      client.get(domains + "?x=1");
      client.get(one);
      client.get(one + "?x=1");
      client.get(domains + "/none.example");
      client.send("POST", domains, body, "Content-Type: text/plain");
      client.send("PATCH", one, "{" + fallbacks, json);
      client.send("PATCH", one, body, "Content-Type: text/plain");
      client.send("PATCH", domains + "/none.example", "{}", json);
      client.delete(one);
      client.delete(one + "?x=1");
      client.delete(domains + "/none.example");
    }
    for (String method : new String[] {"GET", "POST"}) {
      all.send(method, domains, body, "Expect: x");
    }
    for (String method : new String[] {"GET", "PATCH", "DELETE"}) {
      all.send(method, one, body, "Expect: x");
    }
    all.delete(LINKS + "/d?domain=d.example&purge=true");
    server.store().refuseWith(new Unsaved(Unsaved.Cause.DISK, Duration.ofSeconds(9)));
    all.send("POST", domains, body, json);
    all.send("PATCH", one, "{" + fallbacks, json);
    all.delete(one);
    server.store().refuseWith(null);
    all.delete(one);
    ApiClient maker = new ApiClient(server, secrets.of(Scope.CREATE), all.file());
    maker.get(domains);
    maker.send("POST", domains, body, json);
    maker.send("PATCH", one, "{}", json);
    maker.delete(one);
  }

  private void useTags(ApiClient all, ApiClient reader, ApiClient writer, ApiClient stranger)
      throws IOException {
    String tags = "/-/api/v1/tags";
    String x = tags + "/x";
    String y = "{\"name\": \"y\"}";
    all.post("{\"longUrl\":\"https://example.org/\", \"tags\": [\"x\", \"z\"]}");
    all.get(LINKS + "?tag=x&tag=z&tagsMode=all");
    for (ApiClient client : List.of(reader, stranger)) {
      client.get(tags + "?limit=1");
      client.get(tags + "?x=1");
      client.patch(x, y);
      client.delete(x);
      client.delete(tags + "/none");
    }
    writer.get(tags);
    writer.patch(tags + "/none", y);
    all.get(tags + "?cursor=eA");
    String hosts = "/-/api/v1/hosts/example.org/disable";
    for (ApiClient client : List.of(reader, stranger)) {
      client.send("POST", hosts, "");
    }
    all.send("POST", hosts + "?x=1", "");
    all.send("POST", "/-/api/v1/hosts/*.org/disable", "");
    all.send("POST", hosts, "", "Expect: x");
    for (String body : new String[] {"{", "{\"x\": 1}", "{\"name\": \"\"}", "{\"name\": \"z\"}"}) {
      all.patch(x, body);
    }
    all.send("PATCH", x, y, "Content-Type: text/plain");
    all.send("PATCH", x, " ".repeat(70_000), "Content-Type: application/json");
    for (String method : new String[] {"GET", "PATCH", "DELETE"}) {
      all.send(method, method.equals("GET") ? tags : x, y, "Expect: x");
    }
    server.store().refuseWith(new Unsaved(Unsaved.Cause.DISK, Duration.ofSeconds(9)));
    all.patch(x, y);
    all.delete(x);
    all.send("POST", hosts, "");
    server.store().refuseWith(null);
    all.send("POST", hosts, "");
    all.delete(x + "?x=1");
    writer.patch(x, y);
    all.patch(tags + "/y", "{\"name\": \"x\"}");
    all.delete(x);
  }

  private void useSecrets(ApiClient all, ApiClient reader, ApiClient stranger) throws IOException {
    String secrets = "/-/api/v1/secrets";
    String body =
        """
        {"name": "shop", "scopes": ["create", "read"], "creationsPerHour": 10, "tags": ["x"],
         "expiresAt": "9999-01-01T00:00:00Z", "domains": ["DEFAULT"]}
        """;
    String json = "Content-Type: application/json";
    all.send("POST", secrets, body, json);
    all.send("POST", secrets, "{", json);
    all.send("POST", secrets, body, "Content-Type: text/plain");
    all.send("POST", secrets, "{\"name\": \"\", \"scopes\": []}", json);
    all.send("POST", secrets, " ".repeat(70_000), json);
    all.send("POST", secrets, body, json, "Expect: x");
    for (ApiClient client : List.of(all, reader, stranger)) {
      client.get(secrets);
      client.get(secrets + "?x=1");
      client.send("POST", secrets, body, json);
      client.delete(secrets + "/99");
      client.delete(secrets + "/99?x=1");
    }
    all.send("GET", secrets, body, "Expect: x");
    all.send("DELETE", secrets + "/1", body, "Expect: x");
    server.credentials().fill(true);
    all.send("POST", secrets, body, json);
    server.credentials().fill(false);
    server.credentials().refuseWith(new CredentialStore.Unsaved("a test", Duration.ofSeconds(9)));
    all.send("POST", secrets, body, json);
    all.delete(secrets + "/1");
    server.credentials().refuseWith(null);
    all.delete(secrets + "/1");
  }

  /** The methods of a path are those of its Allow header, HEAD beside GET, and OPTIONS. */
  @Test
  void theMethodsOfAPathAreThoseThatItAllows() throws IOException {
    ApiDescription file = new ApiDescription(server);
    ApiClient client = new ApiClient(server, secrets.of(Scope.ADMIN));
    for (var path : JsonSchema.object(file.root().get("paths")).entrySet()) {
      List<String> methods = new ArrayList<>(List.of("OPTIONS"));
      for (String method : JsonSchema.object(path.getValue()).keySet()) {
        if (!method.equals("parameters")) {
          methods.add(method.toUpperCase(Locale.ROOT));
        }
      }
      if (methods.contains("GET")) {
        methods.add("HEAD");
      }
      String target =
          "/-/api/v1"
              + path.getKey()
                  .replace("{version}", "1")
                  .replace("{shortCode}", "docs")
                  .replace("{tag}", "x")
                  .replace("{host}", "x")
                  .replace("{id}", "1")
                  .replace("{number}", "1")
                  .replace("{name}", "d.example");
      assertThat(client.send("OPTIONS", target, "").header("Allow").split(", "))
          .as(target)
          .containsExactlyInAnyOrderElementsOf(methods);
    }
  }

  @Test
  void theFileIsThereForEverybodyWhereTheApiIs() throws IOException {
    ApiDescription file = new ApiDescription(server);
    assertThat(file.root()).containsEntry("openapi", "3.1.0");
    assertThat(server.ask(TestServer.request("HEAD", PATH)).status()).isEqualTo(200);
    assertThat(server.ask(TestServer.request("POST", PATH)).status()).isEqualTo(405);
    try (TestServer off = new TestServer()) {
      assertThat(off.get(PATH).status()).isEqualTo(404);
    }
  }
}
