package gotourl.cli;

import gotourl.config.Configuration;
import gotourl.http.HttpServer;
import gotourl.http.Listener;
import gotourl.link.Redirector;
import gotourl.link.Shortener;
import gotourl.link.UrlPolicy;
import gotourl.store.embedded.EmbeddedStore;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Where the rooms meet: builds in order, closes in reverse. */
final class Wiring implements AutoCloseable {

  /** What is left of ten seconds after the store has saved and the process has ended. */
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(8);

  private final EmbeddedStore store;
  private final Shortener shortener;
  private final HttpServer http;

  private Wiring(EmbeddedStore store, Shortener shortener, HttpServer http) {
    this.store = store;
    this.shortener = shortener;
    this.http = http;
  }

  /** Returns when connections are accepted; what was built is closed again if that fails. */
  static Wiring start(Configuration configuration) throws Failure {
    Thread.ofPlatform().daemon().name("goto-prepare").start(HttpServer::prepare);
    EmbeddedStore store = DataDirectory.open(configuration.store());
    try {
      UrlPolicy policy = new UrlPolicy(configuration.policy());
      Shortener shortener = new Shortener(store, policy, configuration.shortener());
      try {
        return new Wiring(store, shortener, http(configuration, store, shortener, policy));
      } catch (Throwable t) {
        shortener.close();
        throw t;
      }
    } catch (Throwable t) {
      store.close();
      throw t;
    }
  }

  /** Where connections are accepted. */
  List<Listener> listeners() {
    return http.listeners();
  }

  /** What can be read again while the server runs. */
  List<Reload.Part> reloadable() {
    return http.hasCertificate()
        ? List.of(new Reload.Part("the certificate", http::reloadCertificate))
        : List.of();
  }

  /** Answers what is in flight, saves what is waiting, gives everything back. */
  @Override
  public void close() {
    try (store;
        shortener;
        http) {
      http.drain(DRAIN_PATIENCE);
    }
  }

  private static HttpServer http(
      Configuration configuration, EmbeddedStore store, Shortener shortener, UrlPolicy policy)
      throws Failure {
    HttpServer.Options options = configuration.http();
    try {
      return HttpServer.start(
          options, store, shortener, new Redirector(policy), configuration.loops());
    } catch (UncheckedIOException e) {
      throw new Failure(reason(e), e);
    }
  }

  private static String reason(UncheckedIOException refusal) {
    Throwable cause = refusal.getCause();
    return String.valueOf((cause == null ? refusal : cause).getMessage());
  }
}
