package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The first bytes of a connection decide what it speaks. */
class PrefaceTest {

  private final TestServer server = new TestServer();

  @AfterEach
  void close() {
    server.close();
  }

  @Test
  void aPrefaceMayBeSplitAnywhere() throws IOException {
    byte[] preface = FrameClient.PREFACE.getBytes(ISO_8859_1);
    for (int cut = 1; cut <= preface.length; cut++) {
      try (FrameClient client = FrameClient.silent(server.address())) {
        client.send(Arrays.copyOf(preface, cut));
        client.send(Arrays.copyOfRange(preface, cut, preface.length));
        client.settings();
        assertThat(client.answer(client.request("GET", "/none")).status()).isEqualTo(404);
      }
    }
  }

  @Test
  void aPrefaceMayComeByteByByte() throws IOException {
    try (FrameClient client = FrameClient.silent(server.address())) {
      for (char c : FrameClient.PREFACE.toCharArray()) {
        client.send(new byte[] {(byte) c});
      }
      client.settings();
      assertThat(client.answer(client.request("GET", "/none")).status()).isEqualTo(404);
    }
  }

  @Test
  void whatOnlyBeginsLikeAPrefaceIsARequestOfHttp1() throws IOException {
    String post = TestServer.post("/add", "application/x-www-form-urlencoded", "url=x:y");
    try (RawClient client = server.connect()) {
      for (int at = 0; at < post.length(); at++) {
        client.send(post.substring(at, at + 1));
      }
      assertThat(client.read().status()).isEqualTo(422);
      client.send(post);
      assertThat(client.read().status()).isEqualTo(422);
    }
    for (int length = 1; length < FrameClient.PREFACE.length(); length++) {
      try (RawClient client = server.connect()) {
        client.send(FrameClient.PREFACE.substring(0, length));
        client.send("?\r\n\r\n");
        assertThat(client.read().status()).as("%d", length).isGreaterThanOrEqualTo(400);
        assertThat(client.readToEnd()).isEmpty();
      }
    }
  }

  @Test
  void aPrefaceIsOnlyOneAtTheBeginning() throws IOException {
    try (RawClient client = server.connect()) {
      client.send(TestServer.request("GET", "/none"));
      assertThat(client.read().status()).isEqualTo(404);
      client.send(FrameClient.PREFACE);
      assertThat(client.read().status()).isEqualTo(505);
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void nobodyIsUpgraded() throws IOException {
    Response response =
        server.get(
            "/none",
            "Connection: Upgrade, HTTP2-Settings",
            "Upgrade: h2c",
            "HTTP2-Settings: AAMAAABkAAQAoAAAAAIAAAAA");
    assertThat(response.status()).isEqualTo(404);
    assertThat(response.all("Upgrade")).isEmpty();
  }
}
