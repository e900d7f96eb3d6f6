package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.BaseUrl;
import gotourl.link.Shortener;
import gotourl.link.UrlPolicy;
import gotourl.support.Keys;
import gotourl.support.MemoryStore;
import gotourl.support.Seed;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever bytes a client sends: with the shortcut it hears what it hears without. */
class ShortcutTest {

  private static final String PLAIN = "GET /go HTTP/1.1\r\nHost: a.b:80\r\nX-y: z\r\n\r\n";

  private static final String HEAD = "HEAD /go HTTP/1.1\r\nHost: a\r\n\r\n";

  private static final String BROWSER =
      String.join(
          "\r\n",
          "GET /a/b HTTP/1.1",
          "Host: localhost:3000",
          "Connection: keep-alive",
          "Upgrade-Insecure-Requests: 1",
          "User-Agent: Mozilla/5.0 (X11; Linux x86_64)",
          "Accept: text/html,application/xml;q=0.9,*/*;q=0.8",
          "Sec-Fetch-Site: none",
          "Accept-Encoding: gzip, deflate",
          "Cookie: a=b; c=d",
          "",
          "");

  private static final List<String> PLAINS =
      List.of(
          PLAIN,
          BROWSER,
          HEAD,
          "HEAD /a/b HTTP/1.1\r\nHost: localhost:3000\r\nAccept: */*\r\n\r\n",
          "GET /x HTTP/1.1\r\nhOST:a\r\n\r\n",
          "GET /-._~!$&'()*,;= HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /go HTTP/1.1\r\nX:\r\nHOST:   127.0.0.1:\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nCONNECTION: Keep-Alive\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(99) + "\r\n");

  /** What differs from a plain request in one way each. */
  private static final List<String> UNUSUAL =
      List.of(
          "GET /old HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /none HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /none HTTP/1.1\r\nHost: a\r\nAccept: text/html\r\n\r\n",
          "GET /go+ HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /go?x HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /%67o HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /g\u00c3\u00bc HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET http://a/go HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /add HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /-/goto.css HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /robots.txt HTTP/1.1\r\nHost: a\r\n\r\n",
          "HEAD /none HTTP/1.1\r\nHost: a\r\n\r\n",
          "HEAD /go+ HTTP/1.1\r\nHost: a\r\n\r\n",
          "HEAD /add HTTP/1.1\r\nHost: a\r\n\r\n",
          "HEAD  /go HTTP/1.1\r\nHost: a\r\n\r\n",
          "HEAD /go HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
          "HEAD /go HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
          "HEAD /go HTTP/1.0\r\nHost: a\r\n\r\n",
          "head /go HTTP/1.1\r\nHost: a\r\n\r\n",
          "HEA /go HTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost:\ta\r\n\r\n",
          "GET /go\tHTTP/1.1\r\nHost: a\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nX: y\r\r\n\r\n",
          "POST /go HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
          "POST /add HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nContent-Length: 43\r\n\r\n" + PLAIN,
          "GET /go HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\nabc",
          "GET /go HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nSec-WebSocket-Key1: 1\r\nSec-WebSocket-Key2: 2\r\n\r\n12345678",
          "GET /go HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nExpect: 200-ok\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nConnection: keep-alive, close\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nConnection: keep-alive\r\nConnection: close\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nhost: b\r\n\r\n",
          "GET /go HTTP/1.1\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost:\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a, b\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: [::1]:80\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a:80 \r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\n X: y\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost : a\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nX\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nX: \ty\u00ff\r\n\r\n",
          "GET /go HTTP/1.1\nHost: a\n\n",
          "GET /go HTTP/1.0\r\nHost: a\r\n\r\n",
          "GET /go HTTP/1.0\r\nHost: a\r\nConnection: keep-alive\r\n\r\n",
          "GET /go HTTP/1.2\r\nHost: a\r\n\r\n",
          "GET  /go HTTP/1.1\r\nHost: a\r\n\r\n",
          "get /go HTTP/1.1\r\nHost: a\r\n\r\n",
          "\r\n" + PLAIN,
          "GET /go HTTP/1.1\r\nHost: a\r\n" + "X: y\r\n".repeat(100) + "\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(3_000) + "\r\n\r\n",
          "GET /go HTTP/1.1\r\nHost: a\r\nX: " + "y".repeat(17_000) + "\r\n\r\n",
          "GET /" + "x".repeat(300) + " HTTP/1.1\r\nHost: a\r\n\r\n");

  private final MemoryStore store = new MemoryStore();
  private final Shortener shortener;
  private final Router router;
  private final Wire wire = new Wire(Status.FOUND);
  private final Loop loop = new Loop(new Traffic(Status.FOUND, null));

  ShortcutTest() {
    BaseUrl base = BaseUrl.parse("goto.example");
    UrlPolicy policy = new UrlPolicy(new UrlPolicy.Options(base, Set.of()));
    shortener = new Shortener(store, policy, new Shortener.Options(7, true));
    router = router(base, policy, Optional.empty());
    for (String code : List.of("go", "x", "a/b", "g\u00fc", "-._~!$&'()*,;=")) {
      var _ = store.add(Keys.key(code), "https://example.org/" + code.length());
    }
    var _ = store.add(Keys.key("old"), "javascript:alert(1)");
  }

  private Router router(BaseUrl base, UrlPolicy policy, Optional<Rate> limit) {
    return TestRouter.of(store, shortener, base, policy, limit);
  }

  @AfterEach
  void close() {
    shortener.close();
    loop.release();
  }

  @Test
  void aPlainRequestNeverReachesTheDecoder() {
    for (String plain : PLAINS) {
      try (Conversation conversation = conversation(true)) {
        conversation.hear(PLAIN + plain);
        assertThat(conversation.decodedBytes()).as(plain).isZero();
        assertThat(conversation.said())
            .as(plain)
            .matches("(?s)(HTTP/1.1 302 Found\\r\\n.*){2}<open>");
      }
    }
  }

  @Test
  void anyOtherRequestReachesTheDecoderWhole() {
    for (String unusual : UNUSUAL) {
      try (Conversation conversation = conversation(true)) {
        conversation.hear(PLAIN + unusual);
        assertThat(conversation.decodedBytes()).as(unusual).isEqualTo(unusual.length());
      }
    }
  }

  @Test
  void whoIsOutOfGuessesIsNotAnsweredBeforeTheDecoder() {
    BaseUrl base = BaseUrl.parse("goto.example");
    Router strict =
        router(
            base,
            new UrlPolicy(new UrlPolicy.Options(base, Set.of())),
            Optional.of(new Rate(1, Duration.ofHours(1))));
    Peer out = Peer.of(address("203.0.113.7"), false, TrustedProxies.NONE);
    Peer other = Peer.of(address("203.0.113.8"), false, TrustedProxies.NONE);
    try (Conversation first = new Conversation(strict, wire, loop, true, out);
        Conversation second = new Conversation(strict, wire, loop, true, out);
        Conversation third = new Conversation(strict, wire, loop, true, other)) {
      String unknown = "GET /none HTTP/1.1\r\nHost: a\r\n\r\n";
      first.hear(PLAIN + unknown + PLAIN);
      assertThat(first.said()).matches("(?s)HTTP/1.1 302 .*HTTP/1.1 404 .*HTTP/1.1 429 .*<open>");
      second.hear(PLAIN);
      second.hear(HEAD);
      assertThat(second.said()).matches("(?s)HTTP/1.1 429 .*HTTP/1.1 429 .*<open>");
      third.hear(PLAIN);
      assertThat(third.said()).startsWith("HTTP/1.1 302 ");
      assertThat(third.decodedBytes()).isZero();
    }
  }

  private static InetSocketAddress address(String text) {
    return new InetSocketAddress(TrustedProxiesTest.ip(text), 4711);
  }

  @Test
  void everyRequestIsAnsweredAlike() {
    for (String other : all()) {
      alike(other);
      alike(PLAIN + other);
      alike(other + PLAIN);
      alike(PLAIN, other, BROWSER);
    }
  }

  @Test
  void everyReplacedInsertedOrDeletedByteIsAnsweredAlike() {
    for (String request : List.of(PLAIN, BROWSER, HEAD)) {
      for (int at = 0; at < request.length(); at++) {
        String before = request.substring(0, at);
        alike(before + request.substring(at + 1) + PLAIN);
        for (char c = 0; c < 0x100; c++) {
          // The long one only with what means something to a parser.
          if (!request.equals(BROWSER) || "\0\t\n\r :;,/?%+\u007f\u0080\u00ffAh".indexOf(c) >= 0) {
            alike(before + c + request.substring(at + 1) + PLAIN);
            alike(before + c + request.substring(at) + PLAIN);
          }
        }
      }
    }
  }

  @Test
  void aRequestSplitAnywhereIsAnsweredAlike() {
    for (String other : all().stream().filter(text -> text.length() < 500).toList()) {
      String three = PLAIN + other + PLAIN;
      for (int at = 1; at < three.length(); at++) {
        alike(three.substring(0, at), three.substring(at));
      }
    }
  }

  @Test
  void mixturesAreAnsweredAlike() {
    Random random = new Random(Seed.next("ShortcutTest.mixturesAreAnsweredAlike"));
    for (int round = Seed.rounds(10_000, 1_000_000); round > 0; round--) {
      StringBuilder mixture = new StringBuilder();
      for (int i = 1 + random.nextInt(5); i > 0; i--) {
        List<String> from = random.nextBoolean() ? PLAINS : UNUSUAL;
        mixture.append(from.get(random.nextInt(from.size())));
      }
      for (int i = random.nextInt(3); i > 0; i--) {
        mixture.setCharAt(random.nextInt(mixture.length()), (char) random.nextInt(0x100));
      }
      alike(pieces(mixture.toString(), random));
    }
  }

  private static List<String> all() {
    return Stream.concat(PLAINS.stream(), UNUSUAL.stream()).toList();
  }

  private static String[] pieces(String text, Random random) {
    List<Integer> cuts = new ArrayList<>(List.of(0, text.length()));
    for (int i = random.nextInt(4); i > 0; i--) {
      cuts.add(random.nextInt(text.length()));
    }
    cuts.sort(null);
    String[] pieces = new String[cuts.size() - 1];
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = text.substring(cuts.get(i), cuts.get(i + 1));
    }
    return pieces;
  }

  /** Read apart and read together; and what becomes of them when time passes. */
  private void alike(String... pieces) {
    assertThat(said(true, false, pieces))
        .as(() -> Arrays.toString(pieces))
        .isEqualTo(said(false, false, pieces));
    if (pieces.length > 1) {
      assertThat(said(true, true, pieces))
          .as(() -> Arrays.toString(pieces))
          .isEqualTo(said(false, true, pieces));
    }
  }

  private List<String> said(boolean shortcut, boolean together, String... pieces) {
    List<String> said = new ArrayList<>();
    try (Conversation conversation = conversation(shortcut)) {
      if (together) {
        conversation.hear(pieces);
      } else {
        for (String piece : pieces) {
          conversation.hear(piece);
          said.add(conversation.said());
        }
      }
      said.add(conversation.said());
      for (Duration time : List.of(Limits.STANDARD.header(), Limits.STANDARD.idle())) {
        conversation.passes(time.plusMillis(1));
        said.add(conversation.said());
      }
    }
    return said;
  }

  private Conversation conversation(boolean shortcut) {
    return new Conversation(router, wire, loop, shortcut);
  }
}
