package gotourl.http;

import static gotourl.http.FrameClient.CONTINUATION;
import static gotourl.http.FrameClient.DATA;
import static gotourl.http.FrameClient.ENHANCE_YOUR_CALM;
import static gotourl.http.FrameClient.HEADERS;
import static gotourl.http.FrameClient.PING;
import static gotourl.http.FrameClient.PRIORITY;
import static gotourl.http.FrameClient.RST_STREAM;
import static gotourl.http.FrameClient.SETTINGS;
import static gotourl.http.FrameClient.WHOLE;
import static gotourl.http.FrameClient.WINDOW_UPDATE;
import static gotourl.http.FrameClient.block;
import static gotourl.http.FrameClient.number;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.FrameClient.Frame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/**
 * PROMISES A8. Each attack ends its connection, with a word, after a bounded number of frames and
 * with no help from a clock; a client beside it on the same event loops is served all the while.
 */
class Http2FloodTest {

  /** An attack that is not ended after these waits in vain, and so does its test. */
  private static final int ROUNDS = 20_000;

  private static final Duration LONG = Duration.ofHours(1);

  /** Sends the attack's next frames. */
  private interface Attack {
    void send(FrameClient client, int round) throws IOException, InterruptedException;
  }

  @Test
  void pings() throws Exception {
    calmed((client, _) -> client.send(PING, 0, 0, new byte[8]));
  }

  @Test
  void answersToPingsThatNobodySent() throws Exception {
    calmed((client, _) -> client.send(PING, FrameClient.ACK, 0, new byte[8]));
  }

  @Test
  void settings() throws Exception {
    calmed((client, _) -> client.settings(4, 1_000));
  }

  @Test
  void emptySettings() throws Exception {
    calmed((client, _) -> client.settings());
  }

  @Test
  void acknowledgementsOfSettingsThatNobodySent() throws Exception {
    calmed((client, _) -> client.send(SETTINGS, FrameClient.ACK, 0));
  }

  @Test
  void windowUpdatesOfTheConnection() throws Exception {
    calmed((client, _) -> client.send(WINDOW_UPDATE, 0, 0, number(1)));
  }

  @Test
  void windowUpdatesOfAStreamThatIsGone() throws Exception {
    calmed((client, round) -> {
      if (round == 0) {
        client.request("GET", "/none");
      }
      client.send(WINDOW_UPDATE, 0, 1, number(1));
    });
  }

  @Test
  void priorities() throws Exception {
    calmed((client, round) -> client.send(PRIORITY, 0, 2 * round + 1, new byte[] {0, 0, 0, 0, 9}));
  }

  @Test
  void framesOfAnUnknownKind() throws Exception {
    calmed((client, round) -> client.send(0x20 + round % 0x80, 0, 0, new byte[9]));
  }

  @Test
  void resetsOfStreamsThatAreGone() throws Exception {
    calmed((client, round) -> {
      if (round == 0) {
        client.request("GET", "/none");
      }
      client.send(RST_STREAM, 0, 1, number(8));
    });
  }

  @Test
  void rapidReset() throws Exception {
    calmed((client, _) -> {
      int stream = client.open("POST", "/add");
      client.send(RST_STREAM, 0, stream, number(8));
    });
  }

  @Test
  void madeYouResetByAWindowUpdateOfNothing() throws Exception {
    calmed((client, _) -> {
      int stream = client.open("POST", "/add");
      client.send(WINDOW_UPDATE, 0, stream, number(0));
    });
  }

  @Test
  void madeYouResetByAWindowThatOverflows() throws Exception {
    calmed((client, _) -> {
      int stream = client.open("POST", "/add");
      client.send(WINDOW_UPDATE, 0, stream, number(Integer.MAX_VALUE));
    });
  }

  @Test
  void madeYouResetByAStreamThatDependsOnItself() throws Exception {
    calmed((client, _) -> {
      int stream = client.open("POST", "/add");
      byte[] itself = new byte[5];
      System.arraycopy(number(stream), 0, itself, 0, 4);
      client.send(PRIORITY, 0, stream, itself);
    });
  }

  @Test
  void madeYouResetByAHeaderAfterTheEnd() throws Exception {
    calmed((client, _) -> {
      int stream = client.open("POST", "/add", "content-length", "9");
      client.send(HEADERS, WHOLE, stream, block(List.of("x", "y")));
    });
  }

  @Test
  void malformedRequests() throws Exception {
    calmed((client, _) -> client.request("GET", "/none", "connection", "close"));
  }

  @Test
  void emptyFramesOfABody() throws Exception {
    calmed((client, round) -> {
      if (round == 0) {
        client.open("POST", "/add");
      }
      client.send(DATA, 0, 1);
    });
  }

  @Test
  void emptyFramesOfManyBodies() throws Exception {
    calmed((client, round) -> {
      if (round < 50) {
        client.open("POST", "/add");
      }
      client.send(DATA, 0, 1 + 2 * (round % Math.min(round + 1, 50)));
    });
  }

  @Test
  void emptyContinuations() throws Exception {
    calmed((client, round) -> {
      if (round == 0) {
        client.begin(0, block("GET", "/none"));
      }
      client.send(CONTINUATION, 0, 1);
    });
  }

  @Test
  void aHeaderWithoutEnd() throws Exception {
    byte[] part = block(List.of("x", "y".repeat(1_000)));
    try (Beside beside = new Beside(server(LONG))) {
      Frame end =
          beside.attacked((client, round) -> {
            if (round == 0) {
              client.begin(0, block("GET", "/none"));
            }
            client.send(CONTINUATION, 0, 1, part);
          });
      // Too large a header, and what is left of the connection cannot be decoded.
      assertThat(end.error()).isIn(ENHANCE_YOUR_CALM, FrameClient.PROTOCOL_ERROR);
    }
  }

  @Test
  void aHeaderThatUnfoldsFromATable() throws Exception {
    // One field of 4,000 bytes enters the table, and then stands there by its number alone.
    byte[] entry = new byte[4_000];
    Arrays.fill(entry, (byte) 'y');
    byte[] first = block("GET", "/none");
    byte[] bomb = Arrays.copyOf(first, first.length + 5 + entry.length + 10_000);
    byte[] literal = {0x40, 1, 'x', 0x7f, (byte) 0xa1, 0x1e};
    System.arraycopy(literal, 0, bomb, first.length, literal.length);
    System.arraycopy(entry, 0, bomb, first.length + literal.length, entry.length);
    Arrays.fill(bomb, first.length + literal.length + entry.length, bomb.length, (byte) 0xbe);
    try (Beside beside = new Beside(server(LONG));
        FrameClient client = FrameClient.connect(beside.server.address())) {
      int stream = client.begin(WHOLE, bomb);
      assertThat(client.answer(stream).status()).isEqualTo(431);
      assertThat(client.answer(client.request("GET", "/none")).status()).isEqualTo(404);
    }
  }

  @Test
  void manyAnswersThatAreGivenNoRoom() throws Exception {
    try (Beside beside = new Beside(server(LONG));
        FrameClient client = FrameClient.withoutWindow(beside.server.address())) {
      for (int i = 0; i <= H2Connection.HELD_MAX; i++) {
        client.request("GET", "/add");
      }
      assertThat(client.goAway().error()).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void aFewAnswersThatWaitAreASlowClients() throws Exception {
    try (Beside beside = new Beside(server(LONG));
        FrameClient client = FrameClient.withoutWindow(beside.server.address())) {
      int last = 0;
      for (int i = 0; i < H2Connection.HELD_MAX; i++) {
        last = client.request("GET", "/add");
      }
      Thread.sleep(500);
      client.send(WINDOW_UPDATE, 0, last, number(100_000));
      assertThat(client.answer(last).status()).isEqualTo(200);
    }
  }

  @Test
  void anAnswerThatIsGivenNoRoom() throws Exception {
    try (Beside beside = new Beside(server(Duration.ofMillis(100)));
        FrameClient client = FrameClient.withoutWindow(beside.server.address())) {
      client.request("GET", "/add");
      assertThat(client.goAway().error()).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void pingsDoNotKeepAnAnswerThatIsGivenNoRoom() throws Exception {
    try (Beside beside = new Beside(server(Duration.ofMillis(100)))) {
      Frame end =
          beside.attacked(
              (client, round) -> {
                if (round == 0) {
                  client.request("GET", "/add");
                }
                client.send(PING, 0, 0, new byte[8]);
                Thread.sleep(10);
              },
              4,
              0);
      assertThat(end.error()).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  @Test
  void answersThatNobodyReads() throws Exception {
    try (Beside beside = new Beside(server(Duration.ofMillis(100)))) {
      beside.server.link("long", "https://example.org/" + "x".repeat(8_000));
      try (FrameClient client = FrameClient.slow(beside.server.address())) {
        Thread sender =
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    while (true) {
                      client.request("GET", "/long");
                    }
                  } catch (IOException cutOff) {
                    Thread.currentThread().interrupt();
                  }
                });
        assertThat(sender.join(Duration.ofSeconds(20))).isTrue();
      }
    }
  }

  private static void calmed(Attack attack) throws Exception {
    try (Beside beside = new Beside(server(LONG))) {
      assertThat(beside.attacked(attack).error()).isEqualTo(ENHANCE_YOUR_CALM);
    }
  }

  private static TestServer server(Duration stall) {
    return new TestServer(
        TestServer.Setup.USUAL.limits(SlowClientTest.limits(LONG, LONG, stall, LONG, 1_000)));
  }

  /** A server, and clients of both versions that are served until the end. */
  private static final class Beside implements AutoCloseable {

    private final TestServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicBoolean ends = new AtomicBoolean();
    private final CompletableFuture<Integer> served;

    Beside(TestServer server) {
      this.server = server;
      server.link("go", "https://example.org/");
      served = CompletableFuture.supplyAsync(this::ask, threads);
    }

    private int ask() {
      int asked = 0;
      try (FrameClient client = FrameClient.connect(server.address());
          RawClient old = server.connect()) {
        while (!ends.get() || asked == 0) {
          assertThat(client.answer(client.request("GET", "/go")).status()).isEqualTo(302);
          old.send(TestServer.request("GET", "/go"));
          assertThat(old.read().status()).isEqualTo(302);
          asked++;
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return asked;
    }

    /** The last word to an attacker that goes on until it is cut off. */
    Frame attacked(Attack attack, int... settings) throws Exception {
      try (FrameClient client = FrameClient.connect(server.address(), settings)) {
        var _ = threads.submit(() -> attack(client, attack));
        return client.goAway();
      }
    }

    private static int attack(FrameClient client, Attack attack) throws InterruptedException {
      for (int round = 0; round < ROUNDS; round++) {
        try {
          attack.send(client, round);
        } catch (IOException cutOff) {
          return round;
        }
      }
      return ROUNDS;
    }

    @Override
    public void close() {
      ends.set(true);
      assertThat(served.join()).isPositive();
      threads.close();
      server.close();
    }
  }
}
