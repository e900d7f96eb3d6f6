package gotourl.http;

import static gotourl.http.FrameClient.HEADERS;
import static gotourl.http.FrameClient.WHOLE;
import static gotourl.http.FrameClient.block;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import gotourl.link.BaseUrl;
import gotourl.link.Shortener;
import gotourl.link.UrlPolicy;
import gotourl.support.Keys;
import gotourl.support.MemoryStore;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A client that leaves answers unread gets no further ones made, and is read no further. */
class Http2UnreadTest {

  private final MemoryStore store = new MemoryStore();
  private final Loop loop = new Loop(new Traffic(Status.FOUND, null));
  private final EmbeddedChannel channel = new EmbeddedChannel();
  private final Shortener shortener;

  Http2UnreadTest() {
    BaseUrl base = BaseUrl.parse("goto.example");
    UrlPolicy policy = new UrlPolicy(new UrlPolicy.Options(base, Set.of()));
    shortener = new Shortener(store, policy, new Shortener.Options(7, true));
    Router router = TestRouter.of(store, shortener, base, policy);
    var _ = store.add(Keys.key("go"), "https://example.org/");
    Peer peer = Peer.of(null, false, TrustedProxies.NONE);
    var _ =
        new Http2(router, Status.FOUND, Limits.STANDARD)
            .install(channel.pipeline(), loop, Line.PLAIN, peer);
    hear(FrameClient.PREFACE.getBytes(ISO_8859_1));
    hear(FrameClient.frame(FrameClient.SETTINGS, 0, 0));
    said();
  }

  @AfterEach
  void close() {
    channel.pipeline().get(Outlet.class).abort();
    channel.finishAndReleaseAll();
    shortener.close();
    loop.release();
  }

  private void hear(byte[] bytes) {
    channel.writeInbound(Unpooled.wrappedBuffer(bytes));
  }

  private int said() {
    int bytes = 0;
    channel.runPendingTasks();
    for (ByteBuf out = channel.readOutbound(); out != null; out = channel.readOutbound()) {
      bytes += out.readableBytes();
      out.release();
    }
    return bytes;
  }

  private void takesAnswers(boolean takes) {
    channel.unsafe().outboundBuffer().setUserDefinedWritability(1, takes);
    channel.runPendingTasks();
  }

  @Test
  void answersWaitUntilTheEarlierOnesAreTaken() {
    takesAnswers(false);
    assertThat(channel.config().isAutoRead()).isFalse();
    hear(FrameClient.frame(HEADERS, WHOLE, 1, block("GET", "/go")));
    hear(FrameClient.frame(HEADERS, WHOLE, 3, block("GET", "/go?x")));
    hear(FrameClient.frame(HEADERS, WHOLE, 5, block("GET", "/none")));
    assertThat(said()).isZero();
    takesAnswers(true);
    assertThat(channel.config().isAutoRead()).isTrue();
    assertThat(said()).isGreaterThan(3 * 50);
  }

  @Test
  void whatWasTakenBackMeanwhileIsNotAnswered() {
    takesAnswers(false);
    hear(FrameClient.frame(HEADERS, WHOLE, 1, block("GET", "/go")));
    hear(FrameClient.frame(FrameClient.RST_STREAM, 0, 1, FrameClient.number(8)));
    takesAnswers(true);
    assertThat(said()).isZero();
  }
}
