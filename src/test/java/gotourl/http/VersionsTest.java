package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.FrameClient.Answer;
import gotourl.http.RawClient.Response;
import gotourl.support.KnownSecrets;
import io.netty.handler.codec.http2.Http2Headers.PseudoHeaderName;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The same request gets the same answer over HTTP/1.1 and HTTP/2. */
class VersionsTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  /** Fields that only HTTP/1 has, and the one that depends on the moment. */
  private static final Set<String> OWN = Set.of("connection", "date");

  private static final KnownSecrets SECRETS = new KnownSecrets();
  private static final String SECRET = SECRETS.of(Scope.ADMIN);

  /**
   * @param fields name and value, one after the other
   */
  private record Asked(String method, String path, String body, List<String> fields) {}

  private record Told(int status, List<String> fields, String body) {}

  private static Asked get(String path, String... fields) {
    return asked("GET", path, "", fields);
  }

  private static Asked asked(String method, String path, String body, String... fields) {
    return new Asked(method, path, body, List.of(fields));
  }

  private static final List<Asked> ALL =
      List.of(
          get("/go"),
          get("/go", "accept", "text/html"),
          get("/go", "if-none-match", "*", "cookie", "a=b"),
          get("/go", "expect", "more"),
          get("/go?x=y"),
          get("/go+"),
          get("/go+", "accept", "text/html"),
          get("/%67o"),
          get("/g\u00c3\u00bc"),
          get("/old"),
          get("/none"),
          get("/none", "accept", "text/html,*/*;q=0.5"),
          get("/%zz"),
          get("/..%2Fetc%2Fpasswd"),
          get("/"),
          get("/?x"),
          get("/add"),
          get("/add", "accept", "text/html"),
          get("/add?url=javascript:alert(1)"),
          get("/add?url=javascript:alert(1)", "accept", "text/html"),
          get("/add?url=https%3A%2F%2Fe.example%2F", "sec-fetch-site", "cross-site"),
          get("/add?url=%ff"),
          get("/add?url=https%3A%2F%2Fe.example%2F"),
          get("/add?url=https%3A%2F%2Fe.example%2F", "accept", "text/html"),
          get("/-/goto.css"),
          get("/-/copy.js"),
          get("/-/icon.svg"),
          get("/-/goto.css", "if-none-match", "*"),
          get("/favicon.ico"),
          get("/robots.txt"),
          get("/" + "x".repeat(8_192)),
          get("/" + "x".repeat(300)),
          get("/go", many(99)),
          get("/go", many(100)),
          get("/go", "x", "y".repeat(15_000)),
          get("/go", "x", "y".repeat(20_000)),
          api("GET", "/-/api/v1/links/go", ""),
          api("GET", "/-/api/v1/links/go", "", "if-none-match", "\"1\""),
          api("HEAD", "/-/api/v1/links/go", ""),
          api("OPTIONS", "/-/api/v1/links", ""),
          api("PUT", "/-/api/v1/links", "{}"),
          api("GET", "/-/api/v1/links/%ff", ""),
          api("GET", "/-/api/v1/links?limit=0", ""),
          api("POST", "/-/api/v1/links", "{\"x\":1}", "content-type", "application/json"),
          api("POST", "/-/api/v1/links", "{}", "content-type", "application/json", "expect", "x"),
          api("DELETE", "/-/api/v1/links/old", "", "if-match", "\"2\""),
          get("/-/api/v1/links/go"),
          asked("HEAD", "/go", ""),
          asked("HEAD", "/none", ""),
          asked("HEAD", "/add", ""),
          asked("HEAD", "/-/goto.css", ""),
          asked("HEAD", "/add?url=https%3A%2F%2Fe.example%2F", ""),
          asked("DELETE", "/go", ""),
          asked("get", "/go", ""),
          asked("PUT", "/add", "x"),
          asked("OPTIONS", "/go", ""),
          asked("TRACE", "/go", ""),
          asked("POST", "/go", "abc"),
          asked("POST", "/-/goto.css", "abc"),
          asked("POST", "/add", "url=https%3A%2F%2Fe.example%2F", "content-type", FORM),
          asked("POST", "/add", "url=x:y", "content-type", FORM),
          asked("POST", "/add", "url=%", "content-type", FORM),
          asked("POST", "/add", "{}", "content-type", "application/json"),
          asked("POST", "/add", "url=x:y", "content-type", FORM, "content-encoding", "gzip"),
          asked("POST", "/add", "url=x:y", "content-type", FORM, "origin", "http://evil.example"),
          asked("POST", "/add", "url=x:y", "content-type", FORM, "origin", "http://h"),
          asked(
              "POST",
              "/add",
              "--b\r\nContent-Disposition: form-data; name=\"url\"\r\n\r\nx:y\r\n--b--\r\n",
              "content-type",
              "multipart/form-data; boundary=b"));

  private static Asked api(String method, String path, String body, String... fields) {
    List<String> all = new ArrayList<>(List.of(fields));
    all.addAll(List.of("authorization", "Bearer " + SECRET));
    return new Asked(method, path, body, all);
  }

  private static String[] many(int count) {
    String[] fields = new String[2 * count];
    for (int i = 0; i < fields.length; i += 2) {
      fields[i] = "x" + i;
      fields[i + 1] = "y";
    }
    return fields;
  }

  @Test
  void everyRequestIsAnsweredAlike() throws IOException {
    try (TestServer server = server()) {
      for (Asked asked : ALL) {
        Told old = overHttp1(server, asked);
        assertThat(overHttp2(server, asked)).as(asked.toString()).isEqualTo(old);
      }
    }
  }

  private static TestServer server() {
    TestServer server = new TestServer(TestServer.Setup.USUAL, SECRETS);
    server.link("go", "https://example.org/go");
    server.link("g\u00fc", "https://example.org/umlaut");
    server.link("old", "javascript:alert(1)");
    return server;
  }

  private static Told overHttp1(TestServer server, Asked asked) throws IOException {
    StringBuilder request =
        new StringBuilder(asked.method() + " " + asked.path() + " HTTP/1.1\r\nHost: h\r\n");
    for (int i = 0; i < asked.fields().size(); i += 2) {
      String name = asked.fields().get(i);
      request.append(name).append(": ").append(asked.fields().get(i + 1)).append("\r\n");
    }
    if (!asked.body().isEmpty()) {
      request.append("Content-Length: ").append(asked.body().length()).append("\r\n");
    }
    try (RawClient client = server.connect()) {
      client.send(request + "\r\n" + asked.body());
      Response response = client.read(asked.method().equals("HEAD"));
      return new Told(
          response.status(),
          response.fields().stream()
              .map(field -> {
                int colon = field.indexOf(": ");
                String name = field.substring(0, colon).toLowerCase(Locale.ROOT);
                return name + ": " + field.substring(colon + 2);
              })
              .filter(VersionsTest::isShared)
              .sorted()
              .toList(),
          anyCode(response.body()));
    }
  }

  private static Told overHttp2(TestServer server, Asked asked) throws IOException {
    try (FrameClient client = FrameClient.connect(server.address())) {
      String[] fields = asked.fields().toArray(String[]::new);
      int stream;
      if (asked.body().isEmpty()) {
        stream = client.request(asked.method(), asked.path(), fields);
      } else {
        stream = client.open(asked.method(), asked.path(), fields);
        client.data(stream, asked.body(), true);
      }
      Answer answer = client.answer(stream);
      return new Told(
          answer.status(),
          StreamSupport.stream(answer.head().spliterator(), false)
              .filter(field -> !PseudoHeaderName.hasPseudoHeaderFormat(field.getKey()))
              .map(field -> field.getKey() + ": " + field.getValue())
              .filter(VersionsTest::isShared)
              .sorted()
              .toList(),
          anyCode(answer.body()));
    }
  }

  /** Each version makes its own links: sequential codes, and here of one digit. */
  private static String anyCode(String body) {
    return body.replaceAll("(goto\\.example/)[0-9]\\b", "$1N");
  }

  private static boolean isShared(String field) {
    return !OWN.contains(field.substring(0, field.indexOf(':')));
  }
}
