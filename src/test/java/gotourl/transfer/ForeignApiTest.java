package gotourl.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import gotourl.support.PretendApi;
import gotourl.support.PretendApi.Fault;
import gotourl.support.PretendShlink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ForeignApiTest {

  private static final String KEY = "the-key-itself";

  private final List<Duration> pauses = new ArrayList<>();
  private final List<HttpServer> servers = new ArrayList<>();

  @AfterEach
  void stop() {
    servers.forEach(server -> server.stop(0));
  }

  @Test
  void pausesGrowAndEndWithWhatToDo() throws IOException {
    try (PretendShlink shlink = PretendShlink.start("", KEY, 1)) {
      shlink.fail(_ -> Fault.BROKEN);

      assertThatThrownBy(() -> get(shlink.base()))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "Shlink at "
                  + shlink.base()
                  + ": it answered 500, for the 12th time; when it is well, import again: what is"
                  + " there already stays");
      assertThat(shlink.asked()).hasSize(ForeignPatience.TRIES_MAX);
    }
    assertThat(pauses)
        .hasSize(ForeignPatience.TRIES_MAX - 1)
        .isSorted()
        .startsWith(Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(2))
        .endsWith(ForeignPatience.LONGEST);
  }

  @Test
  void aServerIsLeftAloneAsLongAsItAsksFor() throws IOException {
    try (PretendShlink shlink = PretendShlink.start("", KEY, 1)) {
      shlink.fail(request -> request == 0 ? Fault.TOO_MANY : Fault.NONE);

      assertThat(get(shlink.base()).has("domains")).isTrue();
    }
    assertThat(pauses).containsExactly(Duration.ofSeconds(PretendApi.RETRY_AFTER_SECONDS));
  }

  @Test
  void itMayAskByADateAndNotForEver() throws IOException {
    String inAnHour =
        DateTimeFormatter.RFC_1123_DATE_TIME.format(
            Instant.now().plusSeconds(3_600).atOffset(ZoneOffset.UTC));
    for (String wish : List.of(inAnHour, "3600", "99999999999999999999", "soon", "-5")) {
      URI base = answering(503, Map.of("Retry-After", wish), "");

      assertThatThrownBy(() -> get(base)).isInstanceOf(IOException.class);
    }
    assertThat(pauses.subList(0, 22)).containsOnly(ForeignPatience.GRANTED_MAX);
    assertThat(pauses.subList(22, pauses.size()))
        .hasSize(33)
        .allMatch(pause -> pause.compareTo(ForeignPatience.LONGEST) <= 0);
  }

  @Test
  void aRedirectIsNotFollowedAndItsHostIsNamed() throws IOException {
    URI base = answering(301, Map.of("Location", "https://shlink.example/rest?k=" + KEY), "");

    assertThatThrownBy(() -> get(base))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Shlink at "
                + base
                + " leads elsewhere (301); give the address that it leads to:"
                + " https://shlink.example");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aPageIsNoAnswer() throws IOException {
    URI base = answering(200, Map.of("Content-Type", "text/html"), "<html>");

    assertThatThrownBy(() -> get(base))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is it the address of the server itself, not of its pages?");
    assertThat(pauses).isEmpty();
  }

  @Test
  void whatIsNotThereIsAskedForOnce() throws IOException {
    URI base = answering(404, Map.of(), "");

    assertThatThrownBy(() -> get(base))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no such interface (404): is the address that of the server");
    assertThat(pauses).isEmpty();
  }

  @Test
  void anAnswerHasABound() throws IOException {
    URI base =
        answering(
            200,
            Map.of("Content-Type", "application/json"),
            "{\"a\":\"" + "x".repeat(ForeignApi.ANSWER_BYTES_MAX) + "\"}");

    assertThatThrownBy(() -> get(base))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("answers with more than 16777216 bytes");
    assertThat(pauses).isEmpty();
  }

  @Test
  void aLongTextWithinTheBoundIsRead() throws IOException, RowFault {
    String text = "x".repeat(ForeignApi.ANSWER_BYTES_MAX - 100);
    URI base =
        answering(200, Map.of("Content-Type", "application/json"), "{\"a\":\"" + text + "\"}");

    assertThat(get(base).text("a")).isEqualTo(text);
  }

  @Test
  void whatTheOtherSideSaysIsShownWithoutTheKey() throws IOException {
    URI base =
        answering(
            200,
            Map.of("Content-Type", "application/json"),
            "{\"" + KEY + "\":1,\"" + KEY + "\":2}");

    assertThatThrownBy(() -> get(base))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("(the key)")
        .message()
        .doesNotContain(KEY);
  }

  @Test
  void whereNobodyListensThatIsSaidAtOnce() throws IOException {
    URI base;
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      base = URI.create("http://127.0.0.1:" + taken.getLocalPort());
    }

    assertThatThrownBy(() -> get(base))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("there is no Shlink at " + base)
        .hasMessageEndingWith("is the address right?");
    assertThat(pauses).isEmpty();
  }

  @Test
  void anAnswerThatStopsInTheMiddleIsGivenUpAndAskedForAgain() throws IOException {
    try (PretendShlink shlink = PretendShlink.start("", KEY, 1)) {
      shlink.fail(request -> request == 0 ? Fault.STALLED : Fault.NONE);
      ForeignServer server =
          ForeignServer.of("Shlink", shlink.base(), ShlinkSource.KEY_HEADER, KEY);
      try (ForeignApi api =
          new ForeignApi(server, Optional.empty(), pauses::add, Duration.ofMillis(500))) {
        assertThat(api.get("/rest/v3/domains").has("domains")).isTrue();
      }
      assertThat(shlink.asked()).hasSizeGreaterThan(1);
    }
  }

  @Test
  void anInterruptEndsIt() throws IOException {
    try (PretendShlink shlink = PretendShlink.start("", KEY, 1)) {
      shlink.fail(_ -> Fault.BROKEN);
      ForeignServer server =
          ForeignServer.of("Shlink", shlink.base(), ShlinkSource.KEY_HEADER, KEY);
      try (ForeignApi api =
          new ForeignApi(
              server,
              Optional.empty(),
              _ -> {
                throw new InterruptedException();
              })) {
        assertThatThrownBy(() -> api.get("/rest/v3/domains")).hasMessage("interrupted");
        assertThat(Thread.interrupted()).isTrue();
      }
    }
  }

  @Test
  void anAddressThatCannotBeAskedIsRefusedWithoutShowingIt() {
    assertThatThrownBy(() -> server("https://me:" + KEY + "@shlink.example", KEY))
        .hasMessage("the address of Shlink must have no name and no password in it");
    assertThatThrownBy(() -> server("ftp://shlink.example", KEY))
        .hasMessage("the address of Shlink must be like https://shlink.example");
    assertThatThrownBy(() -> server("shlink.example", KEY)).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> server("https://shlink.example?a", KEY))
        .hasMessageContaining("no ? and no #");
    assertThatThrownBy(() -> server("https://shlink.example#a", KEY))
        .isInstanceOf(IOException.class);
  }

  @Test
  void aKeyThatIsNoHeaderIsRefusedWithoutShowingIt() {
    for (String key : List.of("", "a\nb", "kéy", "a\"b", "x".repeat(2_000))) {
      assertThatThrownBy(() -> server("https://shlink.example", key))
          .hasMessage(
              "the key for Shlink must be 1 to 1024 visible characters, no quotes and no backslashes");
    }
  }

  @Test
  void aServerIsShownWithoutItsKey() throws IOException {
    assertThat(server("HTTPS://shlink.example:8443/a/b//", KEY))
        .hasToString("Shlink at https://shlink.example:8443/a/b");
  }

  private static ForeignServer server(String base, String key) throws IOException {
    return ForeignServer.of("Shlink", URI.create(base), ShlinkSource.KEY_HEADER, key);
  }

  private JsonMembers get(URI base) throws IOException {
    ForeignServer server = ForeignServer.of("Shlink", base, ShlinkSource.KEY_HEADER, KEY);
    try (ForeignApi api = new ForeignApi(server, Optional.empty(), pauses::add)) {
      return api.get("/rest/v3/domains");
    }
  }

  /** A server that answers all with this. */
  private URI answering(int status, Map<String, String> headers, String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    servers.add(server);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            headers.forEach(exchange.getResponseHeaders()::add);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            if (bytes.length > 0) {
              exchange.getResponseBody().write(bytes);
            }
          }
        });
    server.start();
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }
}
