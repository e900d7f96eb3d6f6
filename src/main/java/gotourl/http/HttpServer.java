package gotourl.http;

import gotourl.link.BaseUrl;
import gotourl.link.LinkStore;
import gotourl.link.Redirector;
import gotourl.link.Shortener;
import java.net.InetSocketAddress;
import java.time.Duration;

/** SKELETON: helper B writes this. */
public final class HttpServer implements AutoCloseable {

  /** Who may add links. */
  public enum AddMode {
    OPEN,
    OFF
  }

  /**
   * @param listen where to accept connections; port 0 lets the system choose
   * @param base what short URLs begin with
   * @param redirectStatus 301, 302, 303, 307 or 308
   * @param add who may add links
   */
  public record Options(InetSocketAddress listen, BaseUrl base, int redirectStatus, AddMode add) {}

  /** Binds and accepts; throws if the address cannot be had. */
  public static HttpServer start(
      Options options, LinkStore store, Shortener shortener, Redirector redirector) {
    throw new UnsupportedOperationException();
  }

  /**
   * @param loops how many event loops answer; without it, as many as there are cores
   */
  public static HttpServer start(
      Options options, LinkStore store, Shortener shortener, Redirector redirector, int loops) {
    throw new UnsupportedOperationException();
  }

  /** Where it really listens. */
  public InetSocketAddress address() {
    throw new UnsupportedOperationException();
  }

  /** Stops accepting, answers what is in flight, and closes, within {@code patience}. */
  public void drain(Duration patience) {}

  @Override
  public void close() {}
}
