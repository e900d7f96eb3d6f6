package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.TestServer.Setup;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tags of links, over the API. */
class ApiTagsTest {

  private static final String TAGS = "/-/api/v1/tags";
  private static final String URL = "\"longUrl\": \"https://example.org/\"";

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server = new TestServer(Setup.USUAL, secrets);
  private final ApiClient client = new ApiClient(server, secrets.of(Scope.ADMIN));

  ApiTagsTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aLinkShowsItsTagsInOrderAndOnceEach() throws IOException {
    Told made = make("a", "\"Shop\", \"b\", \" shop \", \"Ä\"");
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.field("tags")).isEqualTo(List.of("b", "Shop", "Ä"));
    assertThat(client.get(LINKS + "/a").field("tags")).isEqualTo(List.of("b", "Shop", "Ä"));
    assertThat(make("b", "\"SHOP\"").field("tags")).isEqualTo(List.of("Shop"));
    assertThat(make("c", "").field("tags")).isEqualTo(List.of());
  }

  @Test
  void anEditSaysAllTagsAndNullClears() throws IOException {
    make("a", "\"x\", \"y\"");
    assertThat(client.patch(LINKS + "/a", "{\"title\": \"T\"}").field("tags"))
        .isEqualTo(List.of("x", "y"));
    assertThat(client.patch(LINKS + "/a", "{\"tags\": [\"y\", \"z\"]}").field("tags"))
        .isEqualTo(List.of("y", "z"));
    Told same = client.patch(LINKS + "/a", "{\"tags\": [\"Z\", \"y\"]}");
    assertThat(same.field("version")).as("nothing has changed").isEqualTo(3L);
    assertThat(client.patch(LINKS + "/a", "{\"tags\": null}").field("tags")).isEqualTo(List.of());
    assertThat(counts()).isEqualTo(Map.of("x", 0L, "y", 0L, "z", 0L));
    List<Map<String, @Nullable Object>> versions =
        client.get(LINKS + "/a/history").list("versions");
    assertThat(versions.stream().map(version -> version.get("tags")).toList())
        .isEqualTo(List.of(List.of(), List.of("y", "z"), List.of("x", "y"), List.of("x", "y")));
    assertThat(client.send("POST", LINKS + "/a/history/1/restore", "").field("tags"))
        .isEqualTo(List.of("x", "y"));
  }

  @Test
  void whatCanBeNoTagIsRefused() throws IOException {
    for (String tags :
        new String[] {"\"\"", "\"a,b\"", "\"a\\nb\"", "\"" + "x".repeat(101) + "\"", "\"  \""}) {
      Told told = make("a", tags);
      assertThat(told.status()).as(tags).isEqualTo(422);
      assertThat(told.errors()).singleElement().asString().startsWith("tags: ");
    }
    for (String tags : new String[] {"1", "null", "[\"a\"]", "{}"}) {
      assertThat(make("a", tags).status()).as(tags).isEqualTo(400);
    }
    assertThat(client.post("{" + URL + ", \"tags\": \"a\"}").status()).isEqualTo(400);
    StringBuilder many = new StringBuilder("\"t0\"");
    for (int i = 1; i <= 50; i++) {
      many.append(", \"t").append(i).append('"');
    }
    assertThat(make("a", many.toString()).status()).isEqualTo(422);
    assertThat(counts()).isEmpty();
  }

  @Test
  void aTagIsRenamedInAllItsLinksWithoutANewVersion() throws IOException {
    make("a", "\"old\", \"x\"");
    make("b", "\"OLD\"");
    Told renamed = client.patch(TAGS + "/Old", "{\"name\": \" New \"}");
    assertThat(renamed.status()).isEqualTo(200);
    assertThat(renamed.json()).isEqualTo(Map.of("name", "New", "links", 2L));
    Told link = client.get(LINKS + "/a");
    assertThat(link.field("tags")).isEqualTo(List.of("New", "x"));
    assertThat(link.field("version")).isEqualTo(1L);
    assertThat(client.patch(TAGS + "/new", "{\"name\": \"NEW\"}").field("name")).isEqualTo("NEW");
    Told taken = client.patch(TAGS + "/new", "{\"name\": \"X\"}");
    assertThat(taken.status()).isEqualTo(409);
    assertThat(taken.problem()).isEqualTo("tag-taken");
    assertThat(client.patch(TAGS + "/new", "{}").json())
        .isEqualTo(Map.of("name", "NEW", "links", 2L));
    assertThat(client.patch(TAGS + "/old", "{\"name\": \"b\"}").status()).isEqualTo(404);
    assertThat(client.patch(TAGS + "/new", "{\"name\": \"a,b\"}").status()).isEqualTo(422);
    assertThat(client.patch(TAGS + "/new", "{\"name\": null}").status()).isEqualTo(400);
    assertThat(client.patch(TAGS + "/new", "{\"links\": 1}").status()).isEqualTo(400);
  }

  @Test
  void aDeletedTagIsGoneFromAllLinksAndComesBackEmpty() throws IOException {
    make("a", "\"x\", \"y/z ä\"");
    assertThat(client.delete(TAGS + "/y%2Fz%20%C3%A4").status()).isEqualTo(204);
    assertThat(client.get(LINKS + "/a").field("tags")).isEqualTo(List.of("x"));
    assertThat(client.get(LINKS + "/a").field("version")).isEqualTo(1L);
    assertThat(client.delete(TAGS + "/y/z%20%C3%A4").status()).isEqualTo(404);
    make("b", "\"y/z ä\"");
    assertThat(counts()).isEqualTo(Map.of("x", 1L, "y/z ä", 1L));
    assertThat(client.get(LINKS + "/a").field("tags")).isEqualTo(List.of("x"));
  }

  @Test
  void tagsAreListedPageByPage() throws IOException {
    make("a", "\"b\", \"Ä\", \"a\", \"C\"");
    Told first = client.get(TAGS + "?limit=3");
    assertThat(first.list("tags").stream().map(tag -> tag.get("name")).toList())
        .isEqualTo(List.of("a", "b", "C"));
    Told second = client.get(TAGS + "?limit=3&cursor=" + first.field("next"));
    assertThat(second.list("tags").stream().map(tag -> tag.get("name")).toList())
        .isEqualTo(List.of("Ä"));
    assertThat(second.field("next")).isNull();
    for (String query : new String[] {"?limit=0", "?cursor=%2B", "?order=newest", "?tag=a", "?x"}) {
      assertThat(client.get(TAGS + query).status()).as(query).isEqualTo(400);
    }
  }

  @Test
  void linksAreListedByTheirTags() throws IOException {
    make("a", "\"x\", \"y\"");
    make("b", "\"y\"");
    make("c", "\"z\"");
    make("d", "");
    assertThat(listed("?tag=X")).isEqualTo(List.of("a"));
    assertThat(listed("?tag=x&tag=z")).isEqualTo(List.of("c", "a"));
    assertThat(listed("?tag=x&tag=z&tagsMode=any")).isEqualTo(List.of("c", "a"));
    assertThat(listed("?tag=x&tag=y&tagsMode=all")).isEqualTo(List.of("a"));
    assertThat(listed("?tag=x&tag=none&tagsMode=all")).isEqualTo(List.of());
    assertThat(listed("?tag=none")).isEqualTo(List.of());
    assertThat(client.get(LINKS + "?tag=a,b").status()).isEqualTo(400);
    assertThat(client.get(LINKS + "?tag=").status()).isEqualTo(400);
    assertThat(client.get(LINKS + "?tagsMode=some").status()).isEqualTo(400);
    StringBuilder many = new StringBuilder("?tag=x");
    for (int i = 0; i < 50; i++) {
      many.append("&tag=t").append(i);
    }
    assertThat(client.get(LINKS + many).status()).isEqualTo(400);
  }

  @Test
  void titlesAreSearched() throws IOException {
    client.patch(
        LINKS + "/" + make("a", "").field("shortCode"), "{\"title\": \"The Überraschung\"}");
    make("b", "");
    assertThat(listed("?search=the+%C3%9Cb")).isEqualTo(List.of("a"));
    assertThat(listed("?search=none")).isEqualTo(List.of());
  }

  @Test
  void whoReadsMayNotChangeAndWhoMayNotReadHearsOfNone() throws IOException {
    make("a", "\"x\"");
    ApiClient reader = new ApiClient(server, secrets.of(Scope.READ));
    ApiClient writer = new ApiClient(server, secrets.of(Scope.WRITE));
    assertThat(reader.get(TAGS).status()).isEqualTo(200);
    assertThat(reader.delete(TAGS + "/x").status()).isEqualTo(403);
    assertThat(reader.delete(TAGS + "/none").status()).isEqualTo(404);
    assertThat(reader.patch(TAGS + "/x", "{\"name\": \"y\"}").status()).isEqualTo(403);
    assertThat(writer.get(TAGS).status()).isEqualTo(404);
    assertThat(writer.patch(TAGS + "/x", "{\"name\": \"y\"}").status()).isEqualTo(204);
    assertThat(writer.delete(TAGS + "/y").status()).isEqualTo(204);
    assertThat(new ApiClient(server, "").get(TAGS).status()).isEqualTo(401);
  }

  private Told make(String code, String tags) throws IOException {
    return client.post("{%s, \"shortCode\": \"%s\", \"tags\": [%s]}".formatted(URL, code, tags));
  }

  private Map<String, Object> counts() throws IOException {
    return client.get(TAGS).list("tags").stream()
        .collect(
            toMap(tag -> String.valueOf(tag.get("name")), tag -> requireNonNull(tag.get("links"))));
  }

  private List<Object> listed(String query) throws IOException {
    return client.get(LINKS + query).list("links").stream()
        .map(link -> requireNonNull(link.get("shortCode")))
        .toList();
  }
}
