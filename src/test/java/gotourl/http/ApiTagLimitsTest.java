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
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a secret sees and changes that is limited to tags. */
class ApiTagLimitsTest {

  private static final String TAGS = "/-/api/v1/tags";
  private static final String SECRETS = "/-/api/v1/secrets";
  private static final String JSON = "Content-Type: application/json";

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server = new TestServer(Setup.USUAL, secrets);
  private final ApiClient admin = new ApiClient(server, secrets.of(Scope.ADMIN));
  private final ApiClient shop =
      new ApiClient(
          server, secrets.ofTags(Set.of("Shop", "sale"), Scope.CREATE, Scope.READ, Scope.WRITE));

  ApiTagLimitsTest() throws IOException {}

  @BeforeEach
  void makeLinks() throws IOException {
    make(admin, "own", "\"SHOP\", \"other\"");
    make(admin, "foreign", "\"other\"");
    make(admin, "plain", "");
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void onlyLinksThatHaveOneOfTheTagsAreThere() throws IOException {
    assertThat(shop.get(LINKS + "/own").status()).isEqualTo(200);
    for (String code : new String[] {"foreign", "plain", "none"}) {
      String link = LINKS + "/" + code;
      Told missing = shop.get(LINKS + "/none");
      assertThat(shop.get(link).response().body()).isEqualTo(missing.response().body());
      assertThat(shop.get(link + "/history").status()).as(code).isEqualTo(404);
      assertThat(shop.get(link + "/qr.svg").status()).as(code).isEqualTo(404);
      assertThat(shop.patch(link, "{\"title\": \"x\"}").status()).as(code).isEqualTo(404);
      assertThat(shop.delete(link).status()).as(code).isEqualTo(404);
      assertThat(shop.delete(link + "?release=true").status()).as(code).isEqualTo(404);
      assertThat(shop.delete(link + "?purge=true").status()).as(code).isEqualTo(404);
      assertThat(shop.send("POST", link + "/restore", "").status()).as(code).isEqualTo(404);
      Told restored = shop.send("POST", link + "/history/1/restore", "");
      assertThat(restored.response().body()).as(code).isEqualTo(missing.response().body());
    }
    assertThat(admin.get(LINKS + "/foreign").field("version")).isEqualTo(1L);
    assertThat(listed("")).isEqualTo(List.of("own"));
    assertThat(listed("?tag=other")).isEqualTo(List.of("own"));
    assertThat(listed("?search=example")).isEqualTo(List.of("own"));
    assertThat(server.get("/foreign").status()).as("who follows links").isEqualTo(302);
  }

  @Test
  void aLinkIsNotMadeWithoutOneOfTheTags() throws IOException {
    for (String tags : new String[] {"", "\"other\""}) {
      Told told = make(shop, "new", tags);
      assertThat(told.status()).isEqualTo(422);
      assertThat(told.errors())
          .containsExactly("tags: must have one that the secret is limited to: Shop, sale");
    }
    assertThat(
            shop.post("{\"longUrl\": \"https://example.org/\", \"shortCode\": \"new\"}").status())
        .isEqualTo(422);
    assertThat(make(shop, "new", "\"Sale\"").status()).isEqualTo(201);
  }

  @Test
  void theLastOfTheTagsIsNotTakenAway() throws IOException {
    String own = LINKS + "/own";
    for (String tags : new String[] {"[]", "null", "[\"other\"]"}) {
      Told told = shop.patch(own, "{\"tags\": " + tags + "}");
      assertThat(told.status()).as(tags).isEqualTo(422);
      assertThat(told.errors()).singleElement().asString().contains("limited to: Shop, sale");
    }
    assertThat(shop.patch(own, "{\"tags\": [\"sale\"]}").status()).isEqualTo(200);
    assertThat(shop.patch(own, "{\"title\": \"x\"}").status()).isEqualTo(200);
    admin.patch(own, "{\"tags\": [\"other\"]}");
    assertThat(shop.get(own).status()).isEqualTo(404);
    admin.patch(own, "{\"tags\": [\"shop\"]}");
    assertThat(shop.send("POST", own + "/history/4/restore", "").status())
        .as("a version without")
        .isEqualTo(422);
    assertThat(shop.delete(own).status()).isEqualTo(204);
    assertThat(shop.send("POST", own + "/restore", "").status()).isEqualTo(200);
  }

  @Test
  void onlyTheTagsThemselvesAreThereAndStay() throws IOException {
    assertThat(shop.get(TAGS).list("tags")).isEqualTo(List.of(Map.of("name", "SHOP", "links", 1L)));
    assertThat(shop.delete(TAGS + "/shop").status()).isEqualTo(403);
    assertThat(shop.patch(TAGS + "/shop", "{\"name\": \"x\"}").status()).isEqualTo(403);
    assertThat(shop.delete(TAGS + "/other").status()).isEqualTo(404);
    assertThat(shop.patch(TAGS + "/none", "{\"name\": \"x\"}").status()).isEqualTo(404);
  }

  @Test
  void aSecretIsMadeWithItsTagsAndNeverForWhoMayDoEverything() throws IOException {
    Told made =
        admin.send(
            "POST",
            SECRETS,
            "{\"name\": \"shop\", \"scopes\": [\"read\"], \"tags\": [\"b\", \" A \"]}",
            JSON);
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.field("tags")).isEqualTo(List.of("A", "b"));
    for (String fields :
        new String[] {
          "\"scopes\": [\"admin\"], \"tags\": [\"a\"]",
          "\"scopes\": [\"read\"], \"tags\": [\"a,b\"]",
          "\"scopes\": [\"read\"], \"tags\": [\"" + "x".repeat(101) + "\"]",
        }) {
      assertThat(admin.send("POST", SECRETS, "{\"name\": \"n\", " + fields + "}", JSON).status())
          .as(fields)
          .isEqualTo(422);
    }
    assertThat(
            admin
                .send(
                    "POST",
                    SECRETS,
                    "{\"name\": \"n\", \"scopes\": [\"read\"], \"tags\": \"a\"}",
                    JSON)
                .status())
        .isEqualTo(400);
    assertThat(
            admin
                .send(
                    "POST",
                    SECRETS,
                    "{\"name\": \"n\", \"scopes\": [\"read\"], \"tags\": null}",
                    JSON)
                .field("tags"))
        .isEqualTo(List.of());
  }

  private static Told make(ApiClient client, String code, String tags) throws IOException {
    return client.post(
        "{\"longUrl\": \"https://example.org/\", \"shortCode\": \"%s\", \"tags\": [%s]}"
            .formatted(code, tags));
  }

  private List<Object> listed(String query) throws IOException {
    return shop.get(LINKS + query).list("links").stream()
        .map(link -> String.valueOf(link.get("shortCode")))
        .map(Object.class::cast)
        .toList();
  }
}
