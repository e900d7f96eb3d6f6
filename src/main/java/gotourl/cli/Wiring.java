package gotourl.cli;

import gotourl.access.Secrets;
import gotourl.accesslog.AccessLog;
import gotourl.config.Configuration;
import gotourl.http.Following;
import gotourl.http.HttpServer;
import gotourl.http.Listener;
import gotourl.http.api.Api;
import gotourl.http.api.Backups;
import gotourl.link.Explainer;
import gotourl.link.Links;
import gotourl.link.Passwords;
import gotourl.link.Redirector;
import gotourl.link.Retries;
import gotourl.link.Shortener;
import gotourl.link.UrlPolicy;
import gotourl.store.embedded.EmbeddedStore;
import gotourl.store.embedded.OpenException;
import gotourl.transfer.Jobs;
import gotourl.transfer.Transfer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the rooms meet: builds in order, closes in reverse. */
final class Wiring implements AutoCloseable {

  /** What is left of ten seconds after the store has saved and the process has ended. */
  private static final Duration DRAIN_PATIENCE = Duration.ofSeconds(8);

  private final EmbeddedStore store;
  private final Secrets secrets;
  private final Shortener shortener;
  private final Crowd crowd;
  private final Passwords passwords;
  private final HttpServer http;
  private final @Nullable BlockList blockList;
  private final @Nullable AccessLog accessLog;
  private final @Nullable InetSocketAddress adminAddress;
  private final Housekeeping housekeeping;
  private final Jobs jobs;

  private Wiring(
      EmbeddedStore store,
      Secrets secrets,
      Shortener shortener,
      Crowd crowd,
      Passwords passwords,
      HttpServer http,
      @Nullable BlockList blockList,
      @Nullable AccessLog accessLog,
      @Nullable InetSocketAddress adminAddress,
      Housekeeping housekeeping,
      Jobs jobs) {
    this.store = store;
    this.secrets = secrets;
    this.shortener = shortener;
    this.crowd = crowd;
    this.passwords = passwords;
    this.http = http;
    this.blockList = blockList;
    this.accessLog = accessLog;
    this.adminAddress = adminAddress;
    this.housekeeping = housekeeping;
    this.jobs = jobs;
  }

  /** Returns when connections are accepted; what was built is closed again if that fails. */
  static Wiring start(Configuration configuration, Terminal terminal) throws Failure {
    Thread.ofPlatform().daemon().name("goto-prepare").start(HttpServer::prepare);
    EmbeddedStore store = DataDirectory.open(configuration.store());
    try {
      Secrets secrets = secrets(store);
      AdminSecret.atStart(configuration, secrets, terminal);
      Crowd crowd = Crowd.of(configuration);
      Passwords passwords = new Passwords(new SecureRandom());
      UrlPolicy policy = new UrlPolicy(configuration.policy());
      policy.serve(store.domains());
      Redirector redirector = new Redirector(policy, InstantSource.system());
      Following following = new Following(redirector, crowd.visitors(), passwords);
      BlockList blockList = blockList(configuration, policy);
      Shortener shortener = new Shortener(store, policy, configuration.shortener());
      try {
        AccessLog accessLog = Observation.accessLog(configuration.operations());
        Jobs jobs = jobs(configuration);
        HttpServer http =
            http(configuration, store, secrets, shortener, policy, following, jobs, accessLog);
        try {
          InetSocketAddress admin = Observation.serve(configuration, store, http, accessLog);
          Observation.start(accessLog);
          Housekeeping housekeeping = Housekeeping.start(store, configuration.cleanUp());
          return new Wiring(
              store,
              secrets,
              shortener,
              crowd,
              passwords,
              http,
              blockList == null ? null : blockList.watch(),
              accessLog,
              admin,
              housekeeping,
              jobs);
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

  /** {@code null}: there is none. */
  static @Nullable BlockList blockList(Configuration configuration, UrlPolicy policy)
      throws Failure {
    Optional<Path> file = configuration.blockList();
    return file.isEmpty() ? null : BlockList.open(file.get(), policy);
  }

  /** Who may do what, over the credentials of this store. */
  static Secrets secrets(EmbeddedStore store) {
    return new Secrets(store.credentials(), InstantSource.system(), new SecureRandom());
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
    if (blockList != null) {
      parts.add(new Reload.Part("the list of blocked hosts", blockList::reload));
    }
    if (accessLog != null) {
      parts.add(new Reload.Part("the access log", accessLog::reopen));
    }
    parts.addAll(crowd.reloadable());
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
        secrets;
        shortener;
        passwords;
        accessLog;
        blockList;
        http;
        housekeeping) {
      jobs.cancelAll();
      http.drain(DRAIN_PATIENCE);
    }
  }

  /** Beside the links, in a directory of its own. */
  private static Jobs jobs(Configuration configuration) {
    return new Jobs(configuration.store().directory().resolve("jobs"), InstantSource.system());
  }

  private static Optional<Backups.Place> backup(Configuration configuration) {
    Path source = configuration.store().directory();
    return Optional.ofNullable(configuration.backupDirectory())
        .map(target ->
            new Backups.Place(
                target,
                watch -> {
                  try {
                    return gotourl.store.embedded.Backup.make(source, target, watch).bytes();
                  } catch (OpenException e) {
                    throw new IOException(e.getMessage(), e);
                  }
                }));
  }

  private static HttpServer http(
      Configuration configuration,
      EmbeddedStore store,
      Secrets secrets,
      Shortener shortener,
      UrlPolicy policy,
      Following following,
      Jobs jobs,
      @Nullable AccessLog accessLog)
      throws Failure {
    HttpServer.Options options = configuration.http();
    try {
      return HttpServer.start(
          options,
          store,
          shortener,
          following,
          new Api(
              secrets,
              secrets,
              shortener,
              new Links(store, policy),
              new Retries(store),
              new Explainer(following.redirector(), following.visitors()),
              following.passwords(),
              new Transfer(
                  store,
                  store.credentials(),
                  policy,
                  configuration.base(),
                  options.redirectStatus()),
              jobs,
              backup(configuration),
              configuration.base()),
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
