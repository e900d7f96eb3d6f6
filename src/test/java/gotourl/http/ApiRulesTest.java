package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.TestServer.Setup;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The rules of a link over the API. */
class ApiRulesTest {

  private static final String DOCS = LINKS + "/docs";
  private static final String RULES =
      """
      [{"longUrl": "HTTPS://Example.org/a%20b", "conditions": [{"type": "device", "value": " android , ios"}, {"type": "query", "name": "a", "value": null}]},
       {"longUrl": "https://example.org/x", "conditions": [{"type": "share", "name": null, "value": "12.50"}]}]
      """;

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server = new TestServer(Setup.USUAL, secrets);
  private final ApiClient client = new ApiClient(server, secrets.of(Scope.ADMIN));

  ApiRulesTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void whatIsSetIsAnsweredAsItIsKept() throws IOException {
    Told made = make(RULES);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.response().body())
        .contains(
            "\"rules\":[{\"longUrl\":\"https://example.org/a%20b\",\"conditions\":["
                + "{\"type\":\"device\",\"value\":\"android,ios\"},"
                + "{\"type\":\"query\",\"name\":\"a\",\"value\":null}]},"
                + "{\"longUrl\":\"https://example.org/x\",\"conditions\":["
                + "{\"type\":\"share\",\"value\":\"12.5\"}]}]");
    String agent = "User-Agent: Mozilla/5.0 (Linux; Android 14) Chrome/125.0 Mobile";
    assertThat(server.get("/docs?a", agent).one("Location")).isEqualTo("https://example.org/a%20b");
  }

  @Test
  void whatIsAnsweredCanBeSentBack() throws IOException {
    Object rules = make(RULES).field("rules");
    String body = client.get(DOCS).response().body();
    String answered = body.substring(body.indexOf("\"rules\":"), body.indexOf(",\"hasPassword"));
    Told edited = client.patch(DOCS, "{" + answered + "}");
    assertThat(edited.status()).isEqualTo(200);
    assertThat(edited.field("rules")).isEqualTo(rules);
    assertThat(edited.field("version")).isEqualTo(1L);
  }

  @Test
  void rulesAreChangedAsAWholeAndCleared() throws IOException {
    make(RULES);
    Told one =
        client.patch(
            DOCS,
            """
            {"rules": [{"longUrl": "https://example.org/y", "conditions": [{"type": "language", "value": "de"}]}]}
            """);
    assertThat((List<?>) one.field("rules")).hasSize(1);
    assertThat(client.patch(DOCS, "{\"title\": \"A\"}").field("rules"))
        .isEqualTo(one.field("rules"));
    assertThat(client.patch(DOCS, "{\"rules\": null}").field("rules")).isEqualTo(List.of());
    assertThat(client.patch(DOCS, "{\"rules\": []}").field("version")).isEqualTo(4L);
  }

  @Test
  void theHistoryKnowsThemAndBringsThemBack() throws IOException {
    Object first = make(RULES).field("rules");
    client.patch(DOCS, "{\"rules\": null}");
    List<Map<String, Object>> versions = versions();
    assertThat(versions.getFirst()).containsEntry("rules", List.of());
    assertThat(versions.getLast()).containsEntry("rules", first);
    Told restored = client.send("POST", DOCS + "/history/1/restore", "");
    assertThat(restored.field("rules")).isEqualTo(first);
  }

  @SuppressWarnings("unchecked")
  private List<Map<String, Object>> versions() throws IOException {
    return (List<Map<String, Object>>) (List<?>) client.get(DOCS + "/history").list("versions");
  }

  @Test
  void everyFaultIsNamedWithItsPlace() throws IOException {
    Told told =
        make(
            """
            [{"longUrl": "javascript:alert(1)", "conditions": [{"type": "device", "value": "ios"}, {"type": "share", "value": "101"}]},
             {"longUrl": "http://goto.example/docs", "conditions": []},
             {"longUrl": "https://example.org/", "conditions": [{"type": "weather", "value": "x"}, {"type": "query", "value": "x"}]}]
            """);
    assertThat(told.problem()).isEqualTo("refused");
    assertThat(told.errors())
        .extracting(error -> error.substring(0, error.indexOf(':')))
        .containsExactlyInAnyOrder(
            "rules[0].longUrl",
            "rules[0].conditions[1].value",
            "rules[1].longUrl",
            "rules[1].conditions",
            "rules[2].conditions[0].type",
            "rules[2].conditions[1].name");
  }

  @Test
  void everythingOfTheWrongTypeIsNamedWithItsPlace() throws IOException {
    Told told =
        make(
            """
            [7, {"longUrl": 1, "conditions": {}}, {"conditions": [1, {"value": 2, "unit": "%"}]}, {"longUrl": "x", "target": "y"}]
            """);
    assertThat(told.problem()).isEqualTo("invalid");
    assertThat(told.errors())
        .containsExactlyInAnyOrder(
            "rules[0]: must be an object with longUrl and conditions",
            "rules[1].longUrl: must be a text",
            "rules[1].conditions: must be an array",
            "rules[2].longUrl: is missing",
            "rules[2].conditions[0]: must be an object with type, and name or value",
            "rules[2].conditions[1].type: is missing",
            "rules[2].conditions[1].value: must be a text or null",
            "rules[2].conditions[1].unit: is unknown",
            "rules[3].target: is unknown",
            "rules[3].conditions: is missing");
    assertThat(make("{}").errors()).containsExactly("rules: must be an array of rules");
    assertThat(server.get("/docs").status()).isEqualTo(404);
  }

  @Test
  void thereAreNoMoreOfThemThanThereMayBe() throws IOException {
    String rule =
        "{\"longUrl\": \"https://example.org/\", \"conditions\": [{\"type\": \"share\", \"value\": \"1\"}]}";
    assertThat(make("[" + (rule + ",").repeat(32) + rule + "]").errors())
        .containsExactly("rules: is refused: a link may have 32 rules");
    assertThat(make("[" + (rule + ",").repeat(31) + rule + "]").status()).isEqualTo(201);
  }

  @Test
  void aBodyThatIsDeeperThanRulesAreIsRefusedAtOnce() throws IOException {
    assertThat(make("[".repeat(40) + "]".repeat(40)).problem()).isEqualTo("malformed");
  }

  private Told make(String rules) throws IOException {
    return client.post(
        "{\"longUrl\": \"https://example.org/own\", \"shortCode\": \"docs\", \"rules\": "
            + rules
            + "}");
  }
}
