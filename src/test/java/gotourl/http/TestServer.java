package gotourl.http;

import gotourl.access.Credentials;
import gotourl.access.Secrets;
import gotourl.accesslog.AccessLog;
import gotourl.http.HttpServer.AddMode;
import gotourl.http.api.Api;
import gotourl.http.api.Backups;
import gotourl.link.BaseUrl;
import gotourl.link.Explainer;
import gotourl.link.Key;
import gotourl.link.LinkStore;
import gotourl.link.Links;
import gotourl.link.Passwords;
import gotourl.link.Redirector;
import gotourl.link.Retries;
import gotourl.link.Shortener;
import gotourl.link.UrlPolicy;
import gotourl.support.MemoryCredentials;
import gotourl.support.MemoryStore;
import gotourl.transfer.Jobs;
import gotourl.transfer.Transfer;
import gotourl.visitor.Countries;
import gotourl.visitor.ShareSalt;
import gotourl.visitor.Visitors;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A real server on a port of the system's choice, over a store in memory. */
final class TestServer implements AutoCloseable {

  static final BaseUrl BASE = BaseUrl.parse("goto.example");

  private final MemoryStore memory;
  private final MemoryCredentials kept = new MemoryCredentials();

  /** Made by the first job only. */
  private final Path jobs = Path.of("target", "test-jobs", UUID.randomUUID().toString());

  private final Passwords passwords = new Passwords(new SecureRandom());
  private final Shortener shortener;
  private final HttpServer server;
  private final Over over = Over.now();

  /** What a test may want to be otherwise. */
  record Setup(
      int redirect,
      AddMode add,
      Limits limits,
      Around around,
      String siteName,
      TrustedProxies proxies,
      UnknownKeys.Options unknown,
      @Nullable AccessLog log,
      Listening listening) {

    static final Setup USUAL =
        new Setup(
            302,
            AddMode.OPEN,
            Limits.STANDARD,
            store -> store,
            "Goto",
            TrustedProxies.NONE,
            UnknownKeys.Options.NONE,
            null,
            Listening.USUAL);

    Setup redirect(int status) {
      return new Setup(status, add, limits, around, siteName, proxies, unknown, log, listening);
    }

    Setup add(AddMode mode) {
      return new Setup(redirect, mode, limits, around, siteName, proxies, unknown, log, listening);
    }

    Setup limits(Limits others) {
      return new Setup(redirect, add, others, around, siteName, proxies, unknown, log, listening);
    }

    Setup around(Around other) {
      return new Setup(redirect, add, limits, other, siteName, proxies, unknown, log, listening);
    }

    Setup siteName(String other) {
      return new Setup(redirect, add, limits, around, other, proxies, unknown, log, listening);
    }

    Setup proxies(String others) {
      return new Setup(
          redirect,
          add,
          limits,
          around,
          siteName,
          TrustedProxies.parse(others),
          unknown,
          log,
          listening);
    }

    Setup unknown(UnknownKeys.Options other) {
      return new Setup(redirect, add, limits, around, siteName, proxies, other, log, listening);
    }

    Setup log(AccessLog noted) {
      return new Setup(redirect, add, limits, around, siteName, proxies, unknown, noted, listening);
    }

    Setup listening(Listening other) {
      return new Setup(redirect, add, limits, around, siteName, proxies, unknown, log, other);
    }
  }

  /**
   * @param listeners {@code null}: one, of the kind that the suite runs over
   * @param certificate {@code null}: the one for all tests
   */
  record Listening(
      @Nullable List<Listener> listeners,
      @Nullable CertificateFiles certificate,
      int hstsSeconds,
      BaseUrl base) {

    static final Listening USUAL = new Listening(null, null, 0, BASE);
  }

  /** Puts something between the front and the store. */
  interface Around {
    LinkStore of(LinkStore store);
  }

  TestServer(Setup setup) {
    this(setup, null);
  }

  /**
   * @param credentials who may call the API; {@code null}: it is off
   */
  TestServer(Setup setup, @Nullable Credentials credentials) {
    this(setup, credentials, Optional.empty());
  }

  /**
   * @param backup where it keeps a copy of its data
   */
  TestServer(Setup setup, @Nullable Credentials credentials, Optional<Backups.Place> backup) {
    memory = new MemoryStore();
    LinkStore store = setup.around().of(memory);
    UrlPolicy policy = new UrlPolicy(new UrlPolicy.Options(BASE, Set.of()));
    policy.serve(store.domains());
    Following following = following(policy);
    shortener = new Shortener(store, policy, new Shortener.Options(7, true));
    server =
        HttpServer.start(
            options(over, setup),
            store,
            shortener,
            following,
            credentials == null
                ? null
                : new Api(
                    credentials,
                    new Secrets(kept, InstantSource.system(), new SecureRandom()),
                    shortener,
                    new Links(store, policy),
                    new Retries(store),
                    new Explainer(following.redirector(), following.visitors()),
                    passwords,
                    new Transfer(store, kept, policy, BASE, setup.redirect()),
                    new Jobs(jobs, InstantSource.system()),
                    backup,
                    BASE),
            setup.limits(),
            2,
            over.means(),
            setup.log());
  }

  private static HttpServer.Options options(Over over, Setup setup) {
    Listening listening = setup.listening();
    List<Listener> listeners = listening.listeners();
    CertificateFiles certificate = listening.certificate();
    return new HttpServer.Options(
        listeners == null ? over.listeners() : listeners,
        certificate == null ? over.certificate() : certificate,
        listening.hstsSeconds(),
        listening.base(),
        setup.redirect(),
        setup.add(),
        setup.siteName(),
        setup.proxies(),
        setup.unknown(),
        true);
  }

  TestServer() {
    this(Setup.USUAL);
  }

  /** What can be made over the API. */
  MemoryCredentials credentials() {
    return kept;
  }

  MemoryStore store() {
    return memory;
  }

  HttpServer server() {
    return server;
  }

  InetSocketAddress address() {
    return server.address();
  }

  /** A second server on the same store. */
  HttpServer another(HttpServer.Options options) {
    UrlPolicy policy = new UrlPolicy(new UrlPolicy.Options(BASE, Set.of()));
    return HttpServer.start(options, memory, shortener, following(policy));
  }

  /** Of every address that is not ours we know that it is in Germany. */
  private Following following(UrlPolicy policy) {
    Countries countries = address -> address == null || address.isLoopbackAddress() ? null : "DE";
    return new Following(
        new Redirector(policy, InstantSource.system()),
        new Visitors(countries, ShareSalt.random()),
        passwords);
  }

  /** Puts a link past all policy, as an import of old times could have. */
  void link(String code, String target) {
    var _ = memory.add(key(code), target);
  }

  Key key(String code) {
    if (Key.parse(memory.domain(), code) instanceof Key.Valid(Key key)) {
      return key;
    }
    throw new AssertionError("no code: " + code);
  }

  RawClient connect() throws IOException {
    return switch (over) {
      case PLAIN, NIO -> new RawClient(address());
      case BORINGSSL, JDK_TLS -> new RawClient(address(), TestCertificate.LOCALHOST.client());
      case SOCKET_FILE, NIO_SOCKET_FILE ->
          new RawClient((UnixDomainSocketAddress) server.listeners().getFirst().address());
    };
  }

  /** One request on a connection of its own. */
  RawClient.Response ask(String request) throws IOException {
    try (RawClient client = connect()) {
      client.send(request);
      return client.read(request.startsWith("HEAD "));
    }
  }

  /** GET with a Host and these further header lines. */
  RawClient.Response get(String target, String... fields) throws IOException {
    return ask(request("GET", target, fields));
  }

  static String request(String method, String target, String... fields) {
    StringBuilder lines = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: h\r\n");
    for (String field : fields) {
      lines.append(field).append("\r\n");
    }
    return lines.append("\r\n").toString();
  }

  static String post(String target, String type, String body, String... fields) {
    StringBuilder lines = new StringBuilder("POST " + target + " HTTP/1.1\r\nHost: h\r\n");
    if (!type.isEmpty()) {
      lines.append("Content-Type: ").append(type).append("\r\n");
    }
    for (String field : fields) {
      lines.append(field).append("\r\n");
    }
    return lines + "Content-Length: " + body.length() + "\r\n\r\n" + body;
  }

  @Override
  public void close() {
    server.close();
    shortener.close();
    passwords.close();
  }
}
