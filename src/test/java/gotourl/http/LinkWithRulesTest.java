package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import gotourl.http.TestServer.Setup;
import gotourl.link.About;
import gotourl.link.ConditionText;
import gotourl.link.Draft;
import gotourl.link.RuleText;
import gotourl.link.Rules;
import gotourl.link.Terms;
import gotourl.support.Drafts;
import gotourl.support.Seed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Links with rules, through a real server whose proxies are on this machine. */
class LinkWithRulesTest {

  private static final String OWN = "https://example.org/own";
  private static final String ANDROID =
      "User-Agent: Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)"
          + " Chrome/125.0.0.0 Mobile Safari/537.36";
  private static final String WINDOWS =
      "User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:126.0) Gecko/20100101"
          + " Firefox/126.0";

  /** Makes a request unusual, so that it goes the long way; it says nothing else. */
  private static final String LONG_WAY = "Content-Length: 0";

  private final TestServer server = new TestServer(Setup.USUAL.proxies("127.0.0.1,::1,unix"));

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void theFirstRuleThatHoldsDecides() throws IOException {
    link(
        "go",
        rule("https://example.org/app", on("device", "android"), on("language", "de")),
        rule("https://example.org/phone", on("device", "mobile")),
        rule("https://example.org/de", on("language", "de")));
    String german = "Accept-Language: fr, de-CH;q=0.8";
    assertThat(target("/go", ANDROID, german)).isEqualTo("https://example.org/app");
    assertThat(target("/go", ANDROID)).isEqualTo("https://example.org/phone");
    assertThat(target("/go", WINDOWS, german)).isEqualTo("https://example.org/de");
    assertThat(target("/go", german)).isEqualTo("https://example.org/de");
    assertThat(target("/go", WINDOWS, "Accept-Language: de;q=0")).isEqualTo(OWN);
    assertThat(target("/go")).isEqualTo(OWN);
  }

  @Test
  void aParameterOfTheQueryDecides() throws IOException {
    link("go", rule("https://example.org/x", new ConditionText("query", "a", "é")));
    assertThat(target("/go?b&a=%C3%A9")).isEqualTo("https://example.org/x");
    assertThat(target("/go?a=e")).isEqualTo(OWN);
    assertThat(target("/go")).isEqualTo(OWN);
  }

  @Test
  void theTimeDecides() throws IOException {
    Instant soon = Instant.now().plus(Duration.ofHours(1));
    link(
        "go",
        rule("https://example.org/then", on("date", soon + "/..")),
        rule("https://example.org/now", on("date", "../" + soon)));
    assertThat(target("/go")).isEqualTo("https://example.org/now");
  }

  @Test
  void theAddressDecidesThatATrustedProxyTells() throws IOException {
    link(
        "go",
        rule("https://example.org/lab", on("address", "203.0.113.0/24")),
        rule("https://example.org/de", on("country", "DE")));
    assertThat(target("/go", "X-Forwarded-For: 203.0.113.7")).isEqualTo("https://example.org/lab");
    assertThat(target("/go", "X-Forwarded-For: 198.51.100.7")).isEqualTo("https://example.org/de");
    assertThat(target("/go", "X-Forwarded-For: 203.0.113.7", "X-Forwarded-For: 198.51.100.7"))
        .isEqualTo("https://example.org/de");
    try (TestServer alone = new TestServer()) {
      link(alone, "go", rule("https://example.org/lab", on("address", "203.0.113.0/24")));
      assertThat(alone.get("/go", "X-Forwarded-For: 203.0.113.7").one("Location")).isEqualTo(OWN);
    }
  }

  @Test
  void aShareIsTheSameEachTimeWithoutACookie() throws IOException {
    link("go", rule("https://example.org/b", on("share", "50")));
    List<String> drawn = new ArrayList<>();
    for (int visitor = 0; visitor < 200; visitor++) {
      String from = "X-Forwarded-For: 203.0.113." + visitor;
      Response first = server.get("/go", from, WINDOWS);
      assertThat(first.all("Set-Cookie")).isEmpty();
      for (int again = 0; again < 3; again++) {
        assertThat(target("/go", from, WINDOWS)).isEqualTo(first.one("Location"));
      }
      drawn.add(first.one("Location"));
    }
    // Fair coins fall outside of this less than once in ten million times.
    assertThat(drawn.stream().filter("https://example.org/b"::equals).count()).isBetween(62L, 138L);
  }

  @Test
  void theShortWayTheLongWayAndHttp2LeadToTheSame() throws IOException {
    Random random = new Random(Seed.next("theShortWayTheLongWayAndHttp2LeadToTheSame"));
    String[] agents = {ANDROID, WINDOWS, "User-Agent:", "user-agent:   curl/8.5.0  "};
    String[] languages = {"Accept-Language: de", "accept-language: en, fr;q=0.3", "X-Language: de"};
    String[] addresses = {"X-Forwarded-For: 203.0.113.7", "x-forwarded-for: 10.1.2.3, 10.1.2.4"};
    try (FrameClient over2 = FrameClient.connect(server.address())) {
      for (int i = 0; i < 200; i++) {
        String code = "go" + i;
        add(server, code, Drafts.rules(random));
        String agent = agents[random.nextInt(agents.length)];
        String language = languages[random.nextInt(languages.length)];
        String address = addresses[random.nextInt(addresses.length)];
        Response quick = server.get("/" + code, agent, language, address);
        Response slow = server.get("/" + code, agent, language, address, LONG_WAY);
        assertThat(quick.status()).isEqualTo(302);
        assertThat(slow.one("Location")).isEqualTo(quick.one("Location"));
        assertThat(slow.one("Cache-Control")).isEqualTo(quick.one("Cache-Control"));
        FrameClient.Answer answer =
            over2.answer(over2.request("GET", "/" + code, fields(agent, language, address)));
        assertThat(answer.field("location")).isEqualTo(quick.one("Location"));
        assertThat(answer.field("cache-control")).isEqualTo(quick.one("Cache-Control"));
      }
    }
  }

  /** As HTTP/2 has them: names in lower case, and no space around the value. */
  private static String[] fields(String... lines) {
    String[] fields = new String[2 * lines.length];
    for (int i = 0; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      fields[2 * i] = lines[i].substring(0, colon).toLowerCase(Locale.ROOT);
      fields[2 * i + 1] = lines[i].substring(colon + 1).strip();
    }
    return fields;
  }

  @Test
  void severalFieldsOfOneNameAreOneList() throws IOException {
    link("go", rule("https://example.org/de", on("language", "de")));
    for (String more : new String[] {"X-A: b", LONG_WAY}) {
      assertThat(target("/go", "Accept-Language: fr", more, "Accept-Language: de"))
          .isEqualTo("https://example.org/de");
    }
  }

  @Test
  void aHeadIsToldTheSame() throws IOException {
    link("go", rule("https://example.org/de", on("language", "de")));
    Response response = server.ask(TestServer.request("HEAD", "/go", "Accept-Language: de"));
    assertThat(response.one("Location")).isEqualTo("https://example.org/de");
  }

  @Test
  void aTargetOfARuleIsAskedAboutAgain() throws IOException {
    for (String target : new String[] {"javascript:alert(1)", "mailto:a@example.org"}) {
      link(target.substring(0, 4), rule(target, on("language", "de")));
      assertThat(server.get("/" + target.substring(0, 4), "Accept-Language: de").status())
          .isEqualTo(404);
      assertThat(server.get("/" + target.substring(0, 4)).status()).isEqualTo(302);
    }
  }

  @Test
  void thePreviewShowsWhereThisVisitorWouldBeLed() throws IOException {
    link("go", rule("https://example.org/de", on("language", "de")));
    assertThat(server.get("/go+", "Accept-Language: de").body())
        .isEqualTo("https://example.org/de");
    assertThat(server.get("/go+").body()).isEqualTo(OWN);
  }

  @Test
  void whatIsKeptIsForOneVisitorAndNotBeyondTheNextDate() throws IOException {
    add(
        server,
        "go",
        Terms.NONE
            .withCacheSeconds(3600)
            .withRules(rules(rule("https://example.org/de", on("language", "de")))));
    assertThat(server.get("/go").one("Cache-Control")).isEqualTo("private, max-age=3600");
    Instant soon = Instant.now().plus(Duration.ofSeconds(100));
    add(
        server,
        "soon",
        Terms.NONE
            .withCacheSeconds(3600)
            .withRules(rules(rule("https://example.org/then", on("date", soon + "/..")))));
    String kept = server.get("/soon").one("Cache-Control");
    assertThat(Integer.parseInt(kept.substring(kept.indexOf('=') + 1))).isBetween(1, 100);
  }

  private String target(String path, String... fields) throws IOException {
    Response response = server.get(path, fields);
    assertThat(response.status()).isEqualTo(302);
    assertThat(response.all("Location")).hasSize(1);
    return response.one("Location");
  }

  private void link(String code, RuleText... texts) {
    link(server, code, texts);
  }

  private static void link(TestServer server, String code, RuleText... texts) {
    add(server, code, rules(texts));
  }

  private static void add(TestServer server, String code, Rules rules) {
    add(server, code, Terms.NONE.withRules(rules));
  }

  private static void add(TestServer server, String code, Terms terms) {
    var _ =
        server.store().add(server.key(code), new Draft(OWN, terms, About.NOTHING, Draft.NOBODY));
  }

  private static Rules rules(RuleText... texts) {
    return switch (Rules.read(List.of(texts))) {
      case Rules.Valid(Rules rules) -> rules;
      case Rules.Invalid invalid -> throw new AssertionError(invalid.faults());
    };
  }

  private static RuleText rule(String target, ConditionText... conditions) {
    return new RuleText(target, List.of(conditions));
  }

  private static ConditionText on(String type, @Nullable String value) {
    return new ConditionText(type, null, value);
  }
}
