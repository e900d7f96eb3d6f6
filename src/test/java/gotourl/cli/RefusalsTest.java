package gotourl.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Secret;
import gotourl.cli.ServerAtHand.Said;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

/** What somebody is told whose server is not there, or not what he thinks. */
class RefusalsTest {

  private static final String SECRET = Secret.random(new Random(3)).reveal();

  /**
   * Answers each connection by the next of some texts, and hangs up; an empty one only hangs up.
   */
  private static final class Stub implements AutoCloseable {

    private final ServerSocket socket;
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    Stub(String... answers) throws IOException {
      socket = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> Arrays.stream(answers).forEach(this::answer));
    }

    private void answer(String text) {
      try (Socket client = socket.accept()) {
        // The head and what else is there: the bodies of these tests come along with it.
        byte[] some = new byte[8_192];
        int length = client.getInputStream().read(some);
        asked.add(new String(some, 0, Math.max(0, length), ISO_8859_1));
        client.getOutputStream().write(text.replace("\n", "\r\n").getBytes(ISO_8859_1));
        client.shutdownOutput();
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }

    String url() {
      return "http://localhost:" + socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void noServerIsSaidInOneLineWithWhatToDo() throws IOException {
    String url;
    try (Stub gone = new Stub()) {
      url = gone.url();
    }
    for (String[] words : new String[][] {{"list"}, {"add", "http://e.org/"}, {"get", "x"}}) {
      Said said = run(url, words);
      assertThat(said.code()).isEqualTo(Main.LATER);
      assertThat(said.err())
          .containsExactly(
              "goto: no server at " + url + "; -server or GOTO_SERVER says where to look");
    }
  }

  @Test
  void aNameThatNobodyHasIsSaidSo() {
    Said said = run("http://nobody.invalid", "list");
    assertThat(said.code()).isEqualTo(Main.LATER);
    assertThat(said.err().getLast()).startsWith("goto: no host is called as in http://nobody.inv");
  }

  @Test
  void aServerThatIsNoGotoIsSaidSo() throws IOException {
    for (String answer :
        List.of(
            "HTTP/1.1 200 OK\nContent-Type: text/html\n\n<p>Welcome to nginx!",
            "HTTP/1.1 404 Not Found\nContent-Type: text/html\n\n<p>404",
            "HTTP/1.1 403 Forbidden\n\n",
            "HTTP/1.1 500 Oops\nContent-Type: application/problem+json\n\n[")) {
      try (Stub other = new Stub(answer)) {
        Said said = run(other.url(), "list");
        assertThat(said.code()).isIn(Main.FAILED, Main.LATER);
        assertThat(said.out()).isEmpty();
        assertThat(said.err())
            .singleElement()
            .asString()
            .startsWith("goto: " + other.url() + " answers ")
            .contains("is it the right server");
      }
    }
  }

  @Test
  void whatSpeaksNoTlsOrNoHttpIsSaidSo() throws IOException {
    try (Stub plain = new Stub("HTTP/1.1 400 Bad Request\n\n")) {
      Said said = run(plain.url().replace("http:", "https:"), "list");
      assertThat(said.code()).isEqualTo(Main.FAILED);
      assertThat(said.err())
          .singleElement()
          .asString()
          .startsWith("goto: no TLS that this machine");
    }
    try (Stub strange = new Stub("220 mail.example ESMTP\n")) {
      Said said = run(strange.url(), "list");
      assertThat(said.code()).isEqualTo(Main.LATER);
      assertThat(said.err())
          .singleElement()
          .asString()
          .startsWith("goto: no sensible answer from ");
    }
  }

  /** The secret goes where it was said to go, and nowhere else. */
  @Test
  void aServerThatLeadsElsewhereIsNotFollowed() throws IOException {
    try (Stub target = new Stub("HTTP/1.1 200 OK\n\n");
        Stub leads = new Stub("HTTP/1.1 301 Moved\nLocation: " + target.url() + "/x\n\n")) {
      Said said = run(leads.url(), "list");
      assertThat(said.code()).isEqualTo(Main.FAILED);
      assertThat(said.err()).singleElement().asString().contains("leads elsewhere", target.url());
      assertThat(target.asked).isEmpty();
    }
  }

  @Test
  void aServerThatCannotJustNowSaysWhenAndTheCodeIsThree() throws IOException {
    String busy =
        """
        HTTP/1.1 503 Service Unavailable
        Content-Type: application/problem+json
        Retry-After: 7

        {"type":"urn:goto:problem:busy","title":"The server is busy","status":503,"detail":"Wait."}
        """;
    try (Stub server = new Stub(busy)) {
      Said said = run(server.url(), "list");
      assertThat(said.code()).isEqualTo(Main.LATER);
      assertThat(said.err()).containsExactly("goto: The server is busy: Wait. (again in 7 s)");
    }
  }

  @Test
  void whatARefusalSaysCannotForgeALine() throws IOException {
    String evil =
        """
        HTTP/1.1 422 Unprocessable
        Content-Type: application/problem+json

        {"title":"a\\ngoto: b","detail":"\\u001b[2J","errors":[{"field":"\\nx","reason":"\\r"}]}
        """;
    try (Stub server = new Stub(evil)) {
      assertThat(run(server.url(), "list").err())
          .containsExactly("goto: a\\u000agoto: b: \\u001b[2J", "  \\u000ax \\u000d");
    }
  }

  @Test
  void anAddWhoseConnectionBreaksIsSentOnceMoreUnderTheSameKey() throws IOException {
    String made =
        "HTTP/1.1 201 Created\nContent-Type: application/json\n\n{\"shortUrl\":\"http://g/x\"}";
    try (Stub server = new Stub("", made)) {
      assertThat(run(server.url(), "add", "https://example.org/").line()).isEqualTo("http://g/x");
      assertThat(server.asked).hasSize(2);
      assertThat(key(server.asked.getFirst())).matches("[0-9a-f]{32}");
      assertThat(key(server.asked.getLast())).isEqualTo(key(server.asked.getFirst()));
    }
    String inHand =
        """
        HTTP/1.1 409 Conflict
        Content-Type: application/problem+json
        Retry-After: 1

        {"type":"urn:goto:problem:retry-in-hand","title":"T","status":409,"detail":"D"}
        """;
    try (Stub server = new Stub("", inHand, made)) {
      assertThat(run(server.url(), "add", "https://example.org/").line()).isEqualTo("http://g/x");
      assertThat(server.asked)
          .extracting(RefusalsTest::key)
          .hasSize(3)
          .containsOnly(key(server.asked.getFirst()));
    }
    try (Stub server = new Stub("", "", made)) {
      assertThat(run(server.url(), "add", "https://example.org/").code()).isEqualTo(Main.LATER);
      assertThat(server.asked).hasSize(2);
    }
    try (Stub server = new Stub("", made)) {
      Said said = run(server.url(), "edit", "x", "-title=A");
      assertThat(said.code()).isEqualTo(Main.LATER);
      assertThat(server.asked).hasSize(1);
    }
  }

  @Test
  void whoIsToldOfSomeLinesOnlyHearsWhichOnesAreNotKnown() throws IOException {
    String short1 = "{\"row\":1,\"status\":201,\"shortUrl\":\"http://g/x\"}\n";
    String head = "HTTP/1.1 200 OK\nContent-Type: application/x-ndjson\n\n";
    String lines = "https://a.example/\n\nhttps://b.example/\n";
    try (Stub server = new Stub(head + short1)) {
      Said said = ServerAtHand.ask(server.url(), SECRET, lines, "add", "-");
      assertThat(said.code()).isEqualTo(Main.LATER);
      assertThat(said.out()).containsExactly("http://g/x");
      assertThat(said.err())
          .containsExactly(
              "goto: the server said nothing of line 3 and what is behind; 1 links were added before");
    }
    try (Stub server = new Stub("")) {
      Said said = ServerAtHand.ask(server.url(), SECRET, lines, "add", "-");
      assertThat(said.code()).isEqualTo(Main.LATER);
      assertThat(said.err().getFirst())
          .isEqualTo("line 1 and what is behind may or may not be links; 0 before were added");
      assertThat(server.asked).hasSize(1);
    }
  }

  private static String key(String request) {
    try (Scanner lines = new Scanner(request)) {
      return lines
          .useDelimiter("\r\n")
          .tokens()
          .filter(line -> line.startsWith("Idempotency-Key: "))
          .map(line -> line.substring("Idempotency-Key: ".length()))
          .findFirst()
          .orElse("");
    }
  }

  private static Said run(String url, String... words) {
    return ServerAtHand.ask(url, SECRET, "", words);
  }
}
