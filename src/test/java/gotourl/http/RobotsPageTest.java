package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import gotourl.http.RawClient.Response;
import gotourl.http.TestServer.Setup;
import gotourl.link.About;
import gotourl.link.BaseUrl;
import gotourl.link.Domains;
import gotourl.link.Draft;
import gotourl.link.Fallbacks;
import gotourl.link.Link;
import gotourl.link.LinkStore;
import gotourl.link.NamedDomain;
import gotourl.link.Redirector;
import gotourl.link.Robots;
import gotourl.link.Terms;
import gotourl.link.UrlPolicy;
import gotourl.support.Keys;
import gotourl.support.MemoryStore;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What robots are told, and how often it is made. */
class RobotsPageTest {

  private static final String TO_NONE =
      "User-agent: *\nDisallow: /add\nDisallow: /-/\nDisallow: /\n";
  private static final Draft CRAWLABLE =
      new Draft(
          "https://example.org/", Terms.NONE.withCrawlable(true), About.NOTHING, Draft.NOBODY);

  private static final Peer PEER =
      Peer.of(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), false, TrustedProxies.NONE);

  private final MemoryStore memory = new MemoryStore();
  private final AtomicInteger made = new AtomicInteger();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void theHostThatIsAskedSelectsWhoseLinksAreNamed() throws IOException {
    try (TestServer server = new TestServer()) {
      NamedDomain domain = domain(server.store(), "d.example");
      domain(server.store(), "e.example");
      var _ = server.store().add(server.key("here"), CRAWLABLE);
      var _ = server.store().add(Keys.key(domain.domain(), "there"), CRAWLABLE);
      server.link("plain", "https://example.org/");
      for (String host : new String[] {"goto.example", "other.example", "127.0.0.1:80"}) {
        assertThat(ask(server, "GET", host).body())
            .isEqualTo(TO_NONE.replace("*\n", "*\nAllow: /here$\n"));
      }
      for (String host : new String[] {"d.example", "D.Example.:8080"}) {
        assertThat(ask(server, "GET", host).body())
            .isEqualTo(TO_NONE.replace("*\n", "*\nAllow: /there$\n"));
      }
      assertThat(ask(server, "GET", "e.example").body()).isEqualTo(TO_NONE);
      assertThat(ask(server, "POST", "goto.example").status()).isEqualTo(405);
      Response head = ask(server, "HEAD", "goto.example");
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void cachesKeepItForMinutesAndAskAgain() throws IOException {
    try (TestServer server = new TestServer()) {
      var _ = server.store().add(server.key("here"), CRAWLABLE);
      Response page = server.get("/robots.txt");
      assertThat(page.one("Content-Type")).isEqualTo("text/plain; charset=utf-8");
      assertThat(page.one("Cache-Control")).isEqualTo("public, max-age=300");
      assertThat(server.get("/robots.txt", "If-None-Match: " + page.one("ETag")).status())
          .isEqualTo(304);
    }
  }

  @Test
  void overHttp2TheSame() throws IOException {
    try (TestServer server = new TestServer()) {
      var _ = server.store().add(server.key("here"), CRAWLABLE);
      try (FrameClient client = FrameClient.connect(server.address())) {
        FrameClient.Answer answer = client.answer(client.request("GET", "/robots.txt"));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("Allow: /here$\n");
      }
    }
  }

  @Test
  void aPageOfHalfAMegabyteArrivesWhole() throws IOException {
    try (TestServer server = new TestServer()) {
      for (int i = 0; i < 3_000; i++) {
        var _ = server.store().add(server.key("x".repeat(200) + i), CRAWLABLE);
      }
      String page = server.get("/robots.txt").body();
      assertThat(page).hasSizeBetween(Robots.BYTES_MAX - 300, Robots.BYTES_MAX).endsWith(": /\n");
    }
  }

  @Test
  void aLinkThatCannotBeReadIsOurFaultAndIsTriedAnew() throws IOException {
    AtomicInteger reads = new AtomicInteger();
    Setup failing =
        Setup.USUAL.around(store ->
            new StoreAround(store) {
              @Override
              public Stream<Link> crawlable(int ofDomain) {
                if (reads.getAndIncrement() == 0) {
                  throw new IllegalStateException("a defect");
                }
                return super.crawlable(ofDomain);
              }
            });
    try (TestServer server = new TestServer(failing)) {
      var _ = server.store().add(server.key("here"), CRAWLABLE);
      assertThat(server.get("/robots.txt").status()).isEqualTo(500);
      assertThat(server.get("/robots.txt").body()).contains("Allow: /here$\n");
    }
  }

  @Test
  void withoutACrawlableLinkItIsThereAtOnce() {
    assertThat(page().answer(get(), 0)).isInstanceOf(Reply.class);
    assertThat(made).hasValue(0);
  }

  @Test
  void whoeverAsksSoonAfterGetsTheSame() {
    var _ = memory.add(Keys.key("a"), CRAWLABLE);
    RobotsPage page = page();
    assertThat(text(page.answer(get(), 0))).contains("/a$");
    var _ = memory.add(Keys.key("b"), CRAWLABLE);
    nanos.addAndGet(RobotsPage.KEPT.toNanos() - 1);
    assertThat(text(page.answer(get(), 0))).doesNotContain("/b$");
    assertThat(made).hasValue(1);
    nanos.incrementAndGet();
    assertThat(text(page.answer(get(), 0))).contains("/b$");
    assertThat(made).hasValue(2);
  }

  @Test
  void onePageIsMadeAtATimeAndSoManyWait() {
    CountDownLatch held = new CountDownLatch(1);
    int domains = 2 * RobotsPage.PAGES_MAX;
    for (int i = 0; i < domains; i++) {
      var _ = memory.add(Keys.key(domain(memory, "d" + i + ".example").domain(), "a"), CRAWLABLE);
    }
    RobotsPage page = page(held);
    List<Answer> answers =
        Stream.iterate(1, domain -> domain + 1)
            .limit(domains)
            .map(domain -> page.answer(get(), domain))
            .toList();
    int taken = 1 + RobotsPage.PAGES_MAX;
    assertThat(answers.subList(0, taken)).allMatch(Answer.Later.class::isInstance);
    assertThat(answers.subList(taken, domains)).containsOnly(Replies.BUSY_FOR_ROBOTS);
    Answer last = page.answer(get(), taken);
    held.countDown();
    assertThat(text(last)).contains("/a$");
    answers.subList(0, taken).forEach(answer -> assertThat(text(answer)).contains("/a$"));
    assertThat(made).as("who asks meanwhile gets the same").hasValue(taken);
  }

  private RobotsPage page() {
    return page(new CountDownLatch(0));
  }

  /** Made as soon as the latch is open. */
  private RobotsPage page(CountDownLatch held) {
    LinkStore store =
        new StoreAround(memory) {
          @Override
          public Stream<Link> crawlable(int ofDomain) {
            made.incrementAndGet();
            try {
              held.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return super.crawlable(ofDomain);
          }
        };
    UrlPolicy policy =
        new UrlPolicy(new UrlPolicy.Options(BaseUrl.parse("goto.example"), Set.of()));
    Robots robots = new Robots(store, new Redirector(policy, InstantSource.system()));
    return new RobotsPage(robots, nanos::get);
  }

  private static String text(Answer answer) {
    return answer instanceof Answer.Later<?> later ? text(later) : ((Reply) answer).words();
  }

  private static <T> String text(Answer.Later<T> later) {
    return text(later.then().apply(later.stage().toCompletableFuture().join()));
  }

  private static Request get() {
    return Request.of(HttpMethod.GET, "/robots.txt", new DefaultHttpHeaders(), "HTTP/1.1", PEER);
  }

  private static NamedDomain domain(LinkStore store, String host) {
    return ((Domains.Saved)
            store.domains().make(host, false, Fallbacks.NONE).toCompletableFuture().join())
        .domain();
  }

  private static Response ask(TestServer server, String method, String host) throws IOException {
    return server.ask(method + " /robots.txt HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
  }
}
