package gotourl.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Counts connections. At the limit it stops accepting, so that the next ones wait in the system's
 * backlog instead of being turned away, until one closes.
 */
@Sharable
final class Gate extends ChannelInboundHandlerAdapter {

  private final int connectionsMax;
  private int connections;
  private @Nullable Channel listener;

  Gate(int connectionsMax) {
    this.connectionsMax = connectionsMax;
  }

  /** On the listener: one more connection was accepted. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    enter(ctx.channel());
    ((Channel) accepted).closeFuture().addListener(_ -> leave());
    ctx.fireChannelRead(accepted);
  }

  private synchronized void enter(Channel from) {
    listener = from;
    if (++connections >= connectionsMax) {
      from.config().setAutoRead(false);
    }
  }

  private synchronized void leave() {
    Channel waiting = listener;
    if (connections-- == connectionsMax && waiting != null) {
      waiting.config().setAutoRead(true);
    }
    if (connections == 0) {
      notifyAll();
    }
  }

  /** Waits until no connection is open; false if some still are after that time. */
  synchronized boolean awaitEmpty(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (connections > 0) {
      long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      if (millis <= 0) {
        return false;
      }
      wait(millis);
    }
    return true;
  }
}
