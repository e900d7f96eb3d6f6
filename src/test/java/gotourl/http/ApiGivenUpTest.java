package gotourl.http;

import static gotourl.http.ApiClient.LINKS;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.access.Scope;
import gotourl.http.RawClient.Response;
import gotourl.http.TestServer.Setup;
import gotourl.link.LinkStore.Page;
import gotourl.link.LinkStore.Unlisted;
import gotourl.link.Listing;
import gotourl.link.PendingPage;
import gotourl.support.KnownSecrets;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a search whose client is gone, or has to wait. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ApiGivenUpTest {

  private final LinkedBlockingQueue<PendingPage> searches = new LinkedBlockingQueue<>();
  private final KnownSecrets secrets = new KnownSecrets();
  private final String secret = secrets.of(Scope.READ);
  private final TestServer server =
      new TestServer(
          Setup.USUAL.around(store ->
              new StoreAround(store) {
                @Override
                public PendingPage list(Listing listing) {
                  PendingPage pending = new PendingPage();
                  searches.add(pending);
                  return pending;
                }
              }),
          secrets);

  private final String request =
      TestServer.request("GET", LINKS, "Authorization: Bearer " + secret);

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aResetStreamGivesItsSearchUp() throws Exception {
    try (FrameClient client = FrameClient.connect(server.address())) {
      int given = client.request("GET", LINKS, "authorization", "Bearer " + secret);
      PendingPage first = searches.take();
      int kept = client.request("GET", LINKS, "authorization", "Bearer " + secret);
      PendingPage second = searches.take();
      client.send(FrameClient.RST_STREAM, 0, given, FrameClient.number(8));
      assertThat(first.get()).isInstanceOf(Unlisted.class);
      assertThat(second).isNotDone();
      second.complete(new Page(List.of(), Optional.empty()));
      assertThat(client.answer(kept).status()).isEqualTo(200);
    }
  }

  @Test
  void aConnectionThatEndsGivesItsSearchesUp() throws Exception {
    try (FrameClient client = FrameClient.connect(server.address())) {
      client.request("GET", LINKS, "authorization", "Bearer " + secret);
      client.request("GET", LINKS, "authorization", "Bearer " + secret);
      assertThat(searches.take()).isNotDone();
    }
    assertThat(searches.take().get()).isInstanceOf(Unlisted.class);
  }

  @Test
  void aResetConnectionGivesItsSearchUp() throws Exception {
    Socket socket = RawClient.connect(server.address());
    socket.setSoLinger(true, 0); // so that closing is a reset
    try (RawClient client = new RawClient(socket)) {
      client.send(request);
      PendingPage search = searches.take();
      client.hangUp();
      assertThat(search.get()).isInstanceOf(Unlisted.class);
    }
  }

  /** As with any other request: the client has only nothing more to say. */
  @Test
  void whoOnlyEndsHisSideStillHearsTheAnswer() throws Exception {
    try (RawClient client = server.connect()) {
      client.send(request);
      client.endOutput();
      PendingPage search = searches.take();
      search.complete(new Page(List.of(), Optional.empty()));
      assertThat(client.read().body()).isEqualTo("{\"links\":[],\"next\":null}");
    }
  }

  @Test
  void aSearchThatGetsNoTurnIsTriedAgainLater() throws Exception {
    try (RawClient client = server.connect()) {
      client.send(request);
      searches.take().complete(new Unlisted(Unlisted.Reason.BUSY, Duration.ofSeconds(3)));
      Response response = client.read();
      assertThat(response.status()).isEqualTo(503);
      assertThat(response.one("Retry-After")).isEqualTo("3");
      assertThat(response.body())
          .contains("urn:goto:problem:busy", "too many searches are waiting");
    }
  }

  @Test
  void callsBeyondTheBoundAreTriedAgainLaterAndTheOthersAreAnswered() throws Exception {
    List<FrameClient> clients = new ArrayList<>();
    List<List<Integer>> streams = new ArrayList<>();
    int beyond = 3;
    int each = H2Builder.STREAMS_MAX - 1;
    for (int calls = ApiPages.IN_HAND_MAX + beyond; calls > 0; calls -= each) {
      FrameClient client = FrameClient.connect(server.address());
      List<Integer> asked = new ArrayList<>();
      for (int i = Math.min(calls, each); i > 0; i--) {
        asked.add(client.request("GET", LINKS, "authorization", "Bearer " + secret));
      }
      // What is answered in the order of the frames shows that those before were taken.
      int last = client.request("GET", "/none");
      assertThat(client.answer(last).status()).isEqualTo(404);
      clients.add(client);
      streams.add(asked);
    }
    Thread searcher =
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (true) {
                  searches.take().complete(new Page(List.of(), Optional.empty()));
                }
              } catch (InterruptedException enough) {
                Thread.currentThread().interrupt();
              }
            });
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < clients.size(); i++) {
      try (FrameClient client = clients.get(i)) {
        for (int stream : streams.get(i)) {
          statuses.add(client.answer(stream).status());
        }
      }
    }
    searcher.interrupt();
    assertThat(statuses.subList(ApiPages.IN_HAND_MAX, statuses.size())).containsOnly(503);
    assertThat(statuses.subList(0, ApiPages.IN_HAND_MAX)).containsOnly(200);
  }

  /** Redirects and other answers go on: no event loop waits. */
  @Test
  void aWaitingSearchHoldsNothingUp() throws Exception {
    server.link("go", "https://example.org/");
    try (RawClient one = server.connect();
        RawClient two = server.connect();
        RawClient three = server.connect()) {
      for (RawClient client : new RawClient[] {one, two, three}) {
        client.send(request);
        assertThat(searches.take()).isNotDone();
      }
      assertThat(server.get("/go").status()).isEqualTo(302);
      assertThat(server.get(LINKS + "/go", "Authorization: Bearer " + secret).status())
          .isEqualTo(200);
    }
  }
}
