package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.accesslog.AccessLog;
import gotourl.accesslog.LineFormat;
import gotourl.http.HttpServer.AddMode;
import gotourl.http.RawClient.Response;
import gotourl.http.TestServer.Setup;
import gotourl.link.LinkStore.Peek;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code /add} where it takes a secret. */
class AddSecretTest {

  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String HTML = "Accept: text/html,application/xml;q=0.9,*/*;q=0.8";
  private static final String URL = "url=https%3A%2F%2Fexample.org%2F";

  @TempDir Path dir;

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server = new TestServer(Setup.USUAL.add(AddMode.SECRET), secrets);

  @AfterEach
  void close() {
    server.close();
  }

  private static String bearing(String secret) {
    return "Authorization: Bearer " + secret;
  }

  @Test
  void whoShowsNoSecretAddsNothing() throws IOException {
    for (String request :
        List.of(
            TestServer.request("GET", "/add?" + URL),
            TestServer.post("/add", FORM, URL),
            TestServer.post("/add?" + URL, "", ""),
            TestServer.post("/add", FORM, URL + "&secret="),
            TestServer.request("GET", "/add?" + URL, "Authorization: Basic eDp5"))) {
      Response response = server.ask(request);
      assertThat(response.status()).as(request).isEqualTo(401);
      assertThat(response.one("WWW-Authenticate")).isEqualTo("Bearer realm=\"Goto\"");
      assertThat(response.body()).contains("takes a secret");
    }
    assertThat(server.store().size()).isZero();
  }

  @Test
  void aScriptShowsItInTheHeader() throws IOException {
    String secret = secrets.of(Scope.CREATE);
    assertThat(server.get("/add?" + URL, bearing(secret)).body())
        .isEqualTo("http://goto.example/0");
    assertThat(server.ask(TestServer.post("/add", FORM, URL, bearing(secret))).body())
        .isEqualTo("http://goto.example/1");
  }

  @Test
  void aPersonShowsItInTheForm() throws IOException {
    String secret = secrets.of(Scope.CREATE);
    assertThat(server.get("/add", HTML).body())
        .contains("name=\"secret\" type=\"password\"", "method=\"post\"");
    String request =
        TestServer.post("/add", FORM, "secret=" + secret + "&" + URL, HTML, "Origin: http://h");
    Response response = server.ask(request);
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).contains("http://goto.example/0").doesNotContain(secret);
    String body =
        "--b\r\nContent-Disposition: form-data; name=\"url\"\r\n\r\nhttps://example.org/m\r\n"
            + "--b\r\nContent-Disposition: form-data; name=\"secret\"\r\n\r\n"
            + (secret + "\r\n--b--\r\n");
    String multipart = TestServer.post("/add", "multipart/form-data; boundary=b", body);
    assertThat(server.ask(multipart).body()).isEqualTo("http://goto.example/1");
  }

  @Test
  void theLinkSaysByWhichSecretItWasMade() throws IOException {
    String nobodys = secrets.of(Scope.READ);
    String secret = secrets.of(Scope.CREATE);
    assertThat(server.get("/add?" + URL, bearing(nobodys)).status()).isEqualTo(403);
    assertThat(server.get("/add?" + URL, bearing(secret)).status()).isEqualTo(200);
    assertThat(server.store().peek(server.key("0")))
        .isInstanceOfSatisfying(
            Peek.Found.class, found -> assertThat(found.link().author()).isEqualTo(2));
  }

  @Test
  void aSecretThatNobodyBearsIsNone() throws IOException {
    String secret = secrets.of(Scope.CREATE);
    secrets.revoke(secret);
    for (String shown : new String[] {secret, "x", "x".repeat(4_000)}) {
      assertThat(server.get("/add?" + URL, bearing(shown)).status()).isEqualTo(401);
      Response page = server.ask(TestServer.post("/add", FORM, URL + "&secret=" + shown, HTML));
      assertThat(page.status()).isEqualTo(401);
      assertThat(page.body())
          .contains("Nobody bears this secret", "value=\"https://example.org/\"")
          .doesNotContain(shown.length() > 1 ? shown : "secret=x");
    }
    assertThat(server.store().size()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"READ", "WRITE"})
  void aSecretWithoutTheScopeIsRefused(Scope scope) throws IOException {
    Response response = server.get("/add?" + URL, bearing(secrets.of(scope)));
    assertThat(response.status()).isEqualTo(403);
    assertThat(server.store().size()).isZero();
  }

  @Test
  void aSecretInTheUrlIsRefusedAndNotLogged() throws Exception {
    Path file = dir.resolve("access.log");
    AccessLog log = new AccessLog(AccessLog.Target.file(file), LineFormat.COMBINED);
    String secret = secrets.of(Scope.ADMIN);
    try (TestServer logged = new TestServer(Setup.USUAL.add(AddMode.SECRET).log(log), secrets)) {
      for (String name : new String[] {"secret", "TOKEN", "%73ecret", "access_token"}) {
        String target = "/add?" + URL + "&" + name + "=" + secret;
        assertThat(logged.get(target).status()).as(name).isEqualTo(400);
        assertThat(logged.get(target, bearing(secret)).status()).as(name).isEqualTo(400);
        assertThat(logged.ask(TestServer.post(target, "", "")).status()).as(name).isEqualTo(400);
      }
      logged.get("/%61dd?" + URL + "&" + secret);
      assertThat(logged.store().size()).isZero();
    }
    log.start(Thread.ofPlatform().daemon().factory());
    log.close();
    assertThat(Files.readAllLines(file))
        .hasSize(13)
        .noneMatch(line -> line.contains(secret))
        .allMatch(line -> line.contains("dd?" + URL + "&... HTTP/1.1"));
  }

  @Test
  void linksCountAgainstTheSameQuotaAsThoseOfTheApi() throws IOException {
    String secret = secrets.limited(3, Scope.CREATE);
    ApiClient api = new ApiClient(server, secret);
    assertThat(server.get("/add?url=ftp://a.example/", bearing(secret)).status())
        .as("a link not made")
        .isEqualTo(422);
    assertThat(server.get("/add?" + URL, bearing(secret)).status()).isEqualTo(200);
    assertThat(api.post("{\"longUrl\": \"https://example.org/\"}").status()).isEqualTo(201);
    assertThat(server.get("/add?" + URL, bearing(secret)).status()).isEqualTo(200);
    Response response = server.get("/add?" + URL, bearing(secret));
    assertThat(response.status()).isEqualTo(429);
    assertThat(Long.parseLong(response.one("Retry-After"))).isBetween(3_000L, 3_660L);
    assertThat(api.post("{\"longUrl\": \"https://example.org/\"}").status()).isEqualTo(429);
    assertThat(server.store().size()).isEqualTo(3);
  }

  @Test
  void anotherSiteCannotUseASecretThatABrowserHas() throws IOException {
    String secret = secrets.of(Scope.CREATE);
    for (String field :
        new String[] {"Sec-Fetch-Site: cross-site", "Origin: http://evil.example"}) {
      String request = TestServer.post("/add", FORM, URL + "&secret=" + secret, field);
      assertThat(server.ask(request).status()).isEqualTo(403);
    }
    assertThat(server.store().size()).isZero();
  }

  @Test
  void whoAsksFromThisMachineNeedsNoneWhereItIsOpenToIt() throws IOException {
    Setup setup = Setup.USUAL.add(AddMode.LOCAL).proxies("127.0.0.1, unix");
    try (TestServer local = new TestServer(setup, secrets)) {
      assertThat(local.get("/add", HTML).body()).doesNotContain("name=\"secret\"");
      assertThat(local.get("/add?" + URL).status()).isEqualTo(200);
      String stranger = "X-Forwarded-For: 203.0.113.7";
      assertThat(local.get("/add?" + URL, stranger).status()).isEqualTo(401);
      assertThat(local.get("/add", HTML, stranger).body()).contains("name=\"secret\"");
      assertThat(local.get("/add?" + URL, stranger, bearing(secrets.of(Scope.CREATE))).status())
          .isEqualTo(200);
      assertThat(local.store().size()).isEqualTo(2);
    }
  }

  @Test
  void whereNobodyBearsASecretNobodyAdds() throws IOException {
    try (TestServer none = new TestServer(Setup.USUAL.add(AddMode.SECRET))) {
      assertThat(none.get("/add?" + URL, bearing("x")).status()).isEqualTo(401);
    }
  }
}
