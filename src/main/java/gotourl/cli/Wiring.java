package gotourl.cli;

import gotourl.accesslog.AccessLog;
import gotourl.config.Configuration;
import gotourl.http.HttpServer;
import gotourl.http.Listener;
import gotourl.link.Redirector;
import gotourl.link.Shortener;
import gotourl.link.UrlPolicy;
import gotourl.store.embedded.EmbeddedStore;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where the rooms meet: builds in order, closes in reverse. */
final class Wiring implements AutoCloseable {

  /** What is left of ten seconds after the store has saved and the process has ended. */
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(8);

  private final EmbeddedStore store;
  private final Shortener shortener;
  private final HttpServer http;
  private final @Nullable AccessLog accessLog;
  private final @Nullable InetSocketAddress adminAddress;

  private Wiring(
      EmbeddedStore store,
      Shortener shortener,
      HttpServer http,
      @Nullable AccessLog accessLog,
      @Nullable InetSocketAddress adminAddress) {
    this.store = store;
    this.shortener = shortener;
    this.http = http;
    this.accessLog = accessLog;
    this.adminAddress = adminAddress;
  }

  /** Returns when connections are accepted; what was built is closed again if that fails. */
  static Wiring start(Configuration configuration) throws Failure {
    Thread.ofPlatform().daemon().name("goto-prepare").start(HttpServer::prepare);
    EmbeddedStore store = DataDirectory.open(configuration.store());
    try {
      UrlPolicy policy = new UrlPolicy(configuration.policy());
      Shortener shortener = new Shortener(store, policy, configuration.shortener());
      try {
        AccessLog accessLog = Observation.accessLog(configuration.operations());
        HttpServer http = http(configuration, store, shortener, policy, accessLog);
        try {
          InetSocketAddress admin = Observation.serve(configuration, store, http, accessLog);
          Observation.start(accessLog);
          return new Wiring(store, shortener, http, accessLog, admin);
        } catch (Throwable t) {
          http.close();
          throw t;
        }
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

  /** What can be read again while the server runs, or begun anew. */
  List<Reload.Part> reloadable() {
    List<Reload.Part> parts = new ArrayList<>();
    if (http.hasCertificate()) {
      parts.add(new Reload.Part("the certificate", http::reloadCertificate));
    }
    if (accessLog != null) {
      parts.add(new Reload.Part("the access log", accessLog::reopen));
    }
    return parts;
  }

  /** Where metrics and health are served; {@code null}: nowhere. */
  @Nullable Listener admin() {
    return adminAddress == null ? null : new Listener(Listener.Kind.PLAIN, adminAddress);
  }

  /** Answers what is in flight, saves what is waiting, gives everything back. */
  @Override
  public void close() {
    try (store;
        shortener;
        accessLog;
        http) {
      http.drain(DRAIN_PATIENCE);
    }
  }

  private static HttpServer http(
      Configuration configuration,
      EmbeddedStore store,
      Shortener shortener,
      UrlPolicy policy,
      @Nullable AccessLog accessLog)
      throws Failure {
    HttpServer.Options options = configuration.http();
    try {
      return HttpServer.start(
          options,
          store,
          shortener,
          new Redirector(policy),
          null,
          configuration.loops(),
          accessLog);
    } catch (UncheckedIOException e) {
      throw cannotListen(e);
    }
  }

  static Failure cannotListen(UncheckedIOException refusal) {
    return new Failure(reason(refusal), refusal);
  }

  private static String reason(UncheckedIOException refusal) {
    Throwable cause = refusal.getCause();
    return String.valueOf((cause == null ? refusal : cause).getMessage());
  }
}
