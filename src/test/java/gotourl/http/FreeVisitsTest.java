package gotourl.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class FreeVisitsTest {

  private static final String BOT = "facebookexternalhit/1.1";
  private static final String BROWSER =
      "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

  @Test
  void whoSaysThatHeFetchesAheadIsFree() {
    for (String value :
        new String[] {"prefetch", "PREFETCH", "prefetch;anonymous-client-ip", "preview"}) {
      assertThat(isFree(true, "Sec-Purpose", value)).as(value).isTrue();
    }
    for (String value : new String[] {"", "prefetcher", "x prefetch", "none;prefetch"}) {
      assertThat(isFree(true, "Sec-Purpose", value)).as(value).isFalse();
    }
    assertThat(isFree(true, "Referer", "prefetch")).isFalse();
  }

  @Test
  void robotsAreFreeIfPreviewsAre() {
    assertThat(isFree(true, "User-Agent", BOT)).isTrue();
    assertThat(isFree(false, "User-Agent", BOT)).isFalse();
    assertThat(isFree(true, "User-Agent", BROWSER)).isFalse();
    assertThat(isFree(true, "User-Agent", "x".repeat(10_000) + BOT)).isFalse();
    assertThat(isFree(false, "Sec-Purpose", "prefetch")).isTrue();
  }

  private static boolean isFree(boolean previews, String name, String value) {
    HttpHeaders headers = new DefaultHttpHeaders().add(name, value);
    Peer peer =
        Peer.of(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1), false, TrustedProxies.NONE);
    return new FreeVisits(previews)
        .has(Request.of(HttpMethod.GET, "/go", headers, "HTTP/1.1", peer));
  }
}
