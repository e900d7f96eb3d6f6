package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static gotourl.http.ApiClient.ROWS;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.RawClient.Response;
import gotourl.http.TestServer.Setup;
import gotourl.link.LinkStore.Unsaved;
import gotourl.support.JsonTree;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Many links in one call, made and told of while it comes. */
class BulkTest {

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofHours(1);

  private final KnownSecrets secrets = new KnownSecrets();
  private TestServer server = new TestServer(Setup.USUAL, secrets);

  @AfterEach
  void close() {
    server.close();
  }

  private void restart(Setup setup) {
    server.close();
    server = new TestServer(setup, secrets);
  }

  private ApiClient admin() throws IOException {
    return new ApiClient(server, secrets.of(Scope.ADMIN));
  }

  private static String row(int i) {
    return "{\"longUrl\":\"https://example.org/" + i + "\"}\n";
  }

  private static String rows(int count) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < count; i++) {
      rows.append(row(i));
    }
    return rows.toString();
  }

  private String head(String more) {
    return "POST %s HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\nContent-Type: %s\r\n%s\r\n"
        .formatted(LINKS, secrets.of(Scope.ADMIN), ROWS, more);
  }

  private String chunkedHead() {
    return head("Transfer-Encoding: chunked\r\n");
  }

  private static String chunk(String bytes) {
    return Integer.toHexString(bytes.length()) + "\r\n" + bytes + "\r\n";
  }

  private static Map<String, @Nullable Object> object(byte[] line) {
    return JsonTree.object(new String(line, StandardCharsets.UTF_8));
  }

  // What becomes of rows.

  @Test
  void eachRowHasItsResultInItsPlace() throws IOException {
    Told told =
        admin()
            .postRows(
                """
                {"longUrl":"https://example.org/a","shortCode":"a","title":"A"}

                {"longUrl":"javascript:alert(1)"}
                {"longUrl":"https://example.org/b","shortCode":"a"}
                {"longUrl":"https://example.org/c","colour":1}
                nonsense
                {"longUrl":"https://example.org/d","codePrefix":"p/"}\
                """);
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.rows())
        .extracting(row -> row.get("row") + " " + row.get("status"))
        .containsExactly("1 201", "3 422", "4 409", "5 400", "6 400", "7 201");
    assertThat(told.rows().getFirst())
        .containsEntry("shortCode", "a")
        .containsEntry("shortUrl", "http://goto.example/a");
    assertThat(String.valueOf(told.rows().get(2).get("problem"))).contains("code-taken");
    assertThat(String.valueOf(told.rows().get(3).get("problem"))).contains("colour");
    assertThat(String.valueOf(told.rows().getLast().get("shortCode"))).startsWith("p/");
    assertThat(admin().get(LINKS + "/a").json()).containsEntry("title", "A");
    assertThat(server.get("/a").one("Location")).isEqualTo("https://example.org/a");
  }

  @Test
  void aBodyMayBeLongerThanAnyOther() throws IOException {
    int count = 5_000;
    Told told = admin().postRows(rows(count));
    assertThat(told.rows())
        .hasSize(count)
        .allMatch(row -> Long.valueOf(201).equals(row.get("status")));
    assertThat(server.store().size()).isEqualTo(count);
  }

  @Test
  void ofARowThatIsTooLongThatIsTold() throws IOException {
    String longRow =
        "{\"longUrl\":\"https://example.org/\",\"note\":\"" + "x".repeat(70_000) + "\"}\n";
    Told told = admin().postRows(row(1) + longRow + row(3));
    assertThat(told.rows()).extracting(row -> row.get("status")).containsExactly(201L, 413L, 201L);
  }

  @Test
  void whatTheDiskRefusesIsToldRowByRow() throws IOException {
    server.store().refuseWith(new Unsaved(Unsaved.Cause.DISK, Duration.ofSeconds(9)));
    assertThat(admin().postRows(rows(3)).rows())
        .hasSize(3)
        .allSatisfy(row -> assertThat(String.valueOf(row.get("problem"))).contains("not-saved"));
  }

  @Test
  void aQuotaIsUsedUpRowByRow() throws IOException {
    ApiClient limited = new ApiClient(server, secrets.limited(2, Scope.CREATE));
    assertThat(limited.postRows("{\"longUrl\":\"x\"}\n" + rows(3)).rows())
        .extracting(row -> row.get("status"))
        .containsExactly(422L, 201L, 201L, 429L);
  }

  @Test
  void noRowsHaveNoResults() throws IOException {
    Told told = admin().postRows("");
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.response().body()).isEmpty();
  }

  // Who may.

  @Test
  void whoMayNotHearsItBeforeAnyRowIsLookedAt() throws IOException {
    assertThat(new ApiClient(server, "").postRows(rows(1)).status()).isEqualTo(401);
    assertThat(new ApiClient(server, secrets.of(Scope.READ)).postRows(rows(1)).status())
        .isEqualTo(403);
    assertThat(new ApiClient(server, secrets.of(Scope.WRITE)).postRows(rows(1)).status())
        .isEqualTo(404);
    assertThat(admin().postRows(rows(1), "Content-Encoding: gzip").status()).isEqualTo(415);
    assertThat(admin().send("POST", LINKS + "?x=1", rows(1), "Content-Type: " + ROWS).problem())
        .isEqualTo("invalid");
    assertThat(server.store().size()).isZero();
  }

  @Test
  void whoIsRefusedInTheMiddleOfTheBodyIsToldAndTheConnectionEnds() throws IOException {
    try (RawClient client = server.connect()) {
      client.send(
          "POST "
              + LINKS
              + " HTTP/1.1\r\nHost: h\r\nContent-Type: "
              + ROWS
              + "\r\n"
              + "Content-Length: 1000000\r\n\r\n"
              + row(1));
      Response response = client.read();
      assertThat(response.status()).isEqualTo(401);
      assertThat(response.one("Connection")).isEqualTo("close");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  // While it comes.

  @Test
  void aRowIsToldOfBeforeTheNextOneIsThere() throws IOException {
    try (RawClient client = server.connect()) {
      client.send(chunkedHead());
      for (int i = 1; i <= 3; i++) {
        client.send(chunk(row(i)));
        if (i == 1) {
          assertThat(client.readHead().one("Content-Type")).isEqualTo(ROWS);
        }
        assertThat(object(client.chunk())).containsEntry("row", (long) i);
      }
      client.send("0\r\n\r\n" + TestServer.request("GET", "/none"));
      assertThat(client.chunk()).isEmpty();
      assertThat(client.read().status()).isEqualTo(404);
    }
  }

  @Test
  void whoDoesNotReadIsNotReadAndHearsOfEveryRowOnceHeDoes() throws Exception {
    int count = 100_000;
    Socket socket = new Socket();
    socket.setReceiveBufferSize(4_096);
    socket.connect(server.address());
    try (RawClient client = new RawClient(socket);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String rows = rows(count);
      Future<?> sending =
          threads.submit(() -> {
            client.send(head("Content-Length: " + rows.length() + "\r\n") + rows);
            return null;
          });
      long before = -1;
      while (before != server.store().size() || before == 0) {
        before = server.store().size();
        Thread.sleep(200);
      }
      assertThat(before).isLessThan(count);
      assertThat(client.read().body().lines()).hasSize(count);
      sending.get();
    }
  }

  @Test
  void whoGoesAwayLeavesRoomForOthers() throws IOException {
    for (int i = 0; i < 3 * ApiPages.STREAMED_MAX; i++) {
      try (RawClient client = server.connect()) {
        client.send(chunkedHead() + chunk(row(i)));
        Response head = client.readHead();
        assertThat(head.status()).isIn(200, 503); // until it was noticed
      }
    }
    while (admin().postRows(row(1)).status() == 503) {
      Thread.onSpinWait();
    }
  }

  @Test
  void beyondSomeAtOnceTheServerIsBusy() throws IOException {
    List<RawClient> clients = new ArrayList<>();
    try {
      for (int i = 0; i < ApiPages.STREAMED_MAX; i++) {
        RawClient client = server.connect();
        clients.add(client);
        client.send(chunkedHead() + chunk(row(i)));
        assertThat(client.readHead().status()).isEqualTo(200);
      }
      assertThat(admin().postRows(row(1)).problem()).isEqualTo("busy");
      assertThat(admin().post("{\"longUrl\":\"https://example.org/\"}").status()).isEqualTo(201);
    } finally {
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  // What ends it early.

  @Test
  void aBrokenBodyEndsItWithALastWord() throws IOException {
    try (RawClient client = server.connect()) {
      client.send(chunkedHead() + chunk(row(1)) + "no chunk\r\n");
      List<String> lines = new ArrayList<>();
      assertThat(client.readHead().status()).isEqualTo(200);
      for (byte[] chunk = client.chunk(); chunk.length > 0; chunk = client.chunk()) {
        new String(chunk, StandardCharsets.UTF_8).lines().forEach(lines::add);
      }
      assertThat(lines).hasSize(2);
      assertThat(JsonTree.object(lines.getLast()))
          .containsEntry("row", 2L)
          .containsEntry("status", 400L);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aBodyThatStopsComingEndsItWithALastWord() throws IOException {
    restart(
        Setup.USUAL.limits(
            new Limits(
                LONG,
                SHORT,
                500,
                LONG,
                LONG,
                LONG,
                Duration.ofSeconds(2),
                LONG,
                Duration.ofMillis(10),
                100)));
    try (RawClient client = server.connect()) {
      client.send(chunkedHead() + chunk(row(1)));
      Response told = client.read();
      assertThat(told.body().lines()).hasSize(2);
      assertThat(JsonTree.object(told.body().lines().toList().getLast()))
          .containsEntry("row", 2L)
          .containsEntry("status", 408L);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aServerThatStopsSaysWhichRowItHasNotSeen() throws Exception {
    try (RawClient client = server.connect()) {
      client.send(chunkedHead() + chunk(row(1) + row(2)));
      assertThat(client.readHead().status()).isEqualTo(200);
      assertThat(client.chunk()).isNotEmpty();
      Thread drain = Thread.ofVirtual().start(() -> server.server().drain(Duration.ofSeconds(20)));
      String last = "";
      for (byte[] chunk = client.chunk(); chunk.length > 0; chunk = client.chunk()) {
        last = new String(chunk, StandardCharsets.UTF_8).strip();
      }
      assertThat(JsonTree.object(last.substring(last.lastIndexOf('\n') + 1)))
          .containsEntry("row", 3L)
          .containsEntry("status", 503L);
      assertThat(client.readToEnd()).isEmpty();
      client.hangUp();
      drain.join();
    }
  }

  // Other versions of HTTP.

  @Test
  void aClientThatKnowsNoChunksReadsToTheEnd() throws IOException {
    try (RawClient client = server.connect()) {
      String rows = rows(2);
      client.send(
          head("Content-Length: " + rows.length() + "\r\n").replace("HTTP/1.1", "HTTP/1.0") + rows);
      Response head = client.readHead();
      assertThat(head.one("Transfer-Encoding")).isEmpty();
      assertThat(head.one("Connection")).isEqualTo("close");
      assertThat(client.readToEnd().lines()).hasSize(2);
    }
  }

  @Test
  void overHttp2RowsAreToldOfWhileMoreAreToCome() throws IOException {
    try (FrameClient client = FrameClient.connect(server.address())) {
      int stream = begin(client);
      for (int i = 1; i <= 3; i++) {
        client.data(stream, row(i), i == 3);
        FrameClient.Frame frame = client.await(FrameClient.DATA);
        assertThat(JsonTree.object(frame.text())).containsEntry("row", (long) i);
      }
      FrameClient.Frame end = client.await(FrameClient.DATA);
      assertThat(end.has(FrameClient.END_STREAM)).isTrue();
      assertThat(client.answer(client.request("GET", "/none")).status()).isEqualTo(404);
    }
  }

  @Test
  void overHttp2ABodyMayBeLongerThanAnyOther() throws IOException {
    try (FrameClient client = FrameClient.connect(server.address(), 4, 1 << 24)) {
      client.send(FrameClient.WINDOW_UPDATE, 0, 0, new byte[] {1, 0, 0, 0});
      int stream = begin(client);
      String part = rows(100);
      int room = 65_535;
      for (int i = 0; i < 50; i++) {
        while (room < part.length()) {
          FrameClient.Frame update = client.await(FrameClient.WINDOW_UPDATE);
          room += update.stream() == stream ? update.number(0) : 0;
        }
        client.data(stream, part, i == 49);
        room -= part.length();
      }
      assertThat(client.answer(stream).body().lines()).hasSizeLessThanOrEqualTo(5_000);
      assertThat(server.store().size()).isEqualTo(5_000);
    }
  }

  @Test
  void overHttp2WhoMayNotHearsItAndTheRestIsNotWanted() throws IOException {
    try (FrameClient client = FrameClient.connect(server.address())) {
      int stream =
          client.begin(
              FrameClient.END_HEADERS, FrameClient.block("POST", LINKS, "content-type", ROWS));
      FrameClient.Answer answer = client.answer(stream);
      assertThat(answer.status()).isEqualTo(401);
      assertThat(client.reset(stream)).isEqualTo(FrameClient.NO_ERROR);
    }
  }

  @Test
  void overHttp2AServerThatStopsSaysWhichRowItHasNotSeen() throws Exception {
    try (FrameClient client = FrameClient.connect(server.address())) {
      int stream = begin(client);
      client.data(stream, row(1), false);
      assertThat(JsonTree.object(client.await(FrameClient.DATA).text())).containsEntry("row", 1L);
      Thread drain = Thread.ofVirtual().start(() -> server.server().drain(Duration.ofSeconds(20)));
      FrameClient.Frame frame = Objects.requireNonNull(client.read());
      while (frame.type() != FrameClient.DATA) {
        frame = Objects.requireNonNull(client.read());
      }
      assertThat(JsonTree.object(frame.text()))
          .containsEntry("row", 2L)
          .containsEntry("status", 503L);
      client.hangUp();
      drain.join();
    }
  }

  private int begin(FrameClient client) throws IOException {
    return client.begin(
        FrameClient.END_HEADERS,
        FrameClient.block(
            "POST",
            LINKS,
            "content-type",
            ROWS,
            "authorization",
            "Bearer " + secrets.of(Scope.ADMIN)));
  }
}
