package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gotourl.http.RawClient.Response;
import gotourl.link.BaseUrl;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** An orderly stop: nothing accepted is reset. */
class DrainTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void underLoadEveryRequestIsAnsweredAndNoConnectionReset() throws Exception {
    int clients = 16;
    try (TestServer server = new TestServer();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.link("go", "https://example.org/");
      CountDownLatch busy = new CountDownLatch(clients);
      List<Future<Response>> last = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        String request =
            i % 2 == 0
                ? TestServer.request("GET", "/go")
                : TestServer.request("GET", "/add?url=https://e.example/");
        last.add(threads.submit(() -> askUntilTheEnd(server, request, busy)));
      }
      busy.await();
      server.server().drain(PATIENCE);
      for (Future<Response> response : last) {
        assertThat(response.get().one("Connection")).isEqualTo("close");
      }
    }
  }

  /** The last answer; a reset, or an end without an answer, throws. */
  private static Response askUntilTheEnd(TestServer server, String request, CountDownLatch busy)
      throws IOException {
    try (RawClient client = server.connect()) {
      for (int i = 0; ; i++) {
        client.send(request);
        Response response = client.read();
        if (i == 100) {
          busy.countDown();
        }
        if (response.one("Connection").equals("close")) {
          assertThat(client.readToEnd()).isEmpty();
          return response;
        }
      }
    }
  }

  @Test
  void whatIsInFlightIsAnswered() throws Exception {
    HeldAdds adds = new HeldAdds();
    try (TestServer server = new TestServer(adds.setup());
        RawClient client = server.connect()) {
      client.send(TestServer.request("GET", "/add?url=https://e.example/"));
      Runnable add = adds.take();
      Thread drain = Thread.ofVirtual().start(() -> server.server().drain(PATIENCE));
      awaitRefused(server);
      add.run();
      Response response = client.read();
      assertThat(response.body()).isEqualTo("http://goto.example/0");
      assertThat(response.one("Connection")).isEqualTo("close");
      assertThat(client.readToEnd()).isEmpty();
      client.hangUp();
      drain.join();
    }
  }

  @Test
  void anIdleConnectionMayBringARequestThatIsOnItsWay() throws Exception {
    Limits limits =
        new Limits(
            PATIENCE,
            PATIENCE,
            500,
            PATIENCE,
            PATIENCE,
            PATIENCE,
            Duration.ofSeconds(2),
            Duration.ofHours(1),
            Duration.ofMillis(10),
            100);
    try (TestServer server = new TestServer(TestServer.Setup.USUAL.limits(limits));
        RawClient client = server.connect()) {
      client.send(TestServer.request("GET", "/x"));
      assertThat(client.read().status()).isEqualTo(404);
      Thread drain = Thread.ofVirtual().start(() -> server.server().drain(PATIENCE));
      awaitRefused(server);
      client.send(TestServer.request("GET", "/x"));
      assertThat(client.read().status()).isEqualTo(404);
      client.hangUp();
      drain.join();
    }
  }

  @Test
  void anIdleConnectionIsEndedGently() throws Exception {
    try (TestServer server = new TestServer();
        RawClient client = server.connect()) {
      client.send(TestServer.request("GET", "/x"));
      assertThat(client.read().status()).isEqualTo(404);
      Thread drain = Thread.ofVirtual().start(() -> server.server().drain(PATIENCE));
      assertThat(client.readToEnd()).isEmpty();
      client.hangUp();
      drain.join();
    }
  }

  @Test
  void patienceEnds() throws Exception {
    try (TestServer server = new TestServer();
        RawClient client = server.connect()) {
      client.send("GET /x HTTP/1.1\r\n");
      server.server().drain(Duration.ofMillis(50));
      assertThatThrownBy(client::read).isInstanceOfAny(EOFException.class, IOException.class);
    }
  }

  @Test
  void closingTwiceIsClosingOnce() {
    TestServer server = new TestServer();
    server.server().drain(PATIENCE);
    server.server().drain(PATIENCE);
    server.close();
    server.close();
  }

  @Test
  void anAddressThatCannotBeHadIsNamed() {
    try (TestServer server = new TestServer()) {
      HttpServer.Options taken =
          new HttpServer.Options(
              server.address(),
              BaseUrl.parse("goto.example"),
              302,
              HttpServer.AddMode.OPEN,
              "Goto",
              TrustedProxies.NONE,
              UnknownKeys.Options.NONE);
      assertThatThrownBy(() -> server.another(taken))
          .isInstanceOf(UncheckedIOException.class)
          .hasMessageContaining(String.valueOf(server.address().getPort()))
          .cause()
          .isInstanceOf(IOException.class)
          .hasMessageContaining("in use");
    }
  }

  /** Returns once the server accepts no more. */
  private static void awaitRefused(TestServer server) throws IOException, InterruptedException {
    while (true) {
      try (RawClient _ = server.connect()) {
        Thread.sleep(1);
      } catch (ConnectException refused) {
        return;
      } catch (SocketException reset) {
        // It was in the system's queue and not accepted yet when the listener closed.
        Thread.sleep(1);
      }
    }
  }
}
