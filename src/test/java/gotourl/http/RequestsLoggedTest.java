package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.accesslog.AccessLog;
import gotourl.accesslog.LineFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the access log says of requests, whichever way they were answered. */
class RequestsLoggedTest {

  @TempDir Path dir;

  @Test
  void aRequestIsOneLineWhicheverWayItWasAnswered() throws Exception {
    assertThat(
            logged(
                """
                GET /go HTTP/1.1
                Host: h
                User-Agent: Mozilla/5.0 (X11)
                Referer:  https://a.example/b?c=d

                """,
                """
                GET /go HTTP/1.1
                referer: https://a.example/b?c=d
                Host: h
                Pragma: Über
                user-agent: Mozilla/5.0 (X11)

                """))
        .containsExactlyInAnyOrder(
            "\"GET /go HTTP/1.1\" 302 0 \"https://a.example/b?c=d\" \"Mozilla/5.0 (X11)\"",
            "\"GET /go HTTP/1.1\" 302 0 \"https://a.example/b?c=d\" \"Mozilla/5.0 (X11)\"");
  }

  @Test
  void otherAnswersAreLoggedWithWhatTheySent() throws Exception {
    assertThat(
            logged(
                "GET /none?x=%0a HTTP/1.1\nHost: h\n\n",
                "HEAD /add HTTP/1.1\nHost: h\n\n",
                "POST /go HTTP/1.0\nContent-Length: 2\n\nab",
                "GET /go HTTP/1.1\nHost: h\nReferer:\n\n"))
        .containsExactlyInAnyOrder(
            "\"GET /none?x=%0a HTTP/1.1\" 404 22 \"-\" \"-\"",
            "\"HEAD /add HTTP/1.1\" 200 0 \"-\" \"-\"",
            "\"POST /go HTTP/1.0\" 405 36 \"-\" \"-\"",
            "\"GET /go HTTP/1.1\" 302 0 \"-\" \"-\"");
  }

  @Test
  void whatIsNoRequestIsALineWithoutOne() throws Exception {
    assertThat(logged("GET /go HTTP/1.1\n\n", "\u0000\u001b[31m\n\n"))
        .containsExactlyInAnyOrder("\"-\" 400 26 \"-\" \"-\"", "\"-\" 400 26 \"-\" \"-\"");
  }

  @Test
  void nothingThatIsSentEndsAFieldOrALine() throws Exception {
    assertThat(
            logged(
                "GET /\"\\x HTTP/1.1\nHost: h\n\n",
                "GET /go HTTP/1.1\nHost: h\nUser-Agent: a\" 200 \"\\\n\n",
                "GET /go HTTP/1.1\nHost: h\nUser-Agent: a\u00e2\u0080\u00a8b\u0085c\td\n\n"))
        .containsExactlyInAnyOrder(
            "\"GET /\\x22\\x5Cx HTTP/1.1\" 404 22 \"-\" \"-\"",
            "\"GET /go HTTP/1.1\" 302 0 \"-\" \"a\\x22 200 \\x22\\x5C\"",
            "\"GET /go HTTP/1.1\" 302 0 \"-\" \"a\\xE2\\x80\\xA8b\\x85c\\x09d\"");
  }

  /** Lines for requests without what begins them; each loop has its own order. */
  private List<String> logged(String... requests) throws Exception {
    Path file = dir.resolve("access.log");
    AccessLog log = new AccessLog(AccessLog.Target.file(file), LineFormat.COMBINED);
    try (TestServer server = new TestServer(TestServer.Setup.USUAL.log(log))) {
      server.link("go", "https://example.org/");
      for (String request : requests) {
        server.ask(request.replace("\n", "\r\n"));
      }
    }
    log.start(Thread.ofPlatform().daemon().factory());
    log.close();
    List<String> lines = Files.readAllLines(file);
    assertThat(lines)
        .allMatch(line -> line.matches("- - - \\[\\d\\d/\\w{3}/\\d{4}(:\\d\\d){3} \\+0000\\] .*"));
    return lines.stream().map(line -> line.substring(line.indexOf(']') + 2)).toList();
  }
}
