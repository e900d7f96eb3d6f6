package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.TestServer.Setup;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code domains}, and links of domains over the API. */
class ApiDomainsTest {

  private static final String DOMAINS = "/-/api/v1/domains";
  private static final String JSON = "Content-Type: application/json";

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server = new TestServer(Setup.USUAL, secrets);
  private final ApiClient admin;

  ApiDomainsTest() throws IOException {
    admin = new ApiClient(server, secrets.of(Scope.ADMIN));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private Told make(String body) throws IOException {
    return admin.send("POST", DOMAINS, body, JSON);
  }

  private Told link(ApiClient client, String code, String domain) throws IOException {
    return client.post(
        "{\"longUrl\": \"https://example.org/%s/%s\", \"shortCode\": \"%s\", \"domain\": %s}"
            .formatted(domain, code, code, domain.equals("null") ? domain : "\"" + domain + "\""));
  }

  private static List<@Nullable Object> codes(Told page) {
    return page.list("links").stream()
        .<@Nullable Object>map(link -> link.get("domain") + "/" + link.get("shortCode"))
        .toList();
  }

  @Test
  void aDomainIsMadeShownChangedAndRemoved() throws IOException {
    Told made =
        make("{\"name\": \"D.Example.\", \"unknownRedirect\": \"https://Fall.EXAMPLE/a%20b\"}");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.header("Location")).isEqualTo(DOMAINS + "/d.example");
    assertThat(made.json())
        .isEqualTo(domain("d.example", true, null, "https://fall.example/a%20b", null, 404));
    String one = made.header("Location");
    assertThat(admin.get(one).json()).isEqualTo(made.json());
    assertThat(admin.get(DOMAINS + "/D.EXAMPLE").json()).isEqualTo(made.json());
    Told changed =
        admin.patch(
            one,
            "{\"unknownRedirect\": null, \"baseUrlRedirect\": \"https://b.example/\","
                + " \"expiredRedirect\": \"https://e.example/\", \"expiredStatus\": 410}");
    assertThat(changed.status()).isEqualTo(200);
    assertThat(changed.json())
        .isEqualTo(
            domain("d.example", true, "https://b.example/", null, "https://e.example/", 410));
    assertThat(admin.patch(one, "{}").json()).isEqualTo(changed.json());
    assertThat(admin.patch(one, "{\"expiredStatus\": null}").json())
        .containsEntry("expiredStatus", 404L);
    assertThat(admin.get(DOMAINS).list("domains"))
        .extracting(domain -> domain.get("name"))
        .containsExactly("DEFAULT", "d.example");
    assertThat(admin.delete(one).status()).isEqualTo(204);
    assertThat(admin.get(one).status()).isEqualTo(404);
    assertThat(admin.delete(one).status()).isEqualTo(404);
    assertThat(admin.patch(one, "{}").status()).isEqualTo(404);
  }

  private static Map<String, @Nullable Object> domain(
      String name,
      boolean caseSensitive,
      @Nullable String base,
      @Nullable String unknown,
      @Nullable String expired,
      long status) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("name", name);
    fields.put("caseSensitive", caseSensitive);
    fields.put("baseUrlRedirect", base);
    fields.put("unknownRedirect", unknown);
    fields.put("expiredRedirect", expired);
    fields.put("expiredStatus", status);
    return fields;
  }

  @Test
  void theDefaultDomainHasFallbacksTooAndStays() throws IOException {
    String one = DOMAINS + "/DEFAULT";
    assertThat(admin.patch(one, "{\"unknownRedirect\": \"https://fall.example/\"}").status())
        .isEqualTo(200);
    assertThat(server.get("/none").one("Location")).isEqualTo("https://fall.example/");
    assertThat(admin.patch(one, "{\"unknownRedirect\": null}").status()).isEqualTo(200);
    assertThat(server.get("/none").status()).isEqualTo(404);
    Told refused = admin.delete(one);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.problem()).isEqualTo("domain-in-use");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "M\u00fcnchen.example | xn--mnchen-3ya.example",
        "\uff44.example       | d.example",
        "a_b.example          | a_b.example",
        "192.168.0.1          | 192.168.0.1",
        "localhost            | localhost",
      })
  void aNameIsKeptInTheFormThatAllItsSpellingsShare(String given, String kept) throws IOException {
    assertThat(make("{\"name\": \"%s\"}".formatted(given)).field("name")).isEqualTo(kept);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "a..b",
        ".a",
        "a b",
        "a/b",
        "a:80",
        "http://a",
        "a@b",
        "[::1]",
        "*.a",
        "a%2fb",
        "xn--a",
        "\u202ea",
        "1.2.3.4.5",
        "goto.example",
        "GOTO.example."
      })
  void aNameThatCannotBeADomainsIsRefused(String name) throws IOException {
    Told told = make("{\"name\": \"%s\"}".formatted(name));
    assertThat(told.status()).as(name).isEqualTo(422);
    assertThat(told.errors()).hasSize(1).first().asString().startsWith("name: ");
  }

  @Test
  void aNameLongerThanDnsHasIsRefused() throws IOException {
    String label = "a".repeat(60) + ".";
    assertThat(make("{\"name\": \"" + label.repeat(4) + "abcdefghi\"}").status()).isEqualTo(201);
    assertThat(make("{\"name\": \"" + label.repeat(4) + "abcdefghij\"}").status()).isEqualTo(422);
  }

  @Test
  void allThatIsWrongIsToldAtOnce() throws IOException {
    Told told =
        make(
            "{\"name\": \"a b\", \"baseUrlRedirect\": \"javascript:alert(1)\", \"x\": 1,"
                + " \"unknownRedirect\": \"http://goto.example/\", \"expiredStatus\": 301,"
                + " \"expiredRedirect\": 7, \"caseSensitive\": \"no\"}");
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.errors()).hasSize(7);
    assertThat(make("{}").errors()).containsExactly("name: is missing");
    assertThat(make("{\"name\": null}").errors()).containsExactly("name: must be a text");
    assertThat(
            admin
                .patch(DOMAINS + "/DEFAULT", "{\"name\": \"a\", \"caseSensitive\": true}")
                .errors())
        .containsExactly(
            "name: is chosen when the domain is made, and stays",
            "caseSensitive: is chosen when the domain is made, and stays");
  }

  @Test
  void aFallbackThatLeadsToADomainOfOursIsRefused() throws IOException {
    make("{\"name\": \"d.example\"}");
    for (String url : new String[] {"http://d.example/", "https://D.EXAMPLE./x", "//d.example"}) {
      Told told = make("{\"name\": \"e.example\", \"unknownRedirect\": \"%s\"}".formatted(url));
      assertThat(told.status()).as(url).isEqualTo(422);
    }
  }

  @Test
  void aNameThatIsTakenStaysWhoseItIs() throws IOException {
    make("{\"name\": \"d.example\", \"caseSensitive\": false}");
    Told told = make("{\"name\": \"D.example\"}");
    assertThat(told.status()).isEqualTo(409);
    assertThat(told.problem()).isEqualTo("domain-exists");
    assertThat(admin.get(DOMAINS + "/d.example").json()).containsEntry("caseSensitive", false);
  }

  @Test
  void theSameCodeIsAnotherLinkInEachDomain() throws IOException {
    make("{\"name\": \"d.example\"}");
    assertThat(link(admin, "abc", "null").json())
        .containsEntry("domain", null)
        .containsEntry("shortUrl", "http://goto.example/abc");
    Told made = link(admin, "abc", "D.Example");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.json())
        .containsEntry("domain", "d.example")
        .containsEntry("shortUrl", "http://d.example/abc");
    String there = LINKS + "/abc?domain=d.example";
    assertThat(made.header("Location")).isEqualTo(there);
    assertThat(link(admin, "abc", "d.example").status()).isEqualTo(409);
    assertThat(admin.get(LINKS + "/abc").json()).containsEntry("domain", null);
    assertThat(admin.get(LINKS + "/abc?domain=DEFAULT").json()).containsEntry("domain", null);
    assertThat(admin.get(there).json()).isEqualTo(made.json());
    assertThat(admin.patch(there, "{\"title\": \"There\"}").status()).isEqualTo(200);
    assertThat(admin.get(LINKS + "/abc").json()).containsEntry("title", null);
    assertThat(admin.get(LINKS + "/abc/history?domain=d.example").list("versions")).hasSize(2);
    assertThat(admin.get(LINKS + "/abc/history").list("versions")).hasSize(1);
    assertThat(admin.get(LINKS + "/abc/qr.svg?domain=d.example&size=300").status()).isEqualTo(200);
    assertThat(admin.get(LINKS + "/abc/qr.svg?domain=d.example").response().body())
        .isNotEqualTo(admin.get(LINKS + "/abc/qr.svg").response().body());
    assertThat(admin.send("POST", LINKS + "/abc/history/1/restore?domain=d.example", "").status())
        .isEqualTo(200);
    assertThat(admin.delete(there + "&release=true").status()).isEqualTo(204);
    assertThat(admin.get(there).status()).isEqualTo(404);
    assertThat(admin.get(LINKS + "/abc").status()).isEqualTo(200);
  }

  @Test
  void aLinkIsMadeOnlyInADomainThatThereIsAndStaysThere() throws IOException {
    Told told = link(admin, "abc", "none.example");
    assertThat(told.status()).isEqualTo(422);
    assertThat(told.errors()).containsExactly("domain: is no domain of this server");
    link(admin, "abc", "null");
    assertThat(admin.patch(LINKS + "/abc", "{\"domain\": \"d.example\"}").errors())
        .containsExactly("domain: is chosen when the link is made, and stays");
    for (String domain : new String[] {"none.example", "", "default", "a b", "%00"}) {
      assertThat(admin.get(LINKS + "/abc?domain=" + domain.replace(" ", "+")).status())
          .as(domain)
          .isEqualTo(404);
    }
    assertThat(admin.get(LINKS + "/abc?domain=DEFAULT&domain=DEFAULT").status()).isEqualTo(400);
  }

  @Test
  void generatedCodesAreMadeInAnyDomainAndFoldWhereItFolds() throws IOException {
    make("{\"name\": \"d.example\"}");
    make("{\"name\": \"fold.example\", \"caseSensitive\": false}");
    for (String domain : new String[] {"d.example", "fold.example"}) {
      for (int i = 0; i < 80; i++) {
        Told told =
            admin.post(
                "{\"longUrl\": \"https://example.org/\", \"domain\": \"%s\"}".formatted(domain));
        assertThat(told.status()).isEqualTo(201);
        assertThat(String.valueOf(told.field("shortUrl"))).startsWith("http://" + domain + "/");
        if (domain.startsWith("fold")) {
          assertThat(String.valueOf(told.field("shortCode"))).doesNotMatch(".*[A-Z].*");
        }
      }
    }
  }

  @Test
  void aListIsOfOneDomainOrOfAll() throws IOException {
    make("{\"name\": \"d.example\"}");
    link(admin, "a", "null");
    link(admin, "b", "d.example");
    link(admin, "c", "null");
    assertThat(codes(admin.get(LINKS))).containsExactly("null/c", "d.example/b", "null/a");
    assertThat(codes(admin.get(LINKS + "?domain=D.example"))).containsExactly("d.example/b");
    assertThat(codes(admin.get(LINKS + "?domain=DEFAULT"))).containsExactly("null/c", "null/a");
    Told told = admin.get(LINKS + "?domain=none.example");
    assertThat(told.status()).isEqualTo(400);
    assertThat(told.errors()).containsExactly("domain: is no domain of this server");
  }

  @Test
  void aDomainWithLinksStays() throws IOException {
    make("{\"name\": \"d.example\"}");
    link(admin, "a", "d.example");
    assertThat(admin.delete(DOMAINS + "/d.example").problem()).isEqualTo("domain-in-use");
    assertThat(admin.delete(LINKS + "/a?domain=d.example").status()).isEqualTo(204);
    assertThat(admin.delete(DOMAINS + "/d.example").problem())
        .as("in the bin")
        .isEqualTo("domain-in-use");
    assertThat(admin.delete(LINKS + "/a?domain=d.example&purge=true").status()).isEqualTo(204);
    assertThat(admin.delete(DOMAINS + "/d.example").status()).isEqualTo(204);
  }

  @Test
  void whoMayLookSeesDomainsAndWhoMayNotHearsOfNone() throws IOException {
    make("{\"name\": \"d.example\"}");
    ApiClient reader = new ApiClient(server, secrets.of(Scope.READ));
    assertThat(reader.get(DOMAINS).list("domains")).hasSize(2);
    assertThat(reader.get(DOMAINS + "/d.example").status()).isEqualTo(200);
    assertThat(reader.send("POST", DOMAINS, "{\"name\": \"x\"}", JSON).status()).isEqualTo(403);
    assertThat(reader.patch(DOMAINS + "/d.example", "{}").status()).isEqualTo(403);
    assertThat(reader.delete(DOMAINS + "/d.example").status()).isEqualTo(403);
    ApiClient maker = new ApiClient(server, secrets.of(Scope.CREATE, Scope.WRITE));
    for (Told told :
        List.of(
            maker.get(DOMAINS),
            maker.get(DOMAINS + "/d.example"),
            maker.send("POST", DOMAINS, "{\"name\": \"x\"}", JSON),
            maker.patch(DOMAINS + "/d.example", "{}"),
            maker.delete(DOMAINS + "/d.example"))) {
      assertThat(told.status()).isEqualTo(404);
    }
  }

  @Test
  void aSecretReachesOnlyTheDomainsThatItIsLimitedTo() throws IOException {
    make("{\"name\": \"d.example\"}");
    make("{\"name\": \"e.example\"}");
    for (String domain : new String[] {"null", "d.example", "e.example"}) {
      link(admin, "abc", domain);
    }
    ApiClient limited =
        new ApiClient(
            server, secrets.ofDomains(List.of("d.example"), Scope.CREATE, Scope.READ, Scope.WRITE));
    assertThat(codes(limited.get(LINKS))).containsExactly("d.example/abc");
    assertThat(limited.get(DOMAINS).list("domains"))
        .extracting(domain -> domain.get("name"))
        .containsExactly("d.example");
    assertThat(limited.get(LINKS + "?domain=e.example").status()).isEqualTo(400);
    assertThat(limited.get(DOMAINS + "/e.example").response().body())
        .isEqualTo(limited.get(DOMAINS + "/none.example").response().body());
    assertThat(link(limited, "new", "d.example").status()).isEqualTo(201);
    for (String domain : new String[] {"null", "DEFAULT", "e.example", "none.example"}) {
      Told told = link(limited, "new", domain);
      assertThat(told.status()).as(domain).isEqualTo(422);
    }
    Told bulk =
        limited.postRows(
            """
            {"longUrl": "https://example.org/", "domain": "d.example"}
            {"longUrl": "https://example.org/"}
            {"longUrl": "https://example.org/", "domain": "e.example"}
            """);
    assertThat(bulk.rows()).extracting(row -> row.get("status")).containsExactly(201L, 422L, 422L);
    String[] paths = {"/abc", "/abc/history", "/abc/qr.svg", "/abc/qr.png"};
    for (String path : paths) {
      assertThat(limited.get(LINKS + path).status()).as(path).isEqualTo(404);
      assertThat(limited.get(LINKS + path + "?domain=e.example").status()).isEqualTo(404);
      assertThat(limited.get(LINKS + path + "?domain=d.example").status()).isEqualTo(200);
    }
    for (String domain : new String[] {"", "?domain=e.example", "?domain=DEFAULT"}) {
      assertThat(limited.patch(LINKS + "/abc" + domain, "{}").status()).isEqualTo(404);
      assertThat(limited.delete(LINKS + "/abc" + domain).status()).isEqualTo(404);
      assertThat(limited.send("POST", LINKS + "/abc/restore" + domain, "").status()).isEqualTo(404);
      assertThat(limited.send("POST", LINKS + "/abc/history/1/restore" + domain, "").status())
          .isEqualTo(404);
    }
    admin.patch(LINKS + "/abc", "{\"tags\": [\"x\"]}");
    String tags = "/-/api/v1/tags";
    for (Told told :
        List.of(
            limited.get(tags),
            limited.patch(tags + "/x", "{\"name\": \"y\"}"),
            limited.delete(tags + "/x"))) {
      assertThat(told.status()).as("tags are of all domains").isEqualTo(404);
    }
    assertThat(limited.delete(LINKS + "/abc?domain=d.example").status()).isEqualTo(204);
    assertThat(admin.get(LINKS + "/abc").json()).containsEntry("tags", List.of("x"));
  }

  @Test
  void aSecretIsMadeForDomainsThatThereAre() throws IOException {
    make("{\"name\": \"d.example\"}");
    String secrets = "/-/api/v1/secrets";
    String body = "{\"name\": \"a\", \"scopes\": [\"read\"], \"domains\": %s}";
    assertThat(
            admin
                .send("POST", secrets, body.formatted("[\"D.example\", \"DEFAULT\"]"), JSON)
                .json())
        .containsEntry("domains", List.of("DEFAULT", "d.example"));
    for (String bad : new String[] {"[]", "\"d.example\"", "[1]", "[\"none.example\"]"}) {
      Told told = admin.send("POST", secrets, body.formatted(bad), JSON);
      assertThat(told.status()).as(bad).isIn(400, 422);
      assertThat(told.errors()).hasSize(1);
    }
    assertThat(admin.get(secrets).list("secrets")).hasSize(1);
  }

  @Test
  void theFormMakesLinksOfTheDefaultDomainForThoseWhoReachIt() throws IOException {
    make("{\"name\": \"d.example\"}");
    Setup setup = Setup.USUAL.add(HttpServer.AddMode.SECRET);
    try (TestServer form = new TestServer(setup, secrets)) {
      for (var each :
          Map.of(List.of("d.example"), 403, List.of("d.example", "DEFAULT"), 200).entrySet()) {
        String secret = secrets.ofDomains(each.getKey(), Scope.CREATE);
        assertThat(
                form.get("/add?url=https://example.org/", "Authorization: Bearer " + secret)
                    .status())
            .isEqualTo(each.getValue());
      }
    }
  }
}
