package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.RawClient.Response;
import gotourl.http.TestServer.Setup;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import java.util.Base64;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Links with a password, from the API that sets it to the answer for those who know it. */
class LockedLinkTest {

  private static final String TARGET = "https://example.org/a?b#c";
  private static final String PASSWORD = "pässword & 1+1";
  private static final String HTML = "Accept: text/html,*/*;q=0.8";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String RIGHT = "password=p%C3%A4ssword+%26+1%2B1";

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server =
      new TestServer(Setup.USUAL.proxies("127.0.0.1,::1,unix"), secrets);
  private final ApiClient client = new ApiClient(server, secrets.of(Scope.ADMIN));

  LockedLinkTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void noAnswerOfTheApiHasThePassword() throws IOException {
    Told made = make("");
    assertThat(made.json()).containsEntry("hasPassword", true).doesNotContainKey("password");
    assertThat(client.get(LINKS).response().body()).doesNotContain("pässword", "pbkdf2");
    assertThat(client.get(LINKS + "/docs/history").response().body())
        .doesNotContain("pässword", "pbkdf2");
    Told open = client.patch(LINKS + "/docs", "{\"password\": null}");
    assertThat(open.json()).containsEntry("hasPassword", false);
    assertThat(server.get("/docs").status()).isEqualTo(302);
    assertThat(client.send("POST", LINKS + "/docs/history/1/restore", "").json())
        .containsEntry("hasPassword", true);
    assertThat(server.get("/docs", basic(PASSWORD)).status()).isEqualTo(302);
  }

  @Test
  void aPasswordThatCannotBeOneIsRefusedAndNotRepeated() throws IOException {
    for (String password : new String[] {"\"\"", "\"" + "x".repeat(257) + "\"", "17"}) {
      Told told =
          client.post("{\"longUrl\": \"https://example.org/\", \"password\": " + password + "}");
      assertThat(told.status()).isBetween(400, 422);
      assertThat(told.errors()).singleElement().asString().startsWith("password: must");
      assertThat(told.response().body()).doesNotContain("xxx").doesNotContain("17");
    }
  }

  @Test
  void aBrowserGetsAFormThatAnswersToTheSamePath() throws IOException {
    make("");
    Response form = server.get("/docs?x=1", HTML);
    assertThat(form.status()).isEqualTo(403);
    assertThat(form.body())
        .contains("<form method=\"post\">", "type=\"password\"")
        .doesNotContain("example.org");
    assertThat(form.one("Cache-Control")).isEqualTo("no-store");
    assertThat(form.one("Content-Security-Policy"))
        .isEqualTo(server.get("/add", HTML).one("Content-Security-Policy"))
        .doesNotContain("unsafe");
    assertThat(form.all("WWW-Authenticate")).isEmpty();
    assertThat(form.all("Location")).isEmpty();
  }

  /** Chrome follows no redirect to elsewhere from a form that may be sent to ourselves only. */
  @Test
  void aBrowserThatPostsThePasswordIsLedOn() throws IOException {
    make("");
    Response on = server.ask(TestServer.post("/docs", FORM, RIGHT, HTML));
    assertThat(on.status()).isEqualTo(200);
    assertThat(on.one("Refresh")).isEqualTo("0;url=" + TARGET);
    assertThat(on.body()).contains("href=\"" + TARGET + "\"").doesNotContain("ssword");
    assertThat(on.one("Cache-Control")).isEqualTo("no-store");
  }

  /** By 307 or 308 it would post the password to the target. */
  @Test
  void whoeverElsePostsItIsLedOnByGet() throws IOException {
    make("\"redirectStatus\": 308, \"cacheSeconds\": 60,");
    Response on = server.ask(TestServer.post("/docs", FORM, RIGHT));
    assertThat(on.status()).isEqualTo(303);
    assertThat(on.all("Location")).containsExactly(TARGET);
    assertThat(on.one("Cache-Control")).isEqualTo("no-store");
  }

  @Test
  void aWrongPasswordIsToldSo() throws IOException {
    make("");
    Response page = server.ask(TestServer.post("/docs", FORM, "password=x", HTML));
    assertThat(page.status()).isEqualTo(403);
    assertThat(page.body()).contains("This is not the password.").doesNotContain("example.org");
    Response plain = server.ask(TestServer.post("/docs", FORM, "password=x"));
    assertThat(plain.status()).isEqualTo(401);
    Response basic = server.get("/docs", HTML, basic("x"));
    assertThat(basic.status()).isEqualTo(401);
    assertThat(basic.one("WWW-Authenticate")).startsWith("Basic ");
  }

  @Test
  void whoIsNoBrowserIsAskedByHttpBasic() throws IOException {
    make("\"redirectStatus\": 301, \"cacheSeconds\": 60,");
    for (String method : new String[] {"GET", "HEAD"}) {
      Response asked = server.ask(TestServer.request(method, "/docs"));
      assertThat(asked.status()).isEqualTo(401);
      assertThat(asked.one("WWW-Authenticate"))
          .isEqualTo("Basic realm=\"a link\", charset=\"UTF-8\"");
      assertThat(asked.one("Cache-Control")).isEqualTo("no-store");
      Response on = server.ask(TestServer.request(method, "/docs", basic(PASSWORD)));
      assertThat(on.status()).isEqualTo(301);
      assertThat(on.all("Location")).containsExactly(TARGET);
      assertThat(on.one("Cache-Control")).isEqualTo("no-store");
    }
  }

  @Test
  void whatIsNoPasswordIsAskedForAgainAndCostsNothing() throws IOException {
    make("");
    for (int i = 0; i < 2 * Attempts.OF_CLIENT.count(); i++) {
      for (String field :
          new String[] {"Authorization: Basic ???", "Authorization: Bearer x", basic("")}) {
        assertThat(server.get("/docs", stranger(1), field).status()).isEqualTo(401);
      }
      assertThat(server.ask(TestServer.post("/docs", "text/plain", RIGHT, stranger(1))).status())
          .isEqualTo(401);
      assertThat(server.ask(TestServer.post("/docs", FORM, "password=%FF", stranger(1))).status())
          .isEqualTo(401);
    }
  }

  @Test
  void thePasswordCountsNowhereInTheUrl() throws IOException {
    make("");
    assertThat(server.get("/docs?" + RIGHT).status()).isEqualTo(401);
    assertThat(server.ask(TestServer.post("/docs?" + RIGHT, FORM, "a=b")).status()).isEqualTo(401);
  }

  @Test
  void thePreviewIsLockedToo() throws IOException {
    make("");
    assertThat(server.get("/docs+", HTML).body()).doesNotContain("example.org");
    assertThat(server.get("/docs+").status()).isEqualTo(401);
    Response shown = server.ask(TestServer.post("/docs+", FORM, RIGHT, HTML));
    assertThat(shown.status()).isEqualTo(200);
    assertThat(shown.body()).contains(TARGET);
    assertThat(shown.all("Refresh")).isEmpty();
  }

  @Test
  void otherMethodsAreRefused() throws IOException {
    make("\"redirectStatus\": 307,");
    assertThat(server.ask(TestServer.request("PUT", "/docs", basic(PASSWORD))).status())
        .isEqualTo(405);
  }

  @Test
  void overHttp2TheSame() throws IOException {
    make("");
    try (FrameClient over2 = FrameClient.connect(server.address())) {
      assertThat(over2.answer(over2.request("GET", "/docs")).status()).isEqualTo(401);
      String value = basic(PASSWORD).substring("Authorization: ".length());
      FrameClient.Answer on = over2.answer(over2.request("GET", "/docs", "authorization", value));
      assertThat(on.status()).isEqualTo(302);
      assertThat(on.field("location")).isEqualTo(TARGET);
    }
  }

  @Test
  void aClientHasOnlySoManyAttempts() throws IOException {
    make("");
    for (int i = 0; i < Attempts.OF_CLIENT.count(); i++) {
      assertThat(server.get("/docs", stranger(1), basic("x" + i)).status()).isEqualTo(401);
    }
    Response out = server.get("/docs", stranger(1), basic(PASSWORD));
    assertThat(out.status()).isEqualTo(429);
    assertThat(Integer.parseInt(out.one("Retry-After"))).isBetween(1, 6);
    assertThat(server.get("/docs", HTML, stranger(1), basic("x")).body())
        .contains("Too many wrong");
    assertThat(server.get("/docs", stranger(2), basic(PASSWORD)).status()).isEqualTo(302);
    assertThat(server.get("/docs", stranger(1)).status()).isEqualTo(401);
  }

  @Test
  void whoKnowsItMayComeAsOftenAsHeLikes() throws IOException {
    make("");
    for (int i = 0; i < 2 * Attempts.OF_CLIENT.count(); i++) {
      assertThat(server.get("/docs", stranger(1), basic(PASSWORD)).status()).isEqualTo(302);
    }
  }

  @Test
  void aLockedLinkThatIsDisabledIsUnknown() throws IOException {
    make("\"enabled\": false,");
    assertThat(server.get("/docs", basic(PASSWORD)).status()).isEqualTo(404);
    assertThat(server.ask(TestServer.post("/docs", FORM, RIGHT)).status())
        .isEqualTo(server.ask(TestServer.post("/none", FORM, RIGHT)).status());
  }

  @Test
  void itIsExplained() throws IOException {
    make("");
    assertThat(client.get(LINKS + "/docs/explain").json())
        .containsEntry("needsPassword", true)
        .containsEntry("leadsTo", TARGET);
  }

  private Told make(String more) throws IOException {
    Told made =
        client.post(
            "{\"longUrl\": \""
                + TARGET
                + "\", \"shortCode\": \"docs\", "
                + more
                + " \"password\": \""
                + PASSWORD
                + "\"}");
    assertThat(made.status()).isEqualTo(201);
    return made;
  }

  private static String stranger(int last) {
    return "X-Forwarded-For: 203.0.113." + last;
  }

  private static String basic(String password) {
    byte[] pair = ("anybody:" + password).getBytes(UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
