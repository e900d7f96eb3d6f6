package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.TestServer.Setup;
import gotourl.link.LinkStore.Unsaved;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Links over the API. */
class ApiTest {

  private static final String URL = "https://example.org/a";

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server = new TestServer(Setup.USUAL, secrets);
  private final ApiClient client = new ApiClient(server, secrets.of(Scope.ADMIN));

  ApiTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  // Making.

  @Test
  void aLinkIsMadeUnderAChosenCode() throws IOException {
    Told made = client.post("{\"longUrl\":\"HTTPS://Example.org/a\",\"shortCode\":\"docs\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo(LINKS + "/docs");
    assertThat(made.header("ETag")).isEqualTo("\"1\"");
    assertThat(made.header("Content-Type")).isEqualTo("application/json");
    assertThat(made.json().keySet())
        .containsExactly(
            "shortCode",
            "shortUrl",
            "longUrl",
            "domain",
            "title",
            "note",
            "tags",
            "enabled",
            "validSince",
            "validUntil",
            "forwardQuery",
            "redirectStatus",
            "cacheSeconds",
            "crawlable",
            "maxVisits",
            "rules",
            "hasPassword",
            "version",
            "author",
            "createdAt",
            "changedAt",
            "state",
            "visitsCounted",
            "importedVisits");
    assertThat(made.json())
        .containsEntry("shortCode", "docs")
        .containsEntry("shortUrl", "http://goto.example/docs")
        .containsEntry("longUrl", URL)
        .containsEntry("domain", null)
        .containsEntry("version", 1L)
        .containsEntry("changedAt", made.field("createdAt"));
    assertThat(server.get("/docs").one("Location")).isEqualTo(URL);
  }

  @Test
  void withoutACodeTheServerChoosesOne() throws IOException {
    Told made = client.post("{\"longUrl\":\"" + URL + "\",\"shortCode\":null}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(server.get("/" + made.field("shortCode")).one("Location")).isEqualTo(URL);
    assertThat(client.get(made.header("Location")).json()).isEqualTo(made.json());
  }

  @Test
  void theChosenCodeCanBeOfALengthAndBeginWithAPrefix() throws IOException {
    Told made =
        client.post("{\"longUrl\":\"" + URL + "\",\"codeLength\":4,\"codePrefix\":\"team/\"}");
    assertThat(String.valueOf(made.field("shortCode"))).startsWith("team/").hasSize(9);
    assertThat(made.header("Location")).startsWith(LINKS + "/team%2F");
    assertThat(client.get(made.header("Location")).json()).isEqualTo(made.json());
  }

  @Test
  void aTakenCodeIsAConflictThatNamesIt() throws IOException {
    client.post("{\"longUrl\":\"" + URL + "\",\"shortCode\":\"docs\"}");
    Told taken = client.post("{\"longUrl\":\"https://other.example/\",\"shortCode\":\"docs\"}");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.problem()).isEqualTo("code-taken");
    assertThat(taken.errors()).containsExactly("shortCode: belongs to another link");
    assertThat(String.valueOf(taken.field("detail"))).contains("docs");
    assertThat(server.get("/docs").one("Location")).isEqualTo(URL);
  }

  @Test
  void everyFaultOfABodyIsToldAtOnce() throws IOException {
    Told told =
        client.post(
            """
            {"longUrl":"javascript:alert(1)","shortCode":"a b","codeLength":"4","colour":1,"version":2,
             "longUrl":"x"}
            """);
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.problem()).isEqualTo("invalid");
    assertThat(told.errors())
        .satisfiesExactlyInAnyOrder(
            error -> assertThat(error).isEqualTo("longUrl: stands there more than once"),
            error -> assertThat(error).startsWith("longUrl: is refused: An address cannot begin"),
            error -> assertThat(error).startsWith("shortCode: is refused: a code consists of"),
            error -> assertThat(error).isEqualTo("codeLength: must be a whole number"),
            error -> assertThat(error).isEqualTo("colour: is unknown"),
            error -> assertThat(error).isEqualTo("version: is set by the server"));
  }

  @Test
  void whoChoosesTheCodeLeavesNothingToChoose() throws IOException {
    for (String more : new String[] {"\"codeLength\":4", "\"codePrefix\":\"a\""}) {
      assertThat(
              client
                  .post("{\"longUrl\":\"" + URL + "\",\"shortCode\":\"b\"," + more + "}")
                  .errors())
          .containsExactly("shortCode: leaves nothing to choose for codeLength and codePrefix");
    }
  }

  @Test
  void whatCanBeReadAndNotBeIsUnprocessable() throws IOException {
    Told told = client.post("{\"longUrl\":\"http://goto.example/x\",\"shortCode\":\"add\"}");
    assertThat(told.status()).isEqualTo(422);
    assertThat(told.problem()).isEqualTo("refused");
    assertThat(told.errors()).hasSize(2);
    assertThat(client.post("{\"longUrl\":\"https://e.org/" + "x".repeat(8_180) + "\"}").status())
        .isEqualTo(422);
    assertThat(client.post("{\"longUrl\":\"" + URL + "\",\"codeLength\":11}").errors())
        .containsExactly("codeLength: must be 1 to 10");
    assertThat(client.post("{\"longUrl\":\"" + URL + "\",\"codePrefix\":\"\"}").errors())
        .containsExactly("codePrefix: must not be empty");
    assertThat(client.post("{\"longUrl\":\"" + URL + "\",\"codePrefix\":\"a b\"}").status())
        .isEqualTo(422);
  }

  @Test
  void aLinkNeedsATarget() throws IOException {
    assertThat(client.post("{}").errors()).containsExactly("longUrl: is missing");
    assertThat(client.post("{\"longUrl\":null}").errors())
        .containsExactly("longUrl: must not be null: no link is without");
    assertThat(client.post("{\"longUrl\":7}").errors()).containsExactly("longUrl: must be a text");
  }

  @Test
  void onlyUncompressedJsonIsRead() throws IOException {
    String body = "{\"longUrl\":\"" + URL + "\"}";
    for (String type :
        new String[] {
          "",
          "Content-Type: text/plain",
          "Content-Type: application/x-www-form-urlencoded",
          "Content-Type: application/merge-patch+json",
          "Content-Type: application/jsonx",
          "Content-Type: application/json; charset=iso-8859-1",
          "Content-Type: application/json\r\nContent-Encoding: gzip",
        }) {
      Told told = client.send("POST", LINKS, body, type.isEmpty() ? "X: y" : type);
      assertThat(told.status()).as(type).isEqualTo(415);
      assertThat(told.problem()).isEqualTo("unsupported");
    }
    for (String type :
        new String[] {
          "application/json",
          "Application/JSON;charset=\"UTF-8\"",
          "application/json\r\nContent-Encoding: identity"
        }) {
      assertThat(client.send("POST", LINKS, body, "Content-Type: " + type).status()).isEqualTo(201);
    }
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItIsRead() throws IOException {
    try (RawClient raw = server.connect()) {
      raw.send(
          "POST "
              + LINKS
              + " HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
              + "Content-Length: 65537\r\n\r\n");
      RawClient.Response response = raw.read();
      assertThat(response.status()).isEqualTo(413);
      assertThat(response.one("Content-Type")).isEqualTo("application/problem+json");
      assertThat(response.body()).contains("urn:goto:problem:too-large");
    }
    try (FrameClient frames = FrameClient.connect(server.address())) {
      FrameClient.Answer answer =
          frames.answer(frames.open("POST", LINKS, "content-length", "65537"));
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.body()).contains("urn:goto:problem:too-large");
    }
    String room = " ".repeat(65_536 - URL.length() - "{\"longUrl\":\"\"}".length());
    assertThat(client.post(room + "{\"longUrl\":\"" + URL + "\"}").status()).isEqualTo(201);
  }

  @Test
  void whatTheStoreCannotSaveIsTriedAgainLater() throws IOException {
    server.store().refuseWith(new Unsaved(Unsaved.Cause.DISK, Duration.ofSeconds(9)));
    Told told = client.post("{\"longUrl\":\"" + URL + "\",\"shortCode\":\"docs\"}");
    assertThat(told.status()).isEqualTo(503);
    assertThat(told.problem()).isEqualTo("not-saved");
    assertThat(told.header("Retry-After")).isEqualTo("9");
  }

  // Looking.

  @Test
  void aLinkIsFoundByItsCodeHoweverThatIsWritten() throws IOException {
    server.link("a/b", URL);
    server.link("Grüße", URL);
    for (String path : new String[] {"/a/b", "/a%2Fb", "/a%2fb", "/%61/b"}) {
      assertThat(client.get(LINKS + path).field("shortCode")).isEqualTo("a/b");
    }
    assertThat(client.get(LINKS + "/Gr%C3%BC%C3%9Fe").field("shortUrl"))
        .isEqualTo("http://goto.example/Gr%C3%BC%C3%9Fe");
  }

  @Test
  void whatIsNotThereIsNotFound() throws IOException {
    for (String path :
        new String[] {
          "/-/api/x",
          "/-/api/v1",
          "/-/api/v2/links",
          "/-/api/v1/",
          "/-/api/v1/link",
          LINKS + "/",
          LINKS + "/none",
          LINKS + "/..",
          LINKS + "/a//b",
          LINKS + "/%ff",
          LINKS + "/%"
        }) {
      Told told = client.get(path);
      assertThat(told.status()).as(path).isEqualTo(404);
      assertThat(told.problem()).isEqualTo("not-found");
    }
  }

  @Test
  void aVersionThatTheClientHasIsNotSentAgain() throws IOException {
    server.link("docs", URL);
    for (String tags : new String[] {"\"1\"", "W/\"1\"", "*", "\"7\", \"1\""}) {
      Told told = client.get(LINKS + "/docs", "If-None-Match: " + tags);
      assertThat(told.status()).as(tags).isEqualTo(304);
      assertThat(told.header("ETag")).isEqualTo("\"1\"");
      assertThat(told.response().body()).isEmpty();
    }
    assertThat(client.get(LINKS + "/docs", "If-None-Match: \"2\"").status()).isEqualTo(200);
    assertThat(client.get(LINKS + "/docs", "If-Match: \"2\"").status()).isEqualTo(412);
    assertThat(client.get(LINKS + "/docs", "If-None-Match: 1").status()).isEqualTo(400);
  }

  @Test
  void headIsGetWithoutTheBody() throws IOException {
    server.link("docs", URL);
    Told got = client.get(LINKS + "/docs");
    Told head = client.send("HEAD", LINKS + "/docs", "");
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.header("Content-Length")).isEqualTo(got.header("Content-Length"));
    assertThat(client.send("HEAD", LINKS, "").status()).isEqualTo(200);
    assertThat(client.send("HEAD", LINKS + "/none", "").status()).isEqualTo(404);
  }

  @Test
  void otherMethodsAreToldWhichThereAre() throws IOException {
    server.link("docs", URL);
    for (String path : new String[] {LINKS, LINKS + "/docs"}) {
      String methods =
          path.equals(LINKS) ? "GET, HEAD, POST, OPTIONS" : "GET, HEAD, PATCH, DELETE, OPTIONS";
      Told options = client.send("OPTIONS", path, "");
      assertThat(options.status()).isEqualTo(204);
      assertThat(options.header("Allow")).isEqualTo(methods);
      assertThat(options.header("Access-Control-Allow-Origin")).isEmpty();
      for (String method : new String[] {"PUT", "TRACE", "get", "COPY"}) {
        Told told = client.send(method, path, "");
        assertThat(told.status()).isEqualTo(405);
        assertThat(told.problem()).isEqualTo("method-not-allowed");
        assertThat(told.header("Allow")).isEqualTo(methods);
      }
    }
  }

  // Changing.

  @Test
  void anEditChangesWhatItNames() throws IOException {
    server.link("docs", URL);
    for (String type : new String[] {"application/merge-patch+json", "application/json"}) {
      String target = "https://example.org/" + type;
      Told told =
          client.send(
              "PATCH",
              LINKS + "/docs",
              "{\"longUrl\":\"" + target + "\"}",
              "Content-Type: " + type);
      assertThat(told.status()).isEqualTo(200);
      assertThat(told.field("longUrl")).isEqualTo(target);
      assertThat(told.header("ETag")).isEqualTo("\"" + told.field("version") + "\"");
      assertThat(server.get("/docs").one("Location")).isEqualTo(target);
    }
    assertThat(client.patch(LINKS + "/docs", "{}").field("version")).isEqualTo(3L);
  }

  @Test
  void anEditChangesNothingElse() throws IOException {
    server.link("docs", URL);
    Told told =
        client.patch(
            LINKS + "/docs",
            """
            {"longUrl":null,"shortCode":"x","shortUrl":"x","version":1,"createdAt":"x","domain":null,"x":{}}
            """);
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.errors())
        .containsExactly(
            "longUrl: must not be null: no link is without",
            "shortCode: is chosen when the link is made, and stays",
            "shortUrl: is set by the server",
            "version: is set by the server",
            "createdAt: is set by the server",
            "domain: is chosen when the link is made, and stays",
            "x: is unknown");
    assertThat(client.get(LINKS + "/docs").field("version")).isEqualTo(1L);
    assertThat(client.patch(LINKS + "/docs", "{\"longUrl\":\"x\"}").status()).isEqualTo(422);
    assertThat(client.patch(LINKS + "/none", "{\"longUrl\":\"" + URL + "\"}").status())
        .isEqualTo(404);
  }

  @Test
  void aConditionIsMetOrNothingChanges() throws IOException {
    server.link("docs", URL);
    String body = "{\"longUrl\":\"https://example.org/b\"}";
    for (String tags : new String[] {"\"2\"", "W/\"1\"", "\"01\"", "\"x\", \"3\""}) {
      Told edit = client.patch(LINKS + "/docs", body, "If-Match: " + tags);
      assertThat(edit.status()).as(tags).isEqualTo(412);
      assertThat(edit.problem()).isEqualTo("outdated");
      assertThat(client.delete(LINKS + "/docs", "If-Match: " + tags).status()).isEqualTo(412);
    }
    assertThat(client.patch(LINKS + "/docs", body, "If-Match: 1").status()).isEqualTo(400);
    assertThat(client.get(LINKS + "/docs").field("version")).isEqualTo(1L);
    assertThat(client.patch(LINKS + "/docs", body, "If-Match: \"5\", \"1\"").status())
        .isEqualTo(200);
    assertThat(client.patch(LINKS + "/docs", "{}", "If-Match: *").status()).isEqualTo(200);
    assertThat(client.delete(LINKS + "/docs", "If-Match: \"2\"").status()).isEqualTo(204);
  }

  @Test
  void ofManyWhoSawTheSameVersionOneChangesIt() throws Exception {
    server.link("docs", URL);
    List<Callable<Integer>> edits = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      String body = "{\"longUrl\":\"https://example.org/by/" + i + "\"}";
      edits.add(() -> client.patch(LINKS + "/docs", body, "If-Match: \"1\"").status());
    }
    List<Integer> statuses = new ArrayList<>();
    try (ExecutorService editors = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> edit : editors.invokeAll(edits)) {
        statuses.add(edit.get());
      }
    }
    assertThat(statuses).containsOnlyOnce(200).filteredOn(status -> status == 412).hasSize(15);
    assertThat(client.get(LINKS + "/docs").field("version")).isEqualTo(2L);
  }

  @Test
  void whatIsReleasedIsGone() throws IOException {
    server.link("docs", URL);
    Told removed = client.delete(LINKS + "/docs?release=true");
    assertThat(removed.status()).isEqualTo(204);
    assertThat(removed.response().body()).isEmpty();
    assertThat(removed.response().all("Content-Length")).isEmpty();
    assertThat(client.delete(LINKS + "/docs?release=true").status()).isEqualTo(404);
    assertThat(server.get("/docs").status()).isEqualTo(404);
  }

  // Listing.

  @Test
  void allLinksComePageByPage() throws IOException {
    for (int i = 0; i < 25; i++) {
      server.link("c" + i, URL + i);
    }
    List<Object> codes = new ArrayList<>();
    String cursor = "";
    int pages = 0;
    do {
      Told page = client.get(LINKS + "?limit=10&order=oldest" + cursor);
      assertThat(page.status()).isEqualTo(200);
      page.list("links").forEach(link -> codes.add(link.getOrDefault("shortCode", "")));
      cursor = page.field("next") == null ? "" : "&cursor=" + page.field("next");
      pages++;
    } while (!cursor.isEmpty());
    assertThat(pages).isEqualTo(3);
    assertThat(codes).hasSize(25).startsWith("c0", "c1").endsWith("c24");
    assertThat(client.get(LINKS + "?limit=1").list("links").getFirst())
        .containsEntry("shortCode", "c24");
    assertThat(client.get(LINKS).list("links").getFirst())
        .isEqualTo(client.get(LINKS + "/c24").json());
  }

  @Test
  void aListIsOfWhatIsAskedFor() throws IOException {
    server.link("one", "https://example.org/A+b");
    server.link("two", "https://example.org/c");
    assertThat(codes("?search=a%2Bb")).containsExactly("one");
    assertThat(codes("?search=TWO")).containsExactly("two");
    assertThat(codes("?search=a+b")).isEmpty();
    String made = String.valueOf(client.get(LINKS + "/two").field("createdAt"));
    assertThat(codes("?createdBefore=2020-01-01T00:00:00Z")).isEmpty();
    assertThat(codes("?createdAfter=2020-01-01T01:00:00%2B01:00")).containsExactly("two", "one");
    assertThat(codes("?createdAfter=" + made + "&search=two")).containsExactly("two");
    assertThat(codes("?createdBefore=" + made + "&search=two")).isEmpty();
  }

  @Test
  void everyFaultOfAQueryIsToldAtOnce() throws IOException {
    Told told =
        client.get(
            LINKS
                + "?limit=1001&cursor=x&order=up&search=&createdAfter=today&createdBefore=2026-02-30T00:00:00Z"
                + "&folder=a&limit=1");
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.problem()).isEqualTo("invalid");
    assertThat(told.errors())
        .satisfiesExactly(
            error -> assertThat(error).isEqualTo("limit: must be a whole number, 1 to 1000"),
            error -> assertThat(error).isEqualTo("order: must be newest or oldest"),
            error -> assertThat(error).startsWith("search: cannot be looked for"),
            error -> assertThat(error).startsWith("createdAfter: must be a time like"),
            error -> assertThat(error).startsWith("createdBefore: must be a time like"),
            error -> assertThat(error).isEqualTo("folder: is unknown"),
            error -> assertThat(error).isEqualTo("limit: stands there more than once"),
            error -> assertThat(error).startsWith("cursor: cannot be used: the cursor is garbled"));
    assertThat(client.get(LINKS + "?limit=%zz").problem()).isEqualTo("malformed");
    assertThat(client.get(LINKS + "/a?x=y").errors()).containsExactly("x: is unknown");
  }

  private List<Object> codes(String query) throws IOException {
    Told page = client.get(LINKS + query);
    assertThat(page.status()).as(query).isEqualTo(200);
    return page.list("links").stream()
        .map((Map<String, Object> link) -> link.getOrDefault("shortCode", ""))
        .toList();
  }
}
