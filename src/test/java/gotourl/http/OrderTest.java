package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Many requests on one connection: in order, and however their bytes arrive. */
class OrderTest {

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
    try (TestServer server = new TestServer();
        RawClient client = server.connect()) {
      StringBuilder requests = new StringBuilder();
      for (int i = 0; i < 500; i++) {
        server.link("k" + i, "https://example.org/" + i);
        requests.append(TestServer.request("GET", "/k" + i));
      }
      client.send(requests.toString());
      for (int i = 0; i < 500; i++) {
        assertThat(client.read().one("Location")).isEqualTo("https://example.org/" + i);
      }
    }
  }

  @Test
  void anAnswerThatComesLaterHoldsBackTheNextOnes() throws Exception {
    HeldAdds held = new HeldAdds();
    try (TestServer server = new TestServer(held.setup());
        RawClient client = server.connect()) {
      server.link("go", "https://example.org/");
      String add = TestServer.request("GET", "/add?url=https://e.example/");
      String go = TestServer.request("GET", "/go");
      client.send(add + go + add + go + go);
      held.letOneGo();
      held.letOneGo();
      List<Integer> statuses = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        statuses.add(client.read().status());
      }
      assertThat(statuses).containsExactly(200, 302, 200, 302, 302);
    }
  }

  @Test
  void whatComesWhileAnAnswerIsAwaitedIsAnsweredAfterIt() throws Exception {
    HeldAdds held = new HeldAdds();
    try (TestServer server = new TestServer(held.setup());
        RawClient client = server.connect()) {
      server.link("go", "https://example.org/");
      client.send(TestServer.request("GET", "/add?url=https://e.example/"));
      Runnable add = held.take();
      // No more than any kind of socket holds while nobody reads.
      int count = 1_000;
      client.send(TestServer.request("GET", "/go").repeat(count));
      add.run();
      assertThat(client.read().status()).isEqualTo(200);
      for (int i = 0; i < count; i++) {
        assertThat(client.read().status()).isEqualTo(302);
      }
    }
  }

  @Test
  void aClientThatSendsFasterThanItReadsIsWaitedFor() throws Exception {
    int count = 5_000;
    try (TestServer server = new TestServer();
        RawClient client = server.connect()) {
      server.link("long", "https://example.org/" + "x".repeat(4_000));
      Thread sender =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  client.send(TestServer.request("GET", "/long").repeat(count));
                } catch (IOException e) {
                  throw new AssertionError(e);
                }
              });
      for (int i = 0; i < count; i++) {
        assertThat(client.read().status()).isEqualTo(302);
      }
      sender.join();
    }
  }

  @Test
  void aRequestMayBeSplitAnywhere() throws IOException {
    String request = TestServer.post("/add", "application/x-www-form-urlencoded", "url=x:y");
    try (TestServer server = new TestServer();
        RawClient client = server.connect()) {
      for (int cut = 1; cut < request.length(); cut++) {
        client.send(request.substring(0, cut));
        client.send(request.substring(cut));
        assertThat(client.read().status()).isEqualTo(422);
      }
      for (int at = 0; at < request.length(); at++) {
        client.send(request.substring(at, at + 1));
      }
      assertThat(client.read().status()).isEqualTo(422);
    }
  }

  @Test
  void http10EndsTheConnectionUnlessAskedOtherwise() throws IOException {
    try (TestServer server = new TestServer()) {
      server.link("go", "https://example.org/");
      try (RawClient client = server.connect()) {
        client.send("GET /go HTTP/1.0\r\n\r\n");
        Response response = client.read();
        assertThat(response.status()).isEqualTo(302);
        assertThat(response.one("Connection")).isEqualTo("close");
        assertThat(client.readToEnd()).isEmpty();
      }
      try (RawClient client = server.connect()) {
        client.send("GET /go HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
        assertThat(client.read().one("Connection")).isEqualTo("keep-alive");
        client.send("GET /go HTTP/1.0\r\n\r\n");
        assertThat(client.read().status()).isEqualTo(302);
      }
    }
  }

  @Test
  void whoAsksForTheEndGetsItAfterTheAnswer() throws IOException {
    try (TestServer server = new TestServer();
        RawClient client = server.connect()) {
      client.send(TestServer.request("GET", "/x", "Connection: close").repeat(3));
      assertThat(client.read().one("Connection")).isEqualTo("close");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aClientThatHasSaidAllStillGetsItsAnswers() throws Exception {
    answersWhoHasSaidAll();
  }

  final void answersWhoHasSaidAll() throws Exception {
    HeldAdds held = new HeldAdds();
    try (TestServer server = new TestServer(held.setup());
        RawClient client = server.connect()) {
      String add = TestServer.request("GET", "/add?url=https://e.example/");
      client.send(add + add);
      client.endOutput();
      held.letOneGo();
      held.letOneGo();
      assertThat(client.read().body()).isEqualTo("http://goto.example/0");
      assertThat(client.read().body()).isEqualTo("http://goto.example/1");
      assertThat(client.readToEnd()).isEmpty();
    }
  }

  @Test
  void aClientThatGoesAwayHurtsNobody() throws Exception {
    HeldAdds held = new HeldAdds();
    try (TestServer server = new TestServer(held.setup())) {
      try (RawClient client = server.connect()) {
        client.send(TestServer.request("GET", "/add?url=https://e.example/"));
        Runnable add = held.take();
        client.hangUp();
        add.run();
      }
      assertThat(server.get("/x").status()).isEqualTo(404);
    }
  }
}
