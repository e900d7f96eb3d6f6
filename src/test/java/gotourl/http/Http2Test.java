package gotourl.http;

import static gotourl.http.FrameClient.HEADERS;
import static gotourl.http.FrameClient.NO_ERROR;
import static gotourl.http.FrameClient.PROTOCOL_ERROR;
import static gotourl.http.FrameClient.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.FrameClient.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests on streams, and what is wrong with some. */
class Http2Test {

  private static final String FORM = "application/x-www-form-urlencoded";

  private static final int HALF_BODY = Limits.BODY_BYTES_MAX / 2;

  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  private FrameClient connect() throws IOException {
    return FrameClient.connect(server.address());
  }

  private Answer ask(String method, String path, String... fields) throws IOException {
    try (FrameClient client = connect()) {
      return client.answer(client.request(method, path, fields));
    }
  }

  /** A header of exactly these fields, and no body. */
  private Answer askExactly(String... fields) throws IOException {
    try (FrameClient client = connect()) {
      return client.answer(client.begin(WHOLE, FrameClient.block(List.of(fields))));
    }
  }

  @Test
  void aLinkRedirects() throws IOException {
    server.link("go", "https://example.org/a?b");
    Answer answer = ask("GET", "/go");
    assertThat(answer.status()).isEqualTo(302);
    assertThat(answer.field("location")).isEqualTo("https://example.org/a?b");
    assertThat(answer.field("content-length")).isEqualTo("0");
    assertThat(answer.field("date")).endsWith("GMT");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void theLongestTargetFitsOneFrame() throws IOException {
    String target = "https://example.org/" + "x".repeat(8_172);
    server.link("long", target);
    assertThat(ask("GET", "/long").field("location")).isEqualTo(target);
  }

  @Test
  void aThousandRequestsOnOneConnectionAreAnswered() throws IOException {
    for (int i = 0; i < 10; i++) {
      server.link("k" + i, "https://example.org/" + i);
    }
    try (FrameClient client = connect()) {
      for (int i = 0; i < 1_000; i++) {
        int stream = client.request("GET", i % 3 == 0 ? "/k" + i % 10 : "/none");
        Answer answer = client.answer(stream);
        assertThat(answer.status()).isEqualTo(i % 3 == 0 ? 302 : 404);
      }
    }
  }

  @Test
  void requestsThatComeTogetherAreAllAnswered() throws IOException {
    server.link("go", "https://example.org/");
    try (FrameClient client = connect()) {
      List<Integer> streams = new ArrayList<>();
      for (int i = 0; i < 90; i++) {
        streams.add(client.request(i % 2 == 0 ? "GET" : "HEAD", i % 3 == 0 ? "/go" : "/add"));
      }
      for (int stream : streams) {
        assertThat(client.answer(stream).status()).isIn(302, 200);
      }
    }
  }

  @Test
  void anAnswerThatComesLaterHoldsNobodyBack() throws Exception {
    HeldAdds adds = new HeldAdds();
    try (TestServer holding = new TestServer(adds.setup());
        FrameClient client = FrameClient.connect(holding.address())) {
      int add = client.request("GET", "/add?url=https://e.example/");
      Runnable held = adds.take();
      assertThat(client.answer(client.request("GET", "/none")).status()).isEqualTo(404);
      held.run();
      assertThat(client.answer(add).body()).isEqualTo("http://goto.example/0");
    }
  }

  @Test
  void aClientThatTakesBackItsRequestHurtsNobody() throws Exception {
    HeldAdds adds = new HeldAdds();
    try (TestServer holding = new TestServer(adds.setup());
        FrameClient client = FrameClient.connect(holding.address())) {
      int add = client.request("GET", "/add?url=https://e.example/");
      Runnable held = adds.take();
      client.send(FrameClient.RST_STREAM, 0, add, FrameClient.number(8));
      assertThat(client.answer(client.request("GET", "/none")).status()).isEqualTo(404);
      held.run();
      assertThat(client.answer(client.request("GET", "/none")).status()).isEqualTo(404);
    }
  }

  @Test
  void aFormIsReadWhateverItsPieces() throws IOException {
    try (FrameClient client = connect()) {
      int whole = client.open("POST", "/add", "content-type", FORM);
      client.data(whole, "url=https://e.example/", true);
      int pieces = client.open("POST", "/add", "content-type", FORM, "content-length", "22");
      client.data(pieces, "url=https:", false);
      int trailed = client.open("POST", "/add", "content-type", FORM);
      client.data(trailed, "url=https://e.example/", false);
      client.data(pieces, "//e.example/", true);
      client.send(HEADERS, WHOLE, trailed, FrameClient.block(List.of("x", "y")));
      assertThat(client.answer(whole).body()).isEqualTo("http://goto.example/0");
      assertThat(client.answer(pieces).body()).isEqualTo("http://goto.example/1");
      assertThat(client.answer(trailed).body()).isEqualTo("http://goto.example/2");
    }
  }

  @Test
  void headHasNoBody() throws IOException {
    Answer answer = ask("HEAD", "/none");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.field("content-length")).isEqualTo("22");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void whoExpectsItIsToldToGoOn() throws IOException {
    try (FrameClient client = connect()) {
      int stream = client.open("POST", "/add", "content-type", FORM, "expect", "100-continue");
      assertThat(client.head(stream).status()).isEqualTo(100);
      client.data(stream, "url=https://e.example/", true);
      assertThat(client.answer(stream).statuses()).containsExactly(100, 200);
      int other = client.open("POST", "/add", "expect", "more");
      assertThat(client.answer(other).status()).isEqualTo(417);
    }
  }

  @Test
  void aBodyAnnouncedTooLargeIsRefusedBeforeItComes() throws IOException {
    try (FrameClient client = connect()) {
      int stream = client.open("POST", "/add", "content-length", "65537");
      assertThat(client.answer(stream).status()).isEqualTo(413);
      assertThat(client.reset(stream)).isEqualTo(NO_ERROR);
      // What was on its way is dropped, and the connection goes on.
      client.data(stream, "url=", false);
      assertThat(client.answer(client.request("GET", "/none")).status()).isEqualTo(404);
    }
  }

  @Test
  void aBodyThatGrowsTooLargeIsRefusedWhenItDoes() throws IOException {
    try (FrameClient client = connect()) {
      int stream = client.open("POST", "/none");
      for (int i = 0; i < 5; i++) {
        client.data(stream, "x".repeat(13_107), false);
        // Until its window is open again: 65,535 bytes, one less than a body may have.
        if (i == 3) {
          client.await(FrameClient.WINDOW_UPDATE);
        }
      }
      client.data(stream, "xx", false);
      assertThat(client.answer(stream).status()).isEqualTo(413);
      assertThat(client.reset(stream)).isEqualTo(NO_ERROR);
    }
  }

  @Test
  void theBodiesOfOneConnectionTakeOnlySoMuch() throws IOException {
    try (FrameClient client = connect()) {
      List<Integer> streams = new ArrayList<>();
      for (int i = 0; i <= H2Requests.BODIES_BYTES_MAX / HALF_BODY; i++) {
        streams.add(openWithHalfABody(client));
      }
      assertThat(client.answer(streams.getLast()).status()).isEqualTo(503);
      // One gives its room back: an answer whatever was in it, and then the next has room.
      client.data(streams.getFirst(), "", true);
      assertThat(client.answer(streams.getFirst()).status()).isEqualTo(200);
      int next = openWithHalfABody(client);
      client.data(next, "", true);
      assertThat(client.answer(next).status()).isEqualTo(200);
    }
  }

  /** In two frames; after it the client has room for as much again. */
  private static int openWithHalfABody(FrameClient client) throws IOException {
    int stream = client.open("POST", "/add", "content-type", FORM);
    client.data(stream, "x".repeat(HALF_BODY / 2), false);
    client.data(stream, "x".repeat(HALF_BODY / 2), false);
    client.await(FrameClient.WINDOW_UPDATE);
    return stream;
  }

  @Test
  void aBodyThatNobodyReadsIsReadToItsEnd() throws IOException {
    server.link("go", "https://example.org/");
    try (FrameClient client = connect()) {
      int stream = client.open("GET", "/go");
      client.data(stream, "x".repeat(10_000), true);
      assertThat(client.answer(stream).status()).isEqualTo(302);
    }
  }

  @Test
  void whatIsTooLongIsRefused() throws IOException {
    assertThat(ask("GET", "/" + "x".repeat(8_192)).status()).isEqualTo(414);
    assertThat(ask("GET", "/none", "x", "y".repeat(16_000)).status()).isEqualTo(404);
    assertThat(ask("GET", "/none", fields(99)).status()).isEqualTo(404);
    assertThat(ask("GET", "/none", fields(100)).status()).isEqualTo(431);
  }

  @Test
  void aHeaderThatIsTooLargeIsRefused() throws IOException {
    try (FrameClient client = connect()) {
      int stream = client.request("GET", "/none", "x", "y".repeat(20_000));
      assertThat(client.answer(stream).status()).isEqualTo(431);
      assertThat(client.answer(client.request("GET", "/none")).status()).isEqualTo(404);
    }
  }

  private static String[] fields(int count) {
    String[] fields = new String[2 * count];
    for (int i = 0; i < fields.length; i += 2) {
      fields[i] = "x" + i;
      fields[i + 1] = "y";
    }
    return fields;
  }

  @Test
  void theAuthorityIsCheckedAndTakesNoPartInAnyAnswer() throws IOException {
    String[] request = {":method", "GET", ":path", "/none", ":scheme", "http"};
    assertThat(askExactly(request).status()).isEqualTo(400);
    assertThat(askExactly(with(request, ":authority", "a b")).status()).isEqualTo(400);
    assertThat(askExactly(with(request, ":authority", "u@h")).status()).isEqualTo(400);
    assertThat(askExactly(with(request, "host", "h")).status()).isEqualTo(404);
    assertThat(askExactly(with(request, "host", "h", "host", "h")).status()).isEqualTo(400);
    assertThat(askExactly(with(request, ":authority", "h", "host", "h")).status()).isEqualTo(404);
    assertThat(askExactly(with(request, ":authority", "h", "host", "i")).status()).isEqualTo(400);
    Answer made =
        askExactly(
            ":method",
            "GET",
            ":path",
            "/add?url=https://e.example/",
            ":scheme",
            "http",
            ":authority",
            "evil.example");
    assertThat(made.body()).isEqualTo("http://goto.example/0");
  }

  @Test
  void aSoundAuthorityIsNotTakenForEveryOther() throws IOException {
    server.link("go", "https://example.org/");
    try (FrameClient client = connect()) {
      assertThat(client.answer(client.request("GET", "/go")).status()).isEqualTo(302);
      byte[] block =
          FrameClient.block(
              List.of(":method", "GET", ":path", "/go", ":scheme", "http", ":authority", "a b"));
      assertThat(client.answer(client.begin(WHOLE, block)).status()).isEqualTo(400);
    }
  }

  @Test
  void aPathIsAPath() throws IOException {
    assertThat(ask("GET", "none").status()).isEqualTo(400);
    assertThat(ask("GET", "http://h/none").status()).isEqualTo(400);
    assertThat(ask("OPTIONS", "*").status()).isEqualTo(400);
    assertThat(ask("GET", "/a b").status()).isEqualTo(400);
    assertThat(askExactly(":method", "CONNECT", ":authority", "h:443").status()).isEqualTo(400);
    assertThat(ask("GE T", "/none").status()).isEqualTo(400);
  }

  @Test
  void whatBreaksTheRulesOfHttp2ResetsItsStreamOnly() throws IOException {
    String[] whole = {":method", "GET", ":path", "/none", ":scheme", "http", ":authority", "h"};
    List<String[]> broken =
        List.of(
            with(whole, "X-Upper", "y"),
            with(whole, "connection", "close"),
            with(whole, "keep-alive", "1"),
            with(whole, "proxy-connection", "close"),
            with(whole, "transfer-encoding", "chunked"),
            with(whole, "upgrade", "h2c"),
            with(whole, "te", "gzip"),
            with(whole, ":path", "/other"),
            with(whole, ":status", "200"),
            with(whole, ":unknown", "x"),
            with(whole, "content-length", "3"),
            with(whole, "content-length", "x"),
            with(whole, "content-length", "0", "content-length", "1"),
            with(whole, "x", "a\0b"),
            with(whole, "x", "a\r\nb: c"),
            with(whole, "x y", "z"),
            new String[] {":method", "GET", "x", "y", ":path", "/n", ":scheme", "http"},
            new String[] {":path", "/none", ":scheme", "http", ":authority", "h"},
            new String[] {":method", "GET", ":scheme", "http", ":authority", "h"},
            new String[] {":method", "GET", ":path", "", ":scheme", "http", ":authority", "h"},
            new String[] {":method", "GET", ":path", "/none", ":authority", "h"});
    try (FrameClient client = connect()) {
      for (String[] fields : broken) {
        int stream = client.begin(WHOLE, FrameClient.block(List.of(fields)));
        Answer answer = client.answer(stream);
        assertThat(answer.reset()).as(String.join(" ", fields)).isEqualTo(PROTOCOL_ERROR);
        assertThat(answer.hasHead()).isFalse();
      }
      int trailers = client.request("GET", "/none", "te", "trailers");
      assertThat(client.answer(trailers).status()).isEqualTo(404);
    }
  }

  @Test
  void aBodyOfAnotherLengthThanAnnouncedResetsItsStream() throws IOException {
    try (FrameClient client = connect()) {
      int tooLong = client.open("POST", "/add", "content-length", "3");
      client.data(tooLong, "four", true);
      assertThat(client.reset(tooLong)).isEqualTo(PROTOCOL_ERROR);
      int tooShort = client.open("POST", "/add", "content-length", "3");
      client.data(tooShort, "ab", true);
      assertThat(client.reset(tooShort)).isEqualTo(PROTOCOL_ERROR);
    }
  }

  @Test
  void aBodyIsSentAsTheClientMakesRoom() throws IOException {
    try (FrameClient client = FrameClient.withoutWindow(server.address())) {
      int stream = client.request("GET", "/none");
      Answer answer = client.head(stream);
      for (String part : List.of("There", " is no", " such link.")) {
        client.send(FrameClient.WINDOW_UPDATE, 0, stream, FrameClient.number(part.length()));
        assertThat(client.await(FrameClient.DATA).text()).isEqualTo(part);
      }
      assertThat(answer.field("content-length")).isEqualTo("22");
    }
  }

  @Test
  void aRequestBeyondTheMostStreamsIsRefused() throws IOException {
    try (FrameClient client = FrameClient.withoutWindow(server.address())) {
      for (int i = 0; i < H2Builder.STREAMS_MAX; i++) {
        client.head(client.request("GET", "/none"));
      }
      assertThat(client.reset(client.request("GET", "/none")))
          .isEqualTo(FrameClient.REFUSED_STREAM);
    }
  }

  @Test
  void aClientThatLeavesAnswersUnreadIsWaitedFor() throws IOException {
    server.link("long", "https://example.org/" + "x".repeat(8_000));
    try (FrameClient client = FrameClient.slow(server.address())) {
      List<Integer> streams = new ArrayList<>();
      for (int i = 0; i < H2Builder.STREAMS_MAX; i++) {
        streams.add(client.request("GET", i % 2 == 0 ? "/long" : "/long?x"));
      }
      for (int stream : streams) {
        assertThat(client.answer(stream).status()).isEqualTo(302);
      }
      assertThat(client.answer(client.request("GET", "/long")).status()).isEqualTo(302);
    }
  }

  @Test
  void aClientThatHasSaidAllStillGetsItsAnswers() throws IOException {
    try (FrameClient client = connect()) {
      int add = client.request("GET", "/add?url=https://e.example/");
      int none = client.request("GET", "/none");
      client.endOutput();
      assertThat(client.answer(none).status()).isEqualTo(404);
      assertThat(client.answer(add).status()).isEqualTo(200);
      assertThat(client.goAway().error()).isEqualTo(NO_ERROR);
    }
  }

  private static String[] with(String[] fields, String... more) {
    String[] all = Arrays.copyOf(fields, fields.length + more.length);
    System.arraycopy(more, 0, all, fields.length, more.length);
    return all;
  }
}
