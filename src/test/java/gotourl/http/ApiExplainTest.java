package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.TestServer.Setup;
import gotourl.link.About;
import gotourl.link.Draft;
import gotourl.link.Rule;
import gotourl.link.Rules;
import gotourl.link.Terms;
import gotourl.support.Drafts;
import gotourl.support.KnownSecrets;
import gotourl.support.Seed;
import java.io.IOException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Why a redirect would lead where it does. */
class ApiExplainTest {

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server =
      new TestServer(Setup.USUAL.proxies("127.0.0.1,::1,unix"), secrets);
  private final ApiClient client = new ApiClient(server, secrets.of(Scope.READ));

  ApiExplainTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void itSaysWhichRuleDecidesAndWhatEachConditionWentBy() throws IOException {
    ApiClient admin = new ApiClient(server, secrets.of(Scope.ADMIN));
    admin.post(
        """
        {"longUrl": "https://example.org/own", "shortCode": "docs", "forwardQuery": true, "rules": [
          {"longUrl": "https://example.org/de", "conditions": [{"type": "country", "value": "DE"}, {"type": "language", "value": "fr"}]},
          {"longUrl": "https://example.org/2030", "conditions": [{"type": "date", "value": "2030-01-01T00:00:00Z/.."}]}]}
        """);
    Told told =
        client.get(
            LINKS + "/docs/explain?country=DE&lang=de&query=a%3Db&at=2030-06-01T00:00:00%2B02:00");
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.header("Cache-Control")).isEqualTo("no-store");
    assertThat(told.response().body())
        .isEqualTo(
            "{\"shortCode\":\"docs\",\"at\":\"2030-05-31T22:00:00Z\","
                + "\"leadsTo\":\"https://example.org/2030?a=b\",\"needsPassword\":false,"
                + "\"obstacle\":null,\"decidedBy\":1,\"rules\":["
                + "{\"longUrl\":\"https://example.org/de\",\"holds\":false,\"conditions\":["
                + "{\"type\":\"country\",\"value\":\"DE\",\"holds\":true,\"fact\":\"the country is DE\"},"
                + "{\"type\":\"language\",\"value\":\"fr\",\"holds\":false,\"fact\":\"of these languages none is accepted\"}]},"
                + "{\"longUrl\":\"https://example.org/2030\",\"holds\":true,\"conditions\":["
                + "{\"type\":\"date\",\"value\":\"2030-01-01T00:00:00Z/..\",\"holds\":true,\"fact\":\"it is 2030-05-31T22:00:00Z\"}]}]}");
  }

  @Test
  void itSaysWhatIsInTheWay() throws IOException {
    add("off", Terms.NONE.withEnabled(false));
    add("bin", Terms.NONE.withBinned(true));
    var _ = server.store().add(server.key("bad"), "javascript:alert(1)");
    assertThat(explain("off", "")).containsEntry("obstacle", "it is disabled");
    assertThat(explain("bin", "")).containsEntry("obstacle", "it is in the bin");
    assertThat(explain("bad", ""))
        .containsEntry("obstacle", "where it would lead may be no target, or no longer")
        .containsEntry("leadsTo", null);
    ApiClient admin = new ApiClient(server, secrets.of(Scope.ADMIN));
    admin.post(
        """
        {"longUrl": "https://example.org/", "shortCode": "year", "validSince": "2030-01-01T00:00:00Z", "validUntil": "2031-01-01T00:00:00Z"}
        """);
    assertThat(explain("year", "?at=2029-12-31T23:59:59.999Z"))
        .containsEntry("obstacle", "it is not valid yet");
    assertThat(explain("year", "?at=2030-01-01T00:00:00Z"))
        .containsEntry("obstacle", null)
        .containsEntry("leadsTo", "https://example.org/");
    assertThat(explain("year", "?at=2031-01-01T00:00:00Z"))
        .containsEntry("obstacle", "it is not valid any more");
  }

  @Test
  void allThatIsWrongWithTheParametersIsTold() throws IOException {
    add("docs", Terms.NONE);
    Told told =
        client.get(LINKS + "/docs/explain?country=XX&query=a%20b&at=now&ua=a&ua=b&address=1.2.3.4");
    assertThat(told.problem()).isEqualTo("invalid");
    assertThat(told.errors())
        .extracting(error -> error.substring(0, error.indexOf(':')))
        .containsExactly("country", "query", "at", "ua", "address");
    assertThat(client.get(LINKS + "/docs/explain?ua=%ff").problem()).isEqualTo("malformed");
  }

  @Test
  void itIsForThoseWhoMayReadAndForLinksThatAreThere() throws IOException {
    add("docs", Terms.NONE);
    assertThat(client.get(LINKS + "/none/explain").status()).isEqualTo(404);
    ApiClient writer = new ApiClient(server, secrets.of(Scope.WRITE));
    assertThat(writer.get(LINKS + "/docs/explain").status()).isEqualTo(404);
    assertThat(new ApiClient(server, "").get(LINKS + "/docs/explain").status()).isEqualTo(401);
    assertThat(client.send("POST", LINKS + "/docs/explain", "").header("Allow"))
        .isEqualTo("GET, HEAD, OPTIONS");
  }

  @Test
  void aCodeThatEndsSoHasItsSlashEncoded() throws IOException {
    add("a/explain", Terms.NONE);
    add("a", Terms.NONE.withEnabled(false));
    assertThat(explain("a", "")).containsEntry("shortCode", "a");
    assertThat(client.get(LINKS + "/a%2Fexplain").field("shortCode")).isEqualTo("a/explain");
    assertThat(explain("a%2Fexplain", "")).containsEntry("shortCode", "a/explain");
  }

  /** But for the address, of which it is not told, whatever the rules. */
  @Test
  void itSaysWhatTheRedirectDoes() throws IOException {
    Random random = new Random(Seed.next("itSaysWhatTheRedirectDoes"));
    String[] agents = {"", "Mozilla/5.0 (Linux; Android 14) Chrome/125.0 Mobile", "Firefox/126.0"};
    String[] languages = {"", "de-CH, en;q=0.5", "fr"};
    String[] queries = {"", "a=%C3%A9&b", "b=1&b="};
    int led = 0;
    for (int i = 0; i < 300; i++) {
      Rules rules = withoutAddress(Drafts.rules(random));
      String code = "go" + i;
      add(code, Terms.NONE.withRules(rules).withForwardsQuery(random.nextBoolean()));
      String agent = agents[random.nextInt(agents.length)];
      String language = languages[random.nextInt(languages.length)];
      String query = queries[random.nextInt(queries.length)];
      boolean abroad = random.nextBoolean();
      Map<String, @Nullable Object> explained =
          explain(
              code,
              "?ua="
                  + encode(agent)
                  + "&lang="
                  + encode(language)
                  + "&query="
                  + encode(query)
                  + (abroad ? "&country=DE" : ""));
      String target =
          server
              .get(
                  "/" + code + (query.isEmpty() ? "" : "?" + query),
                  "User-Agent: " + agent,
                  "Accept-Language: " + language,
                  "X-Forwarded-For: " + (abroad ? "203.0.113.7" : "127.0.0.1"))
              .one("Location");
      assertThat(explained.get("leadsTo")).as(rules + agent + language + query).isEqualTo(target);
      led += explained.get("decidedBy") == null ? 0 : 1;
    }
    assertThat(led).isGreaterThan(50);
  }

  private static Rules withoutAddress(Rules rules) {
    List<Rule> kept =
        rules.rules().stream()
            .filter(rule ->
                rule.conditions().stream()
                    .noneMatch(condition ->
                        condition.text().type().equals("address")
                            || condition.text().type().equals("share")))
            .toList();
    return new Rules(kept);
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, UTF_8);
  }

  private Map<String, @Nullable Object> explain(String code, String query) throws IOException {
    Told told = client.get(LINKS + "/" + code + "/explain" + query);
    assertThat(told.status()).isEqualTo(200);
    return told.json();
  }

  private void add(String code, Terms terms) {
    Draft draft = new Draft("https://example.org/own", terms, About.NOTHING, Draft.NOBODY);
    var _ = server.store().add(server.key(code), draft);
  }
}
