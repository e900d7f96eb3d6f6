package gotourl.http;

import static gotourl.http.FrameClient.CONTINUATION;
import static gotourl.http.FrameClient.ENHANCE_YOUR_CALM;
import static gotourl.http.FrameClient.NO_ERROR;
import static gotourl.http.FrameClient.block;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who takes too long is ended, as in {@link SlowClientTest}. */
class Http2SlowTest {

  private static final Duration SHORT = Duration.ofMillis(100);
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void aPrefaceThatNeverEndsIsGivenUp() throws IOException {
    try (TestServer server = server(SHORT, LONG, LONG);
        FrameClient client = FrameClient.silent(server.address())) {
      client.send(FrameClient.PREFACE.substring(0, 20).getBytes(ISO_8859_1));
      assertThat(client.read()).isNull();
    }
  }

  @Test
  void aPrefaceWithoutSettingsIsGivenUp() throws IOException {
    try (TestServer server = server(SHORT, LONG, LONG);
        FrameClient client = FrameClient.silent(server.address())) {
      client.send(FrameClient.PREFACE.getBytes(ISO_8859_1));
      assertThat(client.goAway().error()).isEqualTo(NO_ERROR);
    }
  }

  @Test
  void aFrameThatNeverEndsIsGivenUp() throws IOException {
    byte[] frame = FrameClient.frame(FrameClient.HEADERS, FrameClient.WHOLE, 3, block("GET", "/x"));
    for (int length : new int[] {1, 8, 9, 10, frame.length - 1}) {
      try (TestServer server = server(SHORT, LONG, LONG);
          FrameClient client = FrameClient.connect(server.address())) {
        assertThat(client.answer(client.request("GET", "/x")).status()).isEqualTo(404);
        client.send(Arrays.copyOf(frame, length));
        assertThat(client.goAway().error()).as("%d", length).isEqualTo(ENHANCE_YOUR_CALM);
      }
    }
  }

  @Test
  void aHeaderThatDripsIsGivenUpAllTheSame() throws IOException {
    try (TestServer server = server(SHORT, LONG, LONG);
        FrameClient client = FrameClient.connect(server.address())) {
      int stream = client.begin(FrameClient.END_STREAM, block("GET", "/x"));
      Thread dripping =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (!Thread.interrupted()) {
                    // Whole frames, and fewer than are too many.
                    client.send(CONTINUATION, 0, stream, block(List.of("x", "y")));
                    Thread.sleep(20);
                  }
                } catch (IOException | InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      assertThat(client.goAway().error()).isEqualTo(ENHANCE_YOUR_CALM);
      dripping.interrupt();
    }
  }

  @Test
  void aBodyThatDoesNotComeIsGivenUpAndOthersAreNot() throws IOException {
    try (TestServer server = server(LONG, SHORT, LONG);
        FrameClient client = FrameClient.connect(server.address())) {
      int slow = client.open("POST", "/add");
      client.data(slow, "url=", false);
      assertThat(client.answer(slow).status()).isEqualTo(408);
      assertThat(client.reset(slow)).isEqualTo(NO_ERROR);
      assertThat(client.answer(client.request("GET", "/x")).status()).isEqualTo(404);
    }
  }

  @Test
  void aConnectionLeftIdleIsEndedWithAWord() throws IOException {
    try (TestServer server = server(LONG, LONG, SHORT);
        FrameClient client = FrameClient.connect(server.address())) {
      int stream = client.request("GET", "/x");
      assertThat(client.answer(stream).status()).isEqualTo(404);
      FrameClient.Frame end = client.goAway();
      assertThat(end.error()).isEqualTo(NO_ERROR);
      assertThat(end.number(0)).isEqualTo(stream);
    }
  }

  @Test
  void pingsDoNotKeepAConnection() throws IOException {
    try (TestServer server = server(LONG, LONG, SHORT);
        FrameClient client = FrameClient.connect(server.address())) {
      assertThat(client.answer(client.request("GET", "/x")).status()).isEqualTo(404);
      Thread pinging =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (!Thread.interrupted()) {
                    client.send(FrameClient.PING, 0, 0, new byte[8]);
                    Thread.sleep(20);
                  }
                } catch (IOException | InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      assertThat(client.goAway().error()).isEqualTo(NO_ERROR);
      pinging.interrupt();
    }
  }

  private static TestServer server(Duration header, Duration body, Duration idle) {
    Limits limits = SlowClientTest.limits(header, body, LONG, idle, 1_000);
    return new TestServer(TestServer.Setup.USUAL.limits(limits));
  }
}
