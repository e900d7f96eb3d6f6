package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.ApiClient.Told;
import gotourl.http.TestServer.Setup;
import gotourl.support.KnownSecrets;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** All links to a host, over the API. */
class ApiHostsTest {

  private static final String HOSTS = "/-/api/v1/hosts/";

  private final KnownSecrets secrets = new KnownSecrets();
  private final TestServer server = new TestServer(Setup.USUAL, secrets);
  private final ApiClient admin = new ApiClient(server, secrets.of(Scope.ADMIN));

  ApiHostsTest() throws IOException {}

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void allLinksToAHostAreDisabledInOneCall() throws IOException {
    server.link("a", "http://xn--bcher-kva.example/");
    server.link("b", "https://www.xn--bcher-kva.example/");
    server.link("c", "http://good.example/");
    Told told = admin.send("POST", HOSTS + "B%C3%BCcher.Example./disable", "");
    assertThat(told.status()).isEqualTo(200);
    assertThat(told.json()).containsEntry("disabled", 2L).containsEntry("next", null);
    assertThat(server.get("/a").status()).isEqualTo(404);
    assertThat(server.get("/c").status()).isEqualTo(302);
    assertThat(admin.get(LINKS + "/a").json())
        .containsEntry("enabled", false)
        .containsEntry("author", 1L);
    assertThat(admin.send("POST", HOSTS + "xn--bcher-kva.example/disable", "").json())
        .containsEntry("disabled", 0L);
  }

  @Test
  void whatIsNoHostIsRefusedAndACursorHasToBeOurs() throws IOException {
    for (String host : new String[] {"a%20b", "*.a", "a:80", "a%2Fb", "1.2.3.4.5"}) {
      Told told = admin.send("POST", HOSTS + host + "/disable", "");
      assertThat(told.status()).as(host).isEqualTo(422);
      assertThat(told.errors()).singleElement().asString().startsWith("host: is refused: ");
    }
    assertThat(admin.send("POST", HOSTS + "a/disable?cursor=x", "").status()).isEqualTo(400);
    assertThat(admin.send("POST", HOSTS + "a/disable?limit=1", "").status()).isEqualTo(400);
  }

  @Test
  void onlyWhoMayDoEverythingMayDoThis() throws IOException {
    server.link("a", "http://evil.example/");
    for (Scope scope : new Scope[] {Scope.READ, Scope.WRITE, Scope.CREATE}) {
      ApiClient other = new ApiClient(server, secrets.of(scope));
      assertThat(other.send("POST", HOSTS + "evil.example/disable", "").status()).isEqualTo(404);
    }
    assertThat(server.get("/a").status()).isEqualTo(302);
    assertThat(admin.send("POST", HOSTS + "evil.example", "").status()).isEqualTo(404);
    assertThat(admin.get(HOSTS + "evil.example/disable").status()).isEqualTo(405);
  }
}
