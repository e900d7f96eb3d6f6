package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static gotourl.http.ApiClient.ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.TestServer.Setup;
import gotourl.support.KnownSecrets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Imports, exports and jobs over the API. */
class ApiMovingTest {

  private static final String API = "/-/api/v1/";
  private static final String IMPORT = API + "import";
  private static final String EXPORT = API + "export";

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server = new TestServer(Setup.USUAL, secrets);
  private final ApiClient admin;

  ApiMovingTest() throws IOException {
    admin = new ApiClient(server, secrets.of(Scope.ADMIN));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Told bringIn(String query, String body) throws IOException {
    return admin.send("POST", IMPORT + query, body, "Content-Type: application/octet-stream");
  }

  private static String row(int i) {
    return "{\"shortCode\":\"c%d\",\"longUrl\":\"https://example.org/%d\"}\n".formatted(i, i);
  }

  @Test
  void aFileLongerThanAnyOtherBodyComesIn() throws IOException {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 3_000; i++) {
      rows.append(row(i));
    }
    Told told = bringIn("", rows.toString());
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.json())
        .containsEntry("state", "done")
        .containsEntry("rows", counts(3_000, 0, 0));
    assertThat(server.store().size()).isEqualTo(3_000);
    assertThat(server.get("/c2999").one("Location")).isEqualTo("https://example.org/2999");
    assertThat(bringIn("", rows.toString()).json())
        .as("twice changes nothing")
        .containsEntry("rows", counts(0, 3_000, 0));
  }

  private static Map<String, Object> counts(long fresh, long same, long refused) {
    return Map.of(
        "new", fresh, "same", same, "replaced", 0L, "renamed", 0L, "taken", 0L, "refused", refused);
  }

  @Test
  void anyFormatIsRecognisedAndGzipUnpacked() throws IOException {
    assertThat(bringIn("", "keyword;url;title\nyourls;https://example.org/y;A\n").json())
        .containsEntry("rows", counts(1, 0, 0));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(row(1).getBytes(StandardCharsets.UTF_8));
    }
    try (RawClient client = server.connect()) {
      client.send(
          "POST %s HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\nContent-Type: application/gzip\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(
                  IMPORT,
                  secrets.of(Scope.ADMIN),
                  packed.size(),
                  packed.toString(StandardCharsets.ISO_8859_1)));
      assertThat(client.read(false).status()).isEqualTo(200);
    }
    assertThat(server.get("/yourls").one("Location")).isEqualTo("https://example.org/y");
    assertThat(server.get("/c1").one("Location")).isEqualTo("https://example.org/1");
  }

  @Test
  void aDryRunChangesNothingAndItsReportHasEachRow() throws IOException {
    Told told = bringIn("?dryRun=true&allRows=true", row(1) + row(1));
    assertThat(told.json()).containsEntry("rows", counts(1, 1, 0));
    assertThat(server.store().size()).isZero();
    assertThat(admin.get(told.header("Location") + "/report").rows())
        .extracting(row -> row.get("row") + " " + row.get("outcome"))
        .containsExactly("line 1 new", "line 2 same");
  }

  @Test
  void whatCannotBeFinishedIsAProblemAndAJob() throws IOException {
    Told told = bringIn("", "neither this nor that");
    assertThat(told.status()).isEqualTo(422);
    assertThat(told.problem()).isEqualTo("not-finished");
    assertThat(admin.get(told.header("Location")).json())
        .containsEntry("state", "failed")
        .containsEntry("kind", "import");
  }

  @Test
  void aClientThatGoesAwayLeavesWhatWasReadAndAFailedJob() throws Exception {
    try (RawClient client = server.connect()) {
      client.send(
          "POST %s HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nContent-Length: 9000000\r\n\r\n%s"
              .formatted(
                  IMPORT + "?from=goto", secrets.of(Scope.ADMIN), ROWS, row(1).repeat(2_000)));
    }
    Object state = "running";
    while ("running".equals(state) || state == null) {
      state = admin.get(API + "jobs/1").field("state");
    }
    assertThat(state).isEqualTo("failed");
    assertThat(String.valueOf(admin.get(API + "jobs/1").field("message")))
        .contains("importing it again is safe");
  }

  @Test
  void aJobIsSeenWhileItRunsAndEndsWhenItIsToldTo() throws Exception {
    try (RawClient client = server.connect()) {
      client.send(
          "POST %s HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\nTransfer-Encoding: chunked\r\n\r\n"
              .formatted(IMPORT + "?from=goto", secrets.of(Scope.ADMIN), ROWS));
      client.send(chunk(row(1).repeat(60_000)));
      while (!"running".equals(admin.get(API + "jobs/1").field("state"))) {
        Thread.onSpinWait();
      }
      assertThat(admin.delete(API + "jobs/1").status()).isEqualTo(202);
      client.send(chunk(row(2).repeat(60_000)) + "0\r\n\r\n");
      assertThat(client.read(false).status()).isEqualTo(422);
    }
    assertThat(admin.get(API + "jobs/1").json()).containsEntry("state", "cancelled");
    assertThat(admin.get(API + "jobs").list("jobs")).hasSize(1);
  }

  private static String chunk(String bytes) {
    return Integer.toHexString(bytes.length()) + "\r\n" + bytes + "\r\n";
  }

  @Test
  void anExportComesInChunksAndIsWhole() throws IOException {
    bringIn("", row(1) + row(2));
    Told told = admin.get(EXPORT);
    assertThat(told.header("Transfer-Encoding")).isEqualTo("chunked");
    assertThat(told.header("Content-Disposition"))
        .isEqualTo("attachment; filename=\"goto-export.ndjson\"");
    assertThat(told.rows())
        .extracting(row -> row.get("type"))
        .containsExactly("export", "domain", "link", "link", "end");
    Told csv = admin.get(EXPORT + "?form=csv");
    assertThat(csv.header("Content-Type")).startsWith("text/csv");
    assertThat(csv.response().body()).contains("https://example.org/1");
  }

  /** What opens something is for those who may do everything; all of it is for no limited one. */
  @Test
  void whoMayWhatIsKept() throws IOException {
    bringIn("", row(1));
    ApiClient reader = new ApiClient(server, secrets.of(Scope.READ));
    assertThat(reader.get(EXPORT).status()).isEqualTo(200);
    assertThat(reader.get(EXPORT + "?sensitive=true").status()).isEqualTo(403);
    assertThat(reader.get(EXPORT).response().body()).doesNotContain("\"generator\"", "\"hash\"");
    assertThat(admin.get(EXPORT + "?sensitive=true").response().body()).contains("\"generator\"");
    for (String path : List.of(API + "jobs", API + "jobs/1", API + "jobs/1/report")) {
      assertThat(reader.get(path).status()).as(path).isEqualTo(404);
    }
    for (Scope scope : Set.of(Scope.CREATE, Scope.WRITE, Scope.READ)) {
      ApiClient some = new ApiClient(server, secrets.of(scope));
      assertThat(some.send("POST", IMPORT, row(2), "Content-Type: " + ROWS).status())
          .as(scope.name())
          .isEqualTo(404);
      assertThat(some.send("POST", API + "backup", "").status()).isEqualTo(404);
      if (scope != Scope.READ) {
        assertThat(some.get(EXPORT).status()).isEqualTo(404);
      }
    }
    assertThat(new ApiClient(server, "").get(EXPORT).status()).isEqualTo(401);
    assertThat(server.store().size()).isEqualTo(1);
  }

  @Test
  void headAndOptionsAreAnsweredAndOtherMethodsNot() throws IOException {
    assertThat(admin.send("HEAD", EXPORT, "").status()).isEqualTo(200);
    assertThat(admin.send("OPTIONS", EXPORT, "").header("Allow")).isEqualTo("GET, HEAD, OPTIONS");
    assertThat(admin.send("OPTIONS", IMPORT, "").header("Allow")).isEqualTo("POST, OPTIONS");
    assertThat(admin.get(IMPORT).status()).isEqualTo(405);
    assertThat(admin.send("POST", EXPORT, "").status()).isEqualTo(405);
    assertThat(admin.get(API + "jobs/1/x").status()).isEqualTo(404);
    assertThat(admin.get(API + "jobs/../links").status()).isEqualTo(404);
    assertThat(admin.get(API + "jobs/99999999999999999999").status()).isEqualTo(404);
    assertThat(admin.get(EXPORT + "/x").status()).isEqualTo(404);
  }

  @Test
  void theReportStaysWhatItWasWhenTheLinkIsGone() throws IOException {
    Told told = bringIn("?allRows=true", row(1));
    admin.delete(LINKS + "/c1?purge=true");
    assertThat(admin.get(told.header("Location") + "/report").rows()).hasSize(1);
  }
}
