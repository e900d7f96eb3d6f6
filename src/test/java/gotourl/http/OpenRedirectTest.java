package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import gotourl.link.About;
import gotourl.link.Draft;
import gotourl.link.Terms;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever a request says, a link leads to its own scheme, host and path (PROMISES A3). */
class OpenRedirectTest {

  /** As lists of attacks have them, for queries, paths and headers alike. */
  private static final String[] ATTACKS = {
    "//evil.example",
    "///evil.example",
    "////evil.example/%2e%2e",
    "/\\evil.example",
    "\\\\evil.example",
    "/%5cevil.example",
    "/%2f%2fevil.example",
    "%2f%2fevil.example",
    "http:evil.example",
    "https:/evil.example",
    "https://evil.example",
    "HTTPS://evil.example",
    "@evil.example",
    ":80@evil.example",
    ".evil.example",
    ":evil.example",
    "?@evil.example",
    "#@evil.example",
    "/..//evil.example",
    "/%09/evil.example",
    "/%0d%0aLocation:%20https://evil.example",
    "%0d%0a%0d%0a<script>alert(1)</script>",
    "%0aSet-Cookie:a=b",
    "%E5%98%8A%E5%98%8DLocation:https://evil.example",
    "javascript:alert(1)",
    "javascript%3aalert(1)",
    "java%0dscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "%00https://evil.example",
    "%c0%ae%c0%ae/",
    "%ff",
    "https%3A%2F%2Fevil.example",
    "//evil%E3%80%82example",
    "//%65vil.example",
    "&url=https://evil.example",
    "&&&=&=https://evil.example",
    "a=1;b=2",
    "\"><script>",
    "'",
    "<>",
    "{}|^`",
  };

  /** What has no query, an empty one, one of several, a fragment, and what would be neither. */
  private static final List<String> TARGETS =
      List.of(
          "https://example.org",
          "https://example.org/",
          "https://example.org/a/b",
          "https://example.org/a?",
          "https://example.org/a?x=1&y=2#z",
          "https://example.org/a#?x=1",
          "https://user@example.org:8443/%2F%2Fa?u=%2F%2F");

  private final TestServer server = new TestServer();
  private final List<String> links = new ArrayList<>();

  OpenRedirectTest() {
    for (int i = 0; i < TARGETS.size(); i++) {
      add("go" + i, TARGETS.get(i));
    }
  }

  private void add(String code, String target) {
    Terms forwards = Terms.NONE.withForwardsQuery(true);
    var _ =
        server
            .store()
            .add(server.key(code), new Draft(target, forwards, About.NOTHING, Draft.NOBODY));
    links.add(code);
  }

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void noQueryChangesSchemeHostOrPath() throws IOException {
    for (int i = 0; i < TARGETS.size(); i++) {
      for (String attack : ATTACKS) {
        for (String query : new String[] {attack, "a=" + attack, attack + "=a", "x=" + attack}) {
          Response response = server.get("/" + links.get(i) + "?" + query);
          // The request itself may be none: a space, a control.
          assertThat(response.status()).as(query).isIn(302, 400);
          if (response.status() == 302) {
            leadsTo(TARGETS.get(i), response, query);
          }
        }
      }
    }
  }

  private static void leadsTo(String target, Response response, String attack) {
    assertThat(response.all("Location")).as(attack).hasSize(1);
    assertThat(response.all("Set-Cookie")).as(attack).isEmpty();
    assertThat(response.body()).isEmpty();
    String location = response.one("Location");
    assertThat(location.chars().allMatch(c -> c > 0x20 && c < 0x7f)).as(location).isTrue();
    assertThat(location).startsWith(withoutQuery(target) + (location.contains("?") ? "?" : ""));
    URI led = URI.create(location.replaceAll("[{}|^`\\\\\\[\\]]", "_"));
    URI own = URI.create(target);
    assertThat(led.getScheme()).isEqualTo(own.getScheme());
    assertThat(led.getRawAuthority()).isEqualTo(own.getRawAuthority());
    assertThat(led.getRawPath()).isEqualTo(own.getRawPath());
    assertThat(led.getRawFragment()).isEqualTo(own.getRawFragment());
  }

  private static String withoutQuery(String target) {
    return target.substring(0, target.split("[?#]", 2)[0].length());
  }

  @Test
  void noPathBesideTheKeysLeadsAnywhere() throws IOException {
    for (String attack : ATTACKS) {
      for (String path : new String[] {"/" + attack, "/go0" + attack, "/go0/" + attack}) {
        Response response = server.get(path.toLowerCase(Locale.ROOT));
        for (String location : response.all("Location")) {
          // Some of these are the key with a query, and lead where the link does; and one is "/".
          assertThat(location).as(path).matches("/add|https://example\\.org([/?#].*)?");
        }
        assertThat(response.status()).as(path).isIn(302, 400, 404);
      }
    }
  }

  @Test
  void noHeaderChangesWhereALinkLeads() throws IOException {
    String[] names = {
      "X-Forwarded-Host",
      "X-Forwarded-Proto",
      "X-Forwarded-For",
      "X-Original-URL",
      "X-Rewrite-URL",
      "Forwarded",
      "Referer",
      "Origin",
      "User-Agent",
      "Accept-Language",
      "Cookie",
    };
    for (String name : names) {
      for (String attack : ATTACKS) {
        Response response = server.get("/go4?q=1", name + ": " + attack);
        assertThat(response.status()).isEqualTo(302);
        assertThat(response.one("Location")).isEqualTo("https://example.org/a?x=1&y=2&q=1#z");
      }
    }
  }
}
