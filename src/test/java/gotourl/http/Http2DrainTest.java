package gotourl.http;

import static gotourl.http.FrameClient.NO_ERROR;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.FrameClient.Frame;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** An orderly stop, as in {@link DrainTest}. */
class Http2DrainTest {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Test
  void whatIsInFlightIsAnsweredAndThenTheConnectionEnds() throws Exception {
    HeldAdds adds = new HeldAdds();
    try (TestServer server = new TestServer(adds.setup());
        FrameClient client = FrameClient.connect(server.address())) {
      int add = client.request("GET", "/add?url=https://e.example/");
      Runnable held = adds.take();
      Thread drain = Thread.ofVirtual().start(() -> server.server().drain(PATIENCE));
      // First that there will be no more, then which were the last.
      assertThat(client.await(FrameClient.GOAWAY).number(0)).isEqualTo(Integer.MAX_VALUE);
      Frame end = client.await(FrameClient.GOAWAY);
      assertThat(end.number(0)).isEqualTo(add);
      assertThat(end.error()).isEqualTo(NO_ERROR);
      held.run();
      assertThat(client.answer(add).body()).isEqualTo("http://goto.example/0");
      assertThat(client.read()).isNull();
      client.hangUp();
      drain.join();
    }
  }

  @Test
  void aRequestThatIsOnItsWayIsAnswered() throws Exception {
    Limits limits =
        new Limits(
            PATIENCE,
            PATIENCE,
            500,
            PATIENCE,
            PATIENCE,
            PATIENCE,
            Duration.ofSeconds(2),
            Duration.ofSeconds(1),
            Duration.ofMillis(10),
            100);
    try (TestServer server = new TestServer(TestServer.Setup.USUAL.limits(limits));
        FrameClient client = FrameClient.connect(server.address())) {
      assertThat(client.answer(client.request("GET", "/x")).status()).isEqualTo(404);
      Thread drain = Thread.ofVirtual().start(() -> server.server().drain(PATIENCE));
      assertThat(client.await(FrameClient.GOAWAY).number(0)).isEqualTo(Integer.MAX_VALUE);
      int last = client.request("GET", "/x");
      assertThat(client.answer(last).status()).isEqualTo(404);
      assertThat(client.goAway().number(0)).isEqualTo(last);
      client.hangUp();
      drain.join();
    }
  }

  @Test
  void underLoadEveryRequestUpToTheLastIsAnswered() throws Exception {
    int clients = 8;
    try (TestServer server = new TestServer();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      server.link("go", "https://example.org/");
      CountDownLatch busy = new CountDownLatch(clients);
      List<Future<Integer>> answered = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        answered.add(threads.submit(() -> askUntilTheEnd(server, busy)));
      }
      busy.await();
      server.server().drain(PATIENCE);
      for (Future<Integer> count : answered) {
        assertThat(count.get()).isGreaterThan(100);
      }
    }
  }

  /** Asks until the last GOAWAY; whatever it does not rule out must have been answered. */
  private static int askUntilTheEnd(TestServer server, CountDownLatch busy) throws IOException {
    try (FrameClient client = FrameClient.connect(server.address())) {
      int asked = 0;
      int last = Integer.MAX_VALUE;
      while (last == Integer.MAX_VALUE) {
        int stream = client.request("GET", asked % 2 == 0 ? "/go" : "/add?url=https://e.example/");
        asked++;
        boolean isWhole = false;
        while (!isWhole && stream <= last) {
          Frame frame = client.read();
          if (frame == null) {
            throw new AssertionError("ended before the answer to " + stream);
          }
          if (frame.type() == FrameClient.GOAWAY) {
            last = frame.number(0);
          }
          isWhole = frame.stream() == stream && frame.has(FrameClient.END_STREAM);
        }
        if (asked == 100) {
          busy.countDown();
        }
      }
      return asked;
    }
  }
}
