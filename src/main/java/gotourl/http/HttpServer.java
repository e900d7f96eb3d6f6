package gotourl.http;

import gotourl.accesslog.AccessLog;
import gotourl.http.api.Api;
import gotourl.link.BaseUrl;
import gotourl.link.LinkStore;
import gotourl.link.Robots;
import gotourl.link.ShortUrls;
import gotourl.link.Shortener;
import gotourl.metrics.Histogram;
import gotourl.metrics.Metrics;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** The front door: listens, until it is drained and closed. */
public final class HttpServer implements AutoCloseable {

  static {
    NettyDefaults.set();
  }

  /** Who may add links at {@code /add}. */
  public enum AddMode {
    /** Anybody. */
    OPEN,
    /** Whoever asks from this machine; others as under {@link #SECRET}. */
    LOCAL,
    /** Whoever shows a secret that allows it. */
    SECRET,
    /** Nobody. */
    OFF
  }

  /**
   * @param listeners where to accept connections; at least one
   * @param certificate for TLS; {@code null} without a listener of that kind
   * @param hstsSeconds how long browsers that came by TLS shall keep to it; 0: nothing is said
   * @param base what short URLs begin with; to lead to https it must have a secure form
   * @param redirectStatus 301, 302, 303, 307 or 308
   * @param add who may add links
   * @param siteName what our pages call this server
   * @param proxies whom we believe when he says for whom he asks
   * @param unknown what unknown keys cost and where they lead
   * @param freePreviews whether known robots cost a link none of its visits
   */
  public record Options(
      List<Listener> listeners,
      @Nullable CertificateFiles certificate,
      int hstsSeconds,
      BaseUrl base,
      int redirectStatus,
      AddMode add,
      String siteName,
      TrustedProxies proxies,
      UnknownKeys.Options unknown,
      boolean freePreviews) {

    /** Throws {@link IllegalArgumentException} if there is TLS and nothing to prove oneself by. */
    public Options {
      listeners = List.copyOf(listeners);
      if (listeners.isEmpty()) {
        throw new IllegalArgumentException("nowhere to listen");
      }
      if (certificate == null && hasKind(listeners, Listener.Kind.TLS)) {
        throw new IllegalArgumentException("TLS without a certificate");
      }
    }

    /** One plain listener. */
    public Options(
        InetSocketAddress listen,
        BaseUrl base,
        int redirectStatus,
        AddMode add,
        String siteName,
        TrustedProxies proxies,
        UnknownKeys.Options unknown) {
      this(
          List.of(new Listener(Listener.Kind.PLAIN, listen)),
          null,
          0,
          base,
          redirectStatus,
          add,
          siteName,
          proxies,
          unknown,
          true);
    }

    private boolean hasKind(Listener.Kind kind) {
      return hasKind(listeners, kind);
    }

    private static boolean hasKind(List<Listener> listeners, Listener.Kind kind) {
      return listeners.stream().anyMatch(listener -> listener.kind() == kind);
    }
  }

  /** Longest wait for the loops to end once every connection is closed. */
  private static final Duration LOOPS_END = Duration.ofSeconds(5);

  private final MultiThreadIoEventLoopGroup group;
  private final IdentityHashMap<EventExecutor, Loop> loops = new IdentityHashMap<>();
  private final Gate gate;
  private final Limits limits;
  private final Binder binder;
  private final @Nullable Certificate certificate;
  private final List<Binder.Bound> bound = new ArrayList<>();
  private final @Nullable Renewal renewal;
  private final Probes probes;
  private final Histogram addNanos;
  private final Status redirect;
  private Binder.@Nullable Bound admin;

  private HttpServer(
      Options options,
      Router router,
      Probes probes,
      Histogram addNanos,
      Limits limits,
      int loopCount,
      Means means,
      @Nullable AccessLog log) {
    this.limits = limits;
    this.probes = probes;
    this.addNanos = addNanos;
    this.redirect = Status.ofRedirect(options.redirectStatus());
    this.gate = new Gate(limits.connectionsMax());
    this.certificate = certificate(options, means.tls());
    IoHandlerFactory ioHandlers = means.transport().ioHandlers();
    this.group = new MultiThreadIoEventLoopGroup(loopCount, threads(), ioHandlers);
    this.binder = new Binder(means.transport(), group);
    for (EventExecutor executor : group) {
      Loop loop = new Loop(new Traffic(redirect, log == null ? null : log.lane()));
      loops.put(executor, loop);
      Duration tick = limits.tick();
      var _ =
          executor.scheduleWithFixedDelay(
              () -> loop.tick(executor, tick),
              tick.toNanos(),
              tick.toNanos(),
              TimeUnit.NANOSECONDS);
    }
    int hsts = options.hstsSeconds();
    Reception reception =
        new Reception(
            router,
            new Wire(redirect),
            Wire.inTls(redirect, hsts),
            new Http2(router, redirect, limits),
            Http2.inTls(router, redirect, limits, hsts),
            options.hasKind(Listener.Kind.TO_HTTPS)
                ? new ToHttps(options.base().secure(), router.hosts())
                : null,
            certificate,
            options.proxies(),
            limits,
            this::loopOf);
    try {
      for (Listener listener : options.listeners()) {
        bound.add(
            binder.bind(listener, gate, channel -> reception.admit(listener.kind(), channel)));
      }
    } catch (IOException e) {
      close();
      throw new UncheckedIOException(e);
    }
    this.renewal = certificate == null ? null : Renewal.of(certificate);
    gate.open(bound.stream().map(Binder.Bound::channel).toList());
  }

  private static @Nullable Certificate certificate(Options options, Tls tls) {
    CertificateFiles files = options.certificate();
    try {
      return files == null ? null : Certificate.open(files, tls, Instant.now());
    } catch (CertificateMistake mistake) {
      throw new UncheckedIOException(mistake);
    }
  }

  /** What the platform offers. */
  record Means(Transport transport, Tls tls) {

    static Means best(Options options) {
      // Without need nothing of TLS is loaded.
      return new Means(Transport.best(), options.certificate() == null ? Tls.JDK : Tls.best());
    }
  }

  /**
   * Binds all listeners, and then accepts.
   *
   * @throws UncheckedIOException if one of the addresses cannot be had or the certificate cannot be
   *     used, and then nothing is left listening; the message of its cause is for the operator
   */
  public static HttpServer start(
      Options options, LinkStore store, Shortener shortener, Following following) {
    int cores = Runtime.getRuntime().availableProcessors();
    return start(options, store, shortener, following, null, cores, null);
  }

  static HttpServer start(
      Options options,
      LinkStore store,
      Shortener shortener,
      Following following,
      @Nullable Api api,
      Limits limits,
      int loopCount,
      Means means,
      @Nullable AccessLog log) {
    Guesses guesses = new Guesses(options.unknown().limit(), System::nanoTime);
    RedirectHandler redirects =
        new RedirectHandler(
            store,
            following,
            Status.ofRedirect(options.redirectStatus()),
            new PreviewPage(new ShortUrls(options.base(), store.domains()), options.siteName()),
            new UnknownKeys(options.unknown(), guesses, options.siteName()),
            new Locks(following.passwords(), new Attempts(System::nanoTime), options.siteName()),
            new FreeVisits(options.freePreviews()));
    Histogram addNanos = Histogram.ofNanos();
    AddPage add =
        new AddPage(
            new Adders(options.add(), api == null ? null : api.makers()),
            options.base(),
            shortener,
            options.siteName(),
            addNanos);
    Probes probes = new Probes();
    RobotsPage robots = new RobotsPage(new Robots(store, following.redirector()), System::nanoTime);
    Router router =
        new Router(redirects, add, robots, probes, api == null ? null : new ApiPages(api));
    return new HttpServer(options, router, probes, addNanos, limits, loopCount, means, log);
  }

  /**
   * @param api what is answered at {@code /-/api}; {@code null}: nothing is there
   * @param loops how many event loops answer; without it, as many as there are cores
   * @param log where each request is noted, or {@code null}; closed by the caller
   */
  public static HttpServer start(
      Options options,
      LinkStore store,
      Shortener shortener,
      Following following,
      @Nullable Api api,
      int loops,
      @Nullable AccessLog log) {
    Means means = Means.best(options);
    return start(options, store, shortener, following, api, Limits.STANDARD, loops, means, log);
  }

  /** Says where its metrics are read. */
  public void measure(Metrics metrics) {
    List<Traffic> traffic = loops.values().stream().map(Loop::traffic).toList();
    HttpMetrics.measure(metrics, traffic, gate, redirect, addNanos);
  }

  /**
   * Serves metrics and health to those who look after the server, on the same event loops, until it
   * is closed: while the server is drained they still are.
   *
   * @return where it really listens
   * @throws UncheckedIOException if the address cannot be had; its cause says why
   */
  public InetSocketAddress serveAdmin(InetSocketAddress listen, Metrics metrics, Health health) {
    AdminPages pages = new AdminPages(metrics, health, probes);
    try {
      Binder.Bound opened = AdminListener.open(binder, listen, pages, this::loopOf, limits);
      admin = opened;
      return (InetSocketAddress) opened.listener().address();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Loads Netty's library for this system, which takes as long as opening a small store: a start
   * that has more to do meanwhile calls it on another thread. Without it the first start does it.
   */
  public static void prepare() {
    var _ = Transport.best().ioHandlers();
  }

  /** Where it really listens, in the order of the options. */
  public List<Listener> listeners() {
    return bound.stream().map(Binder.Bound::listener).toList();
  }

  /** The first address that has a port. */
  public InetSocketAddress address() {
    for (Listener listener : listeners()) {
      if (listener.address() instanceof InetSocketAddress address) {
        return address;
      }
    }
    throw new IllegalStateException("only sockets with a path");
  }

  /** Whether there is something that {@link #reloadCertificate} would read again. */
  public boolean hasCertificate() {
    return certificate != null;
  }

  /** Has new connections get what is in the certificate's files now, if it is of use. */
  public void reloadCertificate() {
    if (certificate != null) {
      certificate.reload(Instant.now());
    }
  }

  /**
   * Stops accepting, answers what is in flight, lets idle clients bring the request that is just on
   * its way, and closes every connection gently. Returns when all are closed, or after {@code
   * patience} with the rest cut off.
   */
  public void drain(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    probes.stop();
    // First the loops: whoever sees that nobody listens any more gets no answer that says
    // keep-alive.
    List<Future<?>> told = new ArrayList<>();
    loops.forEach((executor, loop) -> {
      told.add(executor.submit(loop::drain));
      var _ = executor.schedule(loop::endIdle, limits.drainGrace().toNanos(), TimeUnit.NANOSECONDS);
    });
    told.forEach(Future::awaitUninterruptibly);
    stopAccepting();
    try {
      if (!gate.awaitEmpty(Duration.ofNanos(deadline - System.nanoTime()))) {
        closeAll();
      }
    } catch (InterruptedException e) {
      closeAll();
      Thread.currentThread().interrupt();
    }
  }

  /** Cuts off whatever is still open, and ends the loops. */
  @Override
  public void close() {
    if (renewal != null) {
      renewal.close();
    }
    stopAccepting();
    if (admin != null) {
      admin.close();
    }
    closeAll();
    loops.forEach((executor, loop) -> {
      if (!executor.isShuttingDown()) {
        executor.execute(loop::release);
      }
    });
    endLoops();
    if (certificate != null) {
      certificate.close();
    }
  }

  private void stopAccepting() {
    bound.forEach(Binder.Bound::close);
  }

  private void closeAll() {
    loops.forEach((executor, loop) -> {
      if (!executor.isShuttingDown()) {
        executor.execute(loop::closeAll);
      }
    });
  }

  private void endLoops() {
    group
        .shutdownGracefully(0, LOOPS_END.toMillis(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly(LOOPS_END.toMillis());
  }

  private Loop loopOf(EventExecutor executor) {
    Loop loop = loops.get(executor);
    if (loop == null) {
      throw new IllegalStateException("a connection on a loop that is not ours");
    }
    return loop;
  }

  private static ThreadFactory threads() {
    AtomicInteger number = new AtomicInteger();
    return task -> new FastThreadLocalThread(task, "goto-loop-" + number.incrementAndGet());
  }
}
