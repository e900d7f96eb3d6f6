package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import gotourl.link.About;
import gotourl.link.Draft;
import gotourl.link.Terms;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Links that are followed on terms of their own. */
class LinkOnTermsTest {

  private static final String TARGET = "https://example.org/a?b#c";
  private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aLinkHasAStatusOfItsOwn() throws IOException {
    for (int status : new int[] {301, 302, 303, 307, 308}) {
      link("go" + status, valid(null, status, 0));
      Response response = server.get("/go" + status);
      assertThat(response.status()).isEqualTo(status);
      assertThat(response.all("Location")).containsExactly(TARGET);
      assertThat(response.one("Content-Length")).isEqualTo("0");
    }
  }

  @Test
  void anAnswerOnTermsIsKeptOnlyAsLongAsTheLinkSays() throws IOException {
    link("never", valid(null, 301, 0));
    link("hour", valid(null, 302, 3600));
    link("usual", valid(now.plus(Duration.ofDays(1)), 0, 0));
    assertThat(server.get("/never").all("Cache-Control")).containsExactly("no-store");
    assertThat(server.get("/hour").all("Cache-Control")).containsExactly("max-age=3600");
    Response usual = server.get("/usual");
    assertThat(usual.status()).isEqualTo(302);
    assertThat(usual.all("Cache-Control")).containsExactly("no-store");
  }

  @Test
  void headIsToldTheSame() throws IOException {
    link("go", valid(null, 308, 60));
    try (RawClient client = server.connect()) {
      for (String method : new String[] {"HEAD", "GET", "HEAD"}) {
        client.send(TestServer.request(method, "/go"));
        Response response = client.read();
        assertThat(response.status()).isEqualTo(308);
        assertThat(response.all("Location")).containsExactly(TARGET);
        assertThat(response.all("Cache-Control")).containsExactly("max-age=60");
      }
    }
  }

  @Test
  void overHttp2TheSame() throws IOException {
    link("go", valid(null, 307, 60));
    try (FrameClient client = FrameClient.connect(server.address())) {
      FrameClient.Answer answer = client.answer(client.request("GET", "/go"));
      assertThat(answer.status()).isEqualTo(307);
      assertThat(answer.field("location")).isEqualTo(TARGET);
      assertThat(answer.field("cache-control")).isEqualTo("max-age=60");
      assertThat(client.answer(client.request("HEAD", "/go")).status()).isEqualTo(307);
    }
  }

  @Test
  void whatLeadsNowhereIsToldLikeAnUnknownKey() throws IOException {
    link("off", flags(false, false));
    link("bin", flags(true, true));
    link("past", valid(now.minusMillis(1), 0, 0));
    link("future", Terms.NONE.withValidSince(Optional.of(now.plus(Duration.ofDays(1)))));
    for (String more : new String[] {"", "+"}) {
      String unknown = withoutDate(server.get("/none" + more));
      for (String code : new String[] {"off", "bin", "past", "future"}) {
        assertThat(withoutDate(server.get("/" + code + more))).as(code).isEqualTo(unknown);
      }
    }
  }

  @Test
  void onlyAStatusThatKeepsTheMethodAnswersOtherMethods() throws IOException {
    link("keeps", valid(null, 307, 0));
    link("changes", valid(null, 303, 0));
    assertThat(post("/keeps").status()).isEqualTo(307);
    assertThat(post("/keeps+").status()).isEqualTo(405);
    assertThat(post("/changes").status()).isEqualTo(405);
    server.close();
    server = new TestServer(TestServer.Setup.USUAL.redirect(Status.PERMANENT_REDIRECT.code()));
    link("usual", flags(true, false));
    link("changes", valid(null, 303, 0));
    assertThat(post("/usual").status()).isEqualTo(308);
    assertThat(post("/changes").status()).isEqualTo(405);
    assertThat(post("/none").status()).isEqualTo(404);
  }

  @Test
  void thePreviewShowsWhereALinkOnTermsLeads() throws IOException {
    link("go", valid(null, 301, 60));
    Response response = server.get("/go+");
    assertThat(response.status()).isEqualTo(200);
    assertThat(response.body()).contains(TARGET);
  }

  private Response post(String path) throws IOException {
    return server.ask(TestServer.request("POST", path));
  }

  private static String withoutDate(Response response) {
    return response.head()
        + response.fields().stream().filter(field -> !field.startsWith("Date:")).toList()
        + response.body();
  }

  private void link(String code, Terms terms) {
    var _ =
        server.store().add(server.key(code), new Draft(TARGET, terms, About.NOTHING, Draft.NOBODY));
  }

  private static Terms flags(boolean enabled, boolean binned) {
    return Terms.NONE.withEnabled(enabled).withBinned(binned).withForwardsQuery(true);
  }

  private static Terms valid(@Nullable Instant until, int status, int cacheSeconds) {
    return Terms.NONE
        .withValidUntil(Optional.ofNullable(until))
        .withRedirectStatus(status)
        .withCacheSeconds(cacheSeconds);
  }
}
