package gotourl.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Counts connections. At the limit it stops accepting, so that the next ones wait in the system's
 * backlog instead of being turned away, until one closes.
 */
@Sharable
final class Gate extends ChannelInboundHandlerAdapter {

  private final int connectionsMax;
  private int connections;
  private long accepted;
  private long heldBack;
  private List<Channel> listeners = List.of();

  Gate(int connectionsMax) {
    this.connectionsMax = connectionsMax;
  }

  /** These accept from now on, unless there are too many connections already. */
  synchronized void open(List<Channel> bound) {
    listeners = bound;
    accept(connections < connectionsMax);
  }

  /** On a listener: one more connection was accepted. */
  @Override
  public void channelRead(ChannelHandlerContext ctx, Object accepted) {
    enter();
    ((Channel) accepted).closeFuture().addListener(_ -> leave());
    ctx.fireChannelRead(accepted);
  }

  private synchronized void enter() {
    accepted++;
    if (++connections >= connectionsMax) {
      heldBack++;
      accept(false);
    }
  }

  private synchronized void leave() {
    if (connections-- == connectionsMax) {
      accept(true);
    }
    if (connections == 0) {
      notifyAll();
    }
  }

  private void accept(boolean whoComes) {
    listeners.forEach(listener -> listener.config().setAutoRead(whoComes));
  }

  int connectionsMax() {
    return connectionsMax;
  }

  synchronized int connections() {
    return connections;
  }

  /** Since the start. */
  synchronized long accepted() {
    return accepted;
  }

  /** How often the limit was reached. */
  synchronized long heldBack() {
    return heldBack;
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
