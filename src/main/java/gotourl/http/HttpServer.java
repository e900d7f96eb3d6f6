package gotourl.http;

import gotourl.link.BaseUrl;
import gotourl.link.LinkStore;
import gotourl.link.Redirector;
import gotourl.link.Shortener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The front door: listens, until it is drained and closed. */
public final class HttpServer implements AutoCloseable {

  static {
    NettyDefaults.set();
  }

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

  /** Longest wait for the loops to end once every connection is closed. */
  private static final Duration LOOPS_END = Duration.ofSeconds(5);

  /** Below it a stopped client may catch up and is read again; above it is not. */
  private static final WriteBufferWaterMark WATER_MARKS =
      new WriteBufferWaterMark(Limits.OUT_BYTES_MAX, 2 * Limits.OUT_BYTES_MAX);

  private final MultiThreadIoEventLoopGroup group;
  private final IdentityHashMap<EventExecutor, Loop> loops = new IdentityHashMap<>();
  private final Gate gate;
  private final Limits limits;
  private final Channel listener;

  private HttpServer(Options options, Router router, Limits limits, int loopCount) {
    this.limits = limits;
    this.gate = new Gate(limits.connectionsMax());
    this.group = new MultiThreadIoEventLoopGroup(loopCount, threads(), ioHandlers());
    for (EventExecutor executor : group) {
      Loop loop = new Loop();
      loops.put(executor, loop);
      long tickNanos = limits.tick().toNanos();
      var _ = executor.scheduleWithFixedDelay(loop, tickNanos, tickNanos, TimeUnit.NANOSECONDS);
    }
    Wire wire = new Wire(Status.ofRedirect(options.redirectStatus()));
    ChannelFuture bound = bootstrap(router, wire).bind(options.listen()).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      endLoops();
      throw new UncheckedIOException(
          "cannot listen at " + options.listen(), asIoException(bound.cause()));
    }
    this.listener = bound.channel();
  }

  /**
   * Binds and accepts.
   *
   * @throws UncheckedIOException if the address cannot be had; its cause says why
   */
  public static HttpServer start(
      Options options, LinkStore store, Shortener shortener, Redirector redirector) {
    int cores = Runtime.getRuntime().availableProcessors();
    return start(options, store, shortener, redirector, Limits.STANDARD, cores);
  }

  static HttpServer start(
      Options options,
      LinkStore store,
      Shortener shortener,
      Redirector redirector,
      Limits limits,
      int loopCount) {
    RedirectHandler redirects =
        new RedirectHandler(
            store,
            redirector,
            Status.ofRedirect(options.redirectStatus()),
            new PreviewPage(options.base()));
    AddPage add = new AddPage(options.add(), options.base(), shortener);
    return new HttpServer(options, new Router(redirects, add), limits, loopCount);
  }

  /**
   * @param loops how many event loops answer; without it, as many as there are cores
   */
  public static HttpServer start(
      Options options, LinkStore store, Shortener shortener, Redirector redirector, int loops) {
    return start(options, store, shortener, redirector, Limits.STANDARD, loops);
  }

  /**
   * Loads Netty's library for this system, which takes as long as opening a small store: a start
   * that has more to do meanwhile calls it on another thread. Without it the first start does it.
   */
  public static void prepare() {
    var _ = ioHandlers();
  }

  /** Where it really listens. */
  public InetSocketAddress address() {
    return (InetSocketAddress) listener.localAddress();
  }

  /**
   * Stops accepting, answers what is in flight, lets idle clients bring the request that is just on
   * its way, and closes every connection gently. Returns when all are closed, or after {@code
   * patience} with the rest cut off.
   */
  public void drain(Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    // First the loops: whoever sees that nobody listens any more gets no answer that says
    // keep-alive.
    loops.forEach((executor, loop) -> {
      executor.execute(loop::drain);
      var _ = executor.schedule(loop::endIdle, limits.drainGrace().toNanos(), TimeUnit.NANOSECONDS);
    });
    listener.close().awaitUninterruptibly();
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
    listener.close().awaitUninterruptibly();
    closeAll();
    loops.forEach((executor, loop) -> {
      if (!executor.isShuttingDown()) {
        executor.execute(loop::release);
      }
    });
    endLoops();
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

  private ServerBootstrap bootstrap(Router router, Wire wire) {
    Class<? extends ServerSocketChannel> kind =
        Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class;
    return new ServerBootstrap()
        .group(group)
        .channel(kind)
        .handler(gate)
        .option(ChannelOption.SO_REUSEADDR, true)
        .option(ChannelOption.SO_BACKLOG, Limits.BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARKS)
        .childHandler(
            new ChannelInitializer<Channel>() {
              @Override
              protected void initChannel(Channel channel) {
                Loop loop = loopOf(channel.eventLoop());
                channel.config().setRecvByteBufAllocator(loop.readBuffer());
                Connection connection = new Connection(router, wire, loop, limits);
                Shortcut shortcut = new Shortcut(connection, router, loop);
                channel.pipeline().addLast(shortcut, connection.decoder(), connection);
              }
            });
  }

  private Loop loopOf(EventLoop executor) {
    Loop loop = loops.get(executor);
    if (loop == null) {
      throw new IllegalStateException("a connection on a loop that is not ours");
    }
    return loop;
  }

  private static IoHandlerFactory ioHandlers() {
    return Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory();
  }

  private static ThreadFactory threads() {
    AtomicInteger number = new AtomicInteger();
    return task -> new FastThreadLocalThread(task, "goto-loop-" + number.incrementAndGet());
  }

  private static IOException asIoException(Throwable cause) {
    return cause instanceof IOException io ? io : new IOException(cause);
  }
}
