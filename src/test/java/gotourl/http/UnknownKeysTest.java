package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys that name no link: how often one may ask, and where they lead. */
class UnknownKeysTest {

  private static final String CLIENT = "X-Forwarded-For: 203.0.113.7";
  private static final String OTHER = "X-Forwarded-For: 203.0.113.8";
  private static final Rate THREE = new Rate(3, Duration.ofHours(3));
  private static final String HTML = "Accept: text/html";

  @Test
  void whoIsOutCannotTellKnownFromUnknown() throws IOException {
    try (TestServer server = limited()) {
      guessAll(server);
      Response unknown = server.get("/none", CLIENT);
      assertThat(unknown.status()).isEqualTo(429);
      assertThat(unknown.one("Cache-Control")).isEqualTo("no-store");
      assertThat(Integer.parseInt(unknown.one("Retry-After"))).isBetween(3_500, 3_600);
      for (String path : new String[] {"/go", "/go+", "/none+", "/old", "/go?x"}) {
        Response other = server.get(path, CLIENT);
        assertThat(other.status()).as(path).isEqualTo(429);
        assertThat(other.body()).isEqualTo(unknown.body());
      }
      assertThat(server.ask(TestServer.request("HEAD", "/go", CLIENT)).status()).isEqualTo(429);
      Response page = server.get("/go", CLIENT, HTML);
      assertThat(page.status()).isEqualTo(429);
      assertThat(page.one("Content-Type")).startsWith("text/html");
      assertThat(page.one("Retry-After")).isNotEmpty();
    }
  }

  @Test
  void othersDoNotNotice() throws IOException {
    try (TestServer server = limited()) {
      guessAll(server);
      assertThat(server.get("/go", OTHER).status()).isEqualTo(302);
      assertThat(server.get("/none", OTHER).status()).isEqualTo(404);
      assertThat(server.get("/go").status()).isEqualTo(302);
    }
  }

  @Test
  void ourOwnPagesAndPathsThatCanBeNoKeyCostNothing() throws IOException {
    try (TestServer server = limited()) {
      for (int i = 0; i < 3; i++) {
        assertThat(server.get("/..%2Fx", CLIENT).status()).isEqualTo(404);
        assertThat(server.get("/go", CLIENT).status()).isEqualTo(302);
        assertThat(server.get("/favicon.ico", CLIENT).status()).isEqualTo(200);
      }
      guessAll(server);
      assertThat(server.get("/..%2Fx", CLIENT).status()).isEqualTo(404);
      assertThat(server.get("/add", CLIENT).status()).isEqualTo(200);
      assertThat(server.get("/", CLIENT).status()).isEqualTo(302);
    }
  }

  @Test
  void aLinkThatMayNotBeFollowedCostsWhatAnUnknownOneDoes() throws IOException {
    try (TestServer server = limited()) {
      for (int i = 0; i < 3; i++) {
        assertThat(server.get("/old", CLIENT).status()).isEqualTo(404);
      }
      assertThat(server.get("/old", CLIENT).status()).isEqualTo(429);
    }
  }

  @Test
  void aLookElsewhereCostsAGuessOnlyIfNothingIsThere() throws IOException {
    TestServer.Setup setup =
        TestServer.Setup.USUAL
            .proxies("127.0.0.1")
            .unknown(new UnknownKeys.Options(Optional.of(THREE), Optional.empty()))
            .around(StoreAround::elsewhere);
    try (TestServer server = new TestServer(setup)) {
      server.link("go", "https://example.org/");
      for (int i = 0; i < 10; i++) {
        assertThat(server.get("/go", CLIENT).status()).isEqualTo(302);
      }
      guessAll(server);
      assertThat(server.get("/none", CLIENT).status()).isEqualTo(429);
      assertThat(server.get("/go", CLIENT).status()).isEqualTo(429);
    }
  }

  @Test
  void withoutALimitEverybodyMayGuess() throws IOException {
    try (TestServer server = new TestServer(TestServer.Setup.USUAL.proxies("127.0.0.1"))) {
      for (int i = 0; i < 200; i++) {
        assertThat(server.get("/none", CLIENT).status()).isEqualTo(404);
      }
    }
  }

  @Test
  void anUnknownKeyLeadsWhereTheOperatorSays() throws IOException {
    try (TestServer server = leading("https://example.org/lost?from=goto")) {
      Response response = server.get("/none");
      assertThat(response.status()).isEqualTo(302);
      assertThat(response.all("Location")).containsExactly("https://example.org/lost?from=goto");
      assertThat(response.one("Cache-Control")).isEqualTo("no-store");
      assertThat(response.one("Content-Length")).isEqualTo("0");
      assertThat(server.get("/none", HTML).status()).isEqualTo(302);
      assertThat(server.get("/old").status()).isEqualTo(302);
      assertThat(server.ask(TestServer.request("HEAD", "/none")).status()).isEqualTo(302);
    }
  }

  @Test
  void nothingElseLeadsThere() throws IOException {
    try (TestServer server = leading("https://example.org/lost")) {
      assertThat(server.get("/none+").status()).isEqualTo(404);
      assertThat(server.get("/..%2Fx").status()).isEqualTo(404);
      assertThat(server.get("/%ff").status()).isEqualTo(404);
      assertThat(server.get("/-/none.css").status()).isEqualTo(404);
      assertThat(server.ask(TestServer.request("POST", "/none")).status()).isEqualTo(405);
      assertThat(server.get("/go").one("Location")).isEqualTo("https://example.org/");
      for (String path : new String[] {"//evil.example", "/none?to=https://evil.example"}) {
        assertThat(server.get(path).all("Location")).isSubsetOf("https://example.org/lost");
      }
    }
  }

  @Test
  void whereAnyMethodIsTakenOnlyGetAndHeadLeadThere() throws IOException {
    try (TestServer server =
        new TestServer(
            TestServer.Setup.USUAL
                .redirect(307)
                .unknown(
                    new UnknownKeys.Options(
                        Optional.empty(), Optional.of("https://e.example/"))))) {
      assertThat(server.ask(TestServer.request("POST", "/none")).status()).isEqualTo(404);
      assertThat(server.get("/none").status()).isEqualTo(302);
    }
  }

  /** As if that host were another name of this server. */
  @ParameterizedTest
  @CsvSource({
    "https://alias.example/lost, /lost",
    "https://alias.example/lost?a=b, /lost?a=b",
    "https://alias.example/lost#x, /lost",
    "https://alias.example/gr%C3%BC%C3%9Fe, /gr%c3%bc%c3%9fe",
    "https://alias.example/a/b, /a/b",
  })
  void whereItLeadsItNeverLeadsAgain(String target, String path) throws IOException {
    try (TestServer server = leading(target)) {
      assertThat(server.get("/none").all("Location")).containsExactly(target);
      Response back = server.get(path);
      assertThat(back.status()).isEqualTo(404);
      assertThat(back.all("Location")).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://alias.example/", "https://alias.example/?x=/none"})
  void aTargetWithoutAPathLeadsToNoKey(String target) throws IOException {
    try (TestServer server = leading(target)) {
      assertThat(server.get("/none").all("Location")).containsExactly(target);
      assertThat(server.get("/").one("Location")).isEqualTo("/add");
    }
  }

  private static void guessAll(TestServer server) throws IOException {
    for (int i = 0; i < THREE.count(); i++) {
      assertThat(server.get("/none", CLIENT).status()).isEqualTo(404);
    }
  }

  private static TestServer limited() {
    return server(new UnknownKeys.Options(Optional.of(THREE), Optional.empty()));
  }

  private static TestServer leading(String target) {
    return server(new UnknownKeys.Options(Optional.empty(), Optional.of(target)));
  }

  private static TestServer server(UnknownKeys.Options options) {
    TestServer server =
        new TestServer(TestServer.Setup.USUAL.proxies("127.0.0.1").unknown(options));
    server.link("go", "https://example.org/");
    server.link("old", "javascript:alert(1)");
    return server;
  }
}
