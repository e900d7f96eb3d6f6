package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import gotourl.http.TestServer.Setup;
import gotourl.link.About;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.Key;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.LinkStore.Unsaved;
import gotourl.link.Terms;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Links that may be followed only so often. */
class LimitedLinkTest {

  private static final String TARGET = "https://example.org/a";
  private static final String BOT = "User-Agent: Slackbot-LinkExpanding 1.0";

  private TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void itIsFollowedAsOftenAsItMayAndThenUnknown() throws IOException {
    link("go", Terms.NONE.withMaxVisits(2).withRedirectStatus(301).withCacheSeconds(60));
    for (int visit = 0; visit < 2; visit++) {
      Response response = server.get("/go");
      assertThat(response.status()).isEqualTo(301);
      assertThat(response.all("Location")).containsExactly(TARGET);
      assertThat(response.all("Cache-Control")).containsExactly("no-store");
    }
    assertSameAsUnknown("/go");
    assertSameAsUnknown("/go+");
  }

  @Test
  void overHttp2TheSame() throws IOException {
    link("go", Terms.NONE.withMaxVisits(1));
    try (FrameClient client = FrameClient.connect(server.address())) {
      FrameClient.Answer answer = client.answer(client.request("GET", "/go"));
      assertThat(answer.status()).isEqualTo(302);
      assertThat(answer.field("location")).isEqualTo(TARGET);
      assertThat(answer.field("cache-control")).isEqualTo("no-store");
      assertThat(client.answer(client.request("GET", "/go")).status()).isEqualTo(404);
    }
  }

  @Test
  void whatIsPipelinedIsAnsweredInOrder() throws IOException {
    link("go", Terms.NONE.withMaxVisits(2));
    server.link("plain", "https://plain.example/");
    String go = TestServer.request("GET", "/go");
    String plain = TestServer.request("GET", "/plain");
    try (RawClient client = server.connect()) {
      client.send(plain + go + plain + go + go + plain);
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        statuses.add(client.read().status());
      }
      assertThat(statuses).containsExactly(302, 302, 302, 302, 404, 302);
    }
  }

  @Test
  void whoOnlyLooksAheadCostsNoVisitWhileThereAreSome() throws IOException {
    link("go", Terms.NONE.withMaxVisits(1));
    List<String[]> free =
        List.of(
            new String[] {"GET", "Sec-Purpose: prefetch"},
            new String[] {"GET", "Sec-Purpose: prefetch;prerender"},
            new String[] {"GET", "Purpose: Prefetch"},
            new String[] {"GET", "X-Moz: prefetch"},
            new String[] {"GET", "X-Purpose: preview"},
            new String[] {"GET", BOT},
            new String[] {"HEAD", "X: y"});
    for (String[] each : free) {
      Response response = server.ask(TestServer.request(each[0], "/go", each[1]));
      assertThat(response.status()).as(each[1]).isEqualTo(302);
      assertThat(response.all("Location")).containsExactly(TARGET);
      assertThat(response.all("Cache-Control")).containsExactly("no-store");
    }
    assertThat(server.get("/go+").body()).isEqualTo(TARGET);
    assertThat(server.get("/go", "Sec-Purpose: x", "Purpose: ").status()).isEqualTo(302);
    for (String[] each : free) {
      assertThat(server.ask(TestServer.request(each[0], "/go", each[1])).status())
          .as(each[1])
          .isEqualTo(404);
    }
  }

  @Test
  void aRequestThatIsRefusedCostsNothing() throws IOException {
    link("go", Terms.NONE.withMaxVisits(1));
    link("kept", Terms.NONE.withMaxVisits(1).withRedirectStatus(307));
    assertThat(server.ask(TestServer.request("POST", "/go", "Content-Length: 0")).status())
        .isEqualTo(405);
    assertThat(server.get("/go").status()).isEqualTo(302);
    assertThat(server.ask(TestServer.request("POST", "/kept", "Content-Length: 0")).status())
        .isEqualTo(307);
    assertThat(server.get("/kept").status()).isEqualTo(404);
  }

  @Test
  void aLinkThatIsNotInForceCostsNothing() throws IOException {
    link("go", Terms.NONE.withMaxVisits(1).withEnabled(false));
    assertThat(server.get("/go").status()).isEqualTo(404);
    replace("go", Terms.NONE.withMaxVisits(1));
    assertThat(server.get("/go").status()).isEqualTo(302);
    replace("go", Terms.NONE.withMaxVisits(2));
    assertThat(server.get("/go").status()).isEqualTo(302);
    assertThat(server.get("/go").status()).isEqualTo(404);
  }

  @Test
  void whileTheDiskDoesNotTakeVisitsOnlyLimitedLinksWait() throws IOException {
    link("go", Terms.NONE.withMaxVisits(1));
    server.link("plain", "https://plain.example/");
    server.store().refuseWith(new Unsaved(Unsaved.Cause.DISK, Duration.ofSeconds(9)));
    Response response = server.get("/go");
    assertThat(response.status()).isEqualTo(503);
    assertThat(response.one("Retry-After")).isEqualTo("9");
    assertThat(response.one("Cache-Control")).isEqualTo("no-store");
    assertThat(response.all("Location")).isEmpty();
    assertThat(response.body())
        .isEqualTo(
            "This link cannot be followed just now: the disk does not take writes at the moment.");
    assertThat(server.get("/plain").status()).isEqualTo(302);
    server.store().refuseWith(null);
    assertThat(server.get("/go").status()).isEqualTo(302);
  }

  @Test
  void aLinkThatIsSoughtElsewhereIsChargedToo() throws IOException {
    server.close();
    server =
        new TestServer(
            Setup.USUAL.around(store ->
                new StoreAround(store) {
                  @Override
                  public Peek peek(Key key) {
                    return Peek.Elsewhere.ELSEWHERE;
                  }

                  @Override
                  public CompletionStage<Optional<Link>> find(Key key) {
                    return super.find(key).thenApplyAsync(found -> found);
                  }

                  @Override
                  public CompletionStage<Charged> spend(Key key, long number) {
                    return CompletableFuture.supplyAsync(
                        () -> super.spend(key, number).toCompletableFuture().join());
                  }
                }));
    link("go", Terms.NONE.withMaxVisits(1));
    assertThat(server.get("/go").status()).isEqualTo(302);
    assertThat(server.get("/go").status()).isEqualTo(404);
  }

  @Test
  void ofManyWhoRaceForTheLastVisitOneIsLetThrough() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < 20; round++) {
        String path = "/last" + round;
        link("last" + round, Terms.NONE.withMaxVisits(1));
        List<Callable<Integer>> racing = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
          racing.add(() -> server.get(path).status());
        }
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> each : clients.invokeAll(racing)) {
          statuses.add(each.get());
        }
        assertThat(statuses).containsOnlyOnce(302).filteredOn(status -> status == 404).hasSize(63);
      }
    }
  }

  @Test
  void oneWithoutVisitsLeftIsAnsweredAsItsDomainAnswersAnExpiredOne() throws IOException {
    link("go", Terms.NONE.withMaxVisits(1));
    link("off", Terms.NONE.withMaxVisits(1).withEnabled(false));
    server.get("/go");
    fallbacks(Fallbacks.NONE.withUnknown(Optional.of("https://fall.example/unknown")));
    assertThat(server.get("/go").one("Location")).isEqualTo("https://fall.example/unknown");
    fallbacks(Fallbacks.NONE.withExpiredIsGone(true));
    assertThat(server.get("/go").status()).isEqualTo(410);
    assertThat(server.get("/go+").status()).isEqualTo(410);
    assertThat(server.get("/off").status()).isEqualTo(404);
    assertThat(server.get("/none").status()).isEqualTo(404);
    fallbacks(Fallbacks.NONE.withExpired(Optional.of("https://fall.example/was")));
    assertThat(server.get("/go").one("Location")).isEqualTo("https://fall.example/was");
    try (FrameClient client = FrameClient.connect(server.address())) {
      assertThat(client.answer(client.request("GET", "/go")).field("location"))
          .isEqualTo("https://fall.example/was");
    }
    assertThat(server.get("/none").status()).isEqualTo(404);
    replace("go", Terms.NONE.withMaxVisits(2));
    assertThat(server.get("/go").one("Location")).isEqualTo(TARGET);
    assertThat(server.get("/go").one("Location")).isEqualTo("https://fall.example/was");
  }

  /** The first that hears of it is told by the store. */
  @Test
  void whoComesTooLateIsToldTheSameAsWhoComesLater() throws IOException {
    server.close();
    server =
        new TestServer(
            Setup.USUAL.around(store ->
                new StoreAround(store) {
                  @Override
                  public int visits(long number) {
                    return 0;
                  }
                }));
    link("go", Terms.NONE.withMaxVisits(1));
    fallbacks(Fallbacks.NONE.withExpiredIsGone(true));
    assertThat(server.get("/go").status()).isEqualTo(302);
    assertThat(server.get("/go").status()).isEqualTo(410);
  }

  private void fallbacks(Fallbacks said) {
    server.store().domains().change(0, _ -> said).toCompletableFuture().join();
  }

  private void assertSameAsUnknown(String target) throws IOException {
    Response unknown = server.get("/none");
    Response response = server.get(target);
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.body()).isEqualTo(unknown.body());
    assertThat(response.one("Cache-Control")).isEqualTo(unknown.one("Cache-Control"));
    assertThat(response.all("Location")).isEmpty();
  }

  private void link(String code, Terms terms) {
    var _ = server.store().add(server.key(code), draft(terms));
  }

  private void replace(String code, Terms terms) {
    var _ = server.store().replace(server.key(code), LinkStore.ANY_VERSION, draft(terms));
  }

  private static Draft draft(Terms terms) {
    return new Draft(TARGET, terms, About.NOTHING, Draft.NOBODY);
  }
}
