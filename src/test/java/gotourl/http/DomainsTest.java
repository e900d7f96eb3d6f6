package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import gotourl.http.TestServer.Setup;
import gotourl.link.About;
import gotourl.link.Domains;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.NamedDomain;
import gotourl.link.Terms;
import gotourl.support.Keys;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which domain's links a request gets, and what it gets where there is none. */
class DomainsTest {

  private static final Terms EXPIRED =
      Terms.NONE.withValidUntil(Optional.of(Instant.parse("2020-01-01T00:00:00Z")));
  private static final Terms NOT_YET =
      Terms.NONE.withValidSince(Optional.of(Instant.parse("2999-01-01T00:00:00Z")));
  private static final Terms DISABLED = Terms.NONE.withEnabled(false);
  private static final Terms BINNED = Terms.NONE.withBinned(true);

  private final TestServer server = new TestServer();
  private final NamedDomain domain = made("d.example", false);

  @BeforeEach
  void link() {
    server.link("abc", "https://example.org/default");
    server.link("only", "https://example.org/only");
    link(domain, "abc", Terms.NONE);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private NamedDomain made(String name, boolean foldsCase) {
    return ((Domains.Saved)
            server
                .store()
                .domains()
                .make(name, foldsCase, Fallbacks.NONE)
                .toCompletableFuture()
                .join())
        .domain();
  }

  private void link(NamedDomain of, String code, Terms terms) {
    String target = "https://example.org/of/" + of.number();
    var _ =
        server
            .store()
            .add(
                Keys.key(of.domain(), code), new Draft(target, terms, About.NOTHING, Draft.NOBODY));
  }

  private void change(NamedDomain of, UnaryOperator<Fallbacks> change) {
    server.store().domains().change(of.number(), change).toCompletableFuture().join();
  }

  private static String get(String host, String path, String... fields) {
    StringBuilder request =
        new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n");
    for (String field : fields) {
      request.append(field).append("\r\n");
    }
    return request + "\r\n";
  }

  private String location(String host, String path) throws IOException {
    Response response = server.ask(get(host, path));
    return response.status() == 302 ? response.one("Location") : "" + response.status();
  }

  private String locationOverHttp2(String host, String path) throws IOException {
    try (FrameClient client = FrameClient.connect(server.address())) {
      byte[] block =
          FrameClient.block(
              List.of(":method", "GET", ":path", path, ":scheme", "http", ":authority", host));
      FrameClient.Answer answer = client.answer(client.begin(FrameClient.WHOLE, block));
      return answer.status() == 302
          ? String.valueOf(answer.head().get("location"))
          : "" + answer.status();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "d.example",
        "D.EXAMPLE",
        "d.example.",
        "d.example:80",
        "D.Example.:8443",
        "d.example:"
      })
  void aHostThatIsADomainSelectsItsLinks(String host) throws IOException {
    for (String path : new String[] {"/abc", "/abc?q", "/%61bc"}) {
      assertThat(location(host, path)).as(path).isEqualTo("https://example.org/of/1");
      assertThat(locationOverHttp2(host, path)).as(path).isEqualTo("https://example.org/of/1");
    }
    assertThat(location(host, "/only")).isEqualTo("404");
    assertThat(locationOverHttp2(host, "/only")).isEqualTo("404");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "goto.example",
        "other.example",
        "sub.d.example",
        "d.example.org",
        "xd.example",
        "d.example..",
        ".d.example",
        "d%2Eexample",
        "d.example%00",
        "%64.example",
        "127.0.0.1",
        "[::1]:80",
        "domain-1.invalid",
        "DEFAULT",
        "default",
        "0"
      })
  void anyOtherHostMeansTheDefaultDomain(String host) throws IOException {
    assertThat(location(host, "/abc")).isEqualTo("https://example.org/default");
    assertThat(locationOverHttp2(host, "/abc")).isEqualTo("https://example.org/default");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host: d.example\r\nHost: d.example",
        "Host: goto.example\r\nHost: d.example",
        "Host: d.example, goto.example",
        "Host: d.example/",
        "Host: d.example@goto.example",
        "Host: http://d.example",
        "Host: d.example\\",
        "Host: b\u00fccher.example",
        "Host: d.example:8o",
        "Host:",
        "X-Host: d.example"
      })
  void aMissingDoubledOrMalformedHostIsRefused(String lines) throws IOException {
    assertThat(server.ask("GET /abc HTTP/1.1\r\n" + lines + "\r\n\r\n").status()).isEqualTo(400);
  }

  @Test
  void aClientOfOldTimesThatNamesNoHostHasTheDefaultDomain() throws IOException {
    assertThat(server.ask("GET /abc HTTP/1.0\r\n\r\n").one("Location"))
        .isEqualTo("https://example.org/default");
    assertThat(server.ask("GET /abc HTTP/1.0\r\nHost: d.example\r\n\r\n").one("Location"))
        .isEqualTo("https://example.org/of/1");
  }

  @Test
  void noOtherHeaderSelectsADomain() throws IOException {
    for (String field :
        new String[] {
          "X-Forwarded-Host: d.example",
          "Forwarded: host=d.example",
          "X-Host: d.example",
          "X-Original-Host: d.example",
          "X-Forwarded-Server: d.example",
          "Origin: http://d.example",
          "Referer: http://d.example/"
        }) {
      Response response = server.ask(get("goto.example", "/abc", field));
      assertThat(response.one("Location")).as(field).isEqualTo("https://example.org/default");
    }
  }

  /** What stands in between may have gone by the one or by the other. */
  @Test
  void anAbsoluteTargetMayNotNameAnotherDomainThanTheHost() throws IOException {
    for (String[] pair :
        new String[][] {
          {"http://d.example/abc", "d.example", "https://example.org/of/1"},
          {"http://D.EXAMPLE.:80/abc", "d.example", "https://example.org/of/1"},
          {"http://x@d.example/abc", "d.example", "https://example.org/of/1"},
          {"http://other.example/abc", "goto.example", "https://example.org/default"},
          {"http://d.example@evil.example/abc", "goto.example", "https://example.org/default"},
          {"http://d.example/abc", "goto.example", "400"},
          {"http://goto.example/abc", "d.example", "400"},
          {"https://evil.example/abc", "d.example", "400"},
          {"http://goto.example@d.example/abc", "goto.example", "400"},
          {"http://d.example?/abc", "goto.example", "400"},
        }) {
      assertThat(location(pair[1], pair[0])).as(pair[0] + " at " + pair[1]).isEqualTo(pair[2]);
    }
  }

  /** Each request is for itself, also where the connection remembers the one before. */
  @Test
  void domainsMayAlternateOnOneConnection() throws IOException {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      all.append(get(i % 3 == 0 ? "d.example" : i % 3 == 1 ? "goto.example" : "d.exampl", "/abc"));
    }
    try (RawClient client = server.connect()) {
      client.send(all.toString());
      for (int i = 0; i < 40; i++) {
        assertThat(client.read(false).one("Location"))
            .isEqualTo(i % 3 == 0 ? "https://example.org/of/1" : "https://example.org/default");
      }
    }
    try (FrameClient client = FrameClient.connect(server.address())) {
      for (int i = 0; i < 40; i++) {
        String host = i % 2 == 0 ? "d.example" : "goto.example";
        byte[] block =
            FrameClient.block(
                List.of(":method", "GET", ":path", "/abc", ":scheme", "http", ":authority", host));
        assertThat(client.answer(client.begin(FrameClient.WHOLE, block)).head().get("location"))
            .hasToString(i % 2 == 0 ? "https://example.org/of/1" : "https://example.org/default");
      }
    }
  }

  @Test
  void aNewDomainIsInForceOnConnectionsThatAreOpen() throws IOException {
    try (RawClient client = server.connect()) {
      client.send(get("new.example", "/abc"));
      assertThat(client.read(false).one("Location")).isEqualTo("https://example.org/default");
      NamedDomain made = made("new.example", true);
      link(made, "abc", Terms.NONE);
      client.send(get("new.example", "/abc"));
      assertThat(client.read(false).one("Location"))
          .isEqualTo("https://example.org/of/" + made.number());
    }
  }

  @Test
  void aDomainFoldsOrNotByItself() throws IOException {
    NamedDomain folding = made("fold.example", true);
    link(folding, "Stra\u00dfe", Terms.NONE);
    link(folding, "QR", Terms.NONE);
    assertThat(location("fold.example", "/qR")).isEqualTo("https://example.org/of/2");
    assertThat(location("fold.example", "/STRA%C3%9FE")).isEqualTo("https://example.org/of/2");
    assertThat(location("d.example", "/ABC")).isEqualTo("404");
  }

  @Test
  void whereALinkGoesIsShownUnderItsOwnDomain() throws IOException {
    Response response = server.ask(get("d.example", "/abc+", "Accept: text/html"));
    assertThat(response.body())
        .contains("http://d.example/abc", "https://example.org/of/1")
        .doesNotContain("goto.example");
    assertThat(server.ask(get("evil.example", "/abc+", "Accept: text/html")).body())
        .contains("http://goto.example/abc")
        .doesNotContain("evil.example");
  }

  @Test
  void aTargetOnADomainOfOursWouldLeadInCircles() throws IOException {
    for (String url :
        new String[] {
          "http://d.example/x",
          "https://D.Example/x",
          "http://d.example./x",
          "http://d.example:443/x",
          "http:\\\\d.example",
          "http://%64.example/",
          "http://\uff44.example/"
        }) {
      String body = "url=" + URLEncoder.encode(url, StandardCharsets.UTF_8);
      String type = "application/x-www-form-urlencoded";
      assertThat(server.ask(TestServer.post("/add", type, body)).status()).as(url).isEqualTo(422);
    }
    assertThat(server.get("/add?url=http://sub.d.example/").status()).isEqualTo(200);
  }

  @Test
  void withoutFallbacksNothingTellsAnExpiredLinkFromNone() throws IOException {
    link(domain, "expired", EXPIRED);
    link(domain, "notyet", NOT_YET);
    link(domain, "disabled", DISABLED);
    link(domain, "binned", BINNED);
    for (String accept : new String[] {"Accept: */*", "Accept: text/html"}) {
      Response none = server.ask(get("d.example", "/none", accept));
      assertThat(none.status()).isEqualTo(404);
      for (String code : new String[] {"expired", "notyet", "disabled", "binned"}) {
        Response response = server.ask(get("d.example", "/" + code, accept));
        assertThat(response.body()).isEqualTo(none.body());
        assertThat(withoutDate(response)).isEqualTo(withoutDate(none));
      }
    }
  }

  private static String withoutDate(Response response) {
    return response.head().replaceAll("(?i)\ndate: [^\n]*", "");
  }

  @Test
  void eachCaseHasAFallbackOfItsOwn() throws IOException {
    link(domain, "expired", EXPIRED);
    link(domain, "notyet", NOT_YET);
    link(domain, "disabled", DISABLED);
    link(domain, "binned", BINNED);
    change(
        domain,
        _ ->
            new Fallbacks(
                Optional.of("https://fall.example/base"),
                Optional.of("https://fall.example/unknown"),
                Optional.of("https://fall.example/was"),
                false));
    assertThat(location("d.example", "/")).isEqualTo("https://fall.example/base");
    assertThat(location("d.example", "/none")).isEqualTo("https://fall.example/unknown");
    assertThat(location("d.example", "/binned")).isEqualTo("https://fall.example/unknown");
    for (String code : new String[] {"/expired", "/notyet", "/disabled"}) {
      assertThat(location("d.example", code)).isEqualTo("https://fall.example/was");
      assertThat(locationOverHttp2("d.example", code)).isEqualTo("https://fall.example/was");
    }
    Response response = server.ask(get("d.example", "/none?url=http://evil.example/"));
    assertThat(response.status()).isEqualTo(302);
    assertThat(response.one("Cache-Control")).isEqualTo("no-store");
    assertThat(response.one("Location")).isEqualTo("https://fall.example/unknown");
    assertThat(location("d.example", "/abc")).isEqualTo("https://example.org/of/1");
    assertThat(location("d.example", "/none+")).isEqualTo("404");
    assertThat(location("goto.example", "/none")).isEqualTo("404");
    assertThat(location("goto.example", "/")).isEqualTo("/add");
  }

  @Test
  void whoComesBackToWhereHeWasSentIsNotSentAgain() throws IOException {
    change(domain, _ -> Fallbacks.NONE.withUnknown(Optional.of("https://alias.example/none")));
    assertThat(location("d.example", "/none")).isEqualTo("404");
    assertThat(location("d.example", "/other")).isEqualTo("https://alias.example/none");
  }

  @Test
  void aFallbackThatHasBecomeOurOwnHostIsNotFollowed() throws IOException {
    change(domain, _ -> Fallbacks.NONE.withUnknown(Optional.of("https://later.example/x")));
    assertThat(location("d.example", "/none")).isEqualTo("https://later.example/x");
    made("later.example", false);
    assertThat(location("d.example", "/none")).isEqualTo("404");
  }

  @Test
  void aDomainMaySayThatALinkHasExpired() throws IOException {
    link(domain, "expired", EXPIRED);
    link(domain, "disabled", DISABLED);
    link(domain, "notyet", NOT_YET);
    change(domain, fallbacks -> fallbacks.withExpiredIsGone(true));
    Response gone = server.ask(get("d.example", "/expired"));
    assertThat(gone.status()).isEqualTo(410);
    assertThat(gone.body()).isEqualTo("This link has expired.");
    assertThat(gone.one("Cache-Control")).isEqualTo("no-store");
    assertThat(server.ask(get("d.example", "/expired", "Accept: text/html")).body())
        .contains("has expired");
    assertThat(location("d.example", "/disabled")).isEqualTo("404");
    assertThat(location("d.example", "/notyet")).isEqualTo("404");
    assertThat(location("d.example", "/none")).isEqualTo("404");
  }

  @Test
  void theDefaultDomainHasFallbacksTooAndGoesByTheSettingBesides() throws IOException {
    UnknownKeys.Options setting =
        new UnknownKeys.Options(
            Optional.of(new Rate(1_000, Duration.ofMinutes(1))),
            Optional.of("https://setting.example/"));
    try (TestServer set = new TestServer(Setup.USUAL.unknown(setting))) {
      set.store().domains().make("d.example", false, Fallbacks.NONE);
      assertThat(set.ask(get("x", "/none")).one("Location")).isEqualTo("https://setting.example/");
      assertThat(set.ask(get("d.example", "/none")).status()).isEqualTo(404);
      set.store()
          .domains()
          .change(0, _ -> Fallbacks.NONE.withUnknown(Optional.of("https://said.example/")));
      assertThat(set.ask(get("x", "/none")).one("Location")).isEqualTo("https://said.example/");
    }
  }

  @Test
  void ourOwnPagesAreThereAtEachDomain() throws IOException {
    assertThat(server.ask(get("d.example", "/add")).status()).isEqualTo(200);
    assertThat(server.ask(get("d.example", "/")).one("Location")).isEqualTo("/add");
    assertThat(server.ask(get("d.example", "/-/goto.css")).status()).isEqualTo(200);
    assertThat(server.ask(get("d.example", "/add?url=https://example.org/")).body())
        .isEqualTo("http://goto.example/3");
  }
}
