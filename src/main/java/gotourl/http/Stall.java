package gotourl.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import java.time.Duration;

/** Notices that a client takes nothing of what waits for it. Looked at once a tick. */
final class Stall {

  private long sinceNanos;
  private long waitingThen;

  /**
   * @param waiting changes with whatever the client takes; 0 when it has it all
   * @return whether it has not changed for longer than that
   */
  boolean lasts(long waiting, long nowNanos, Duration patience) {
    if (waiting == 0 || waiting != waitingThen) {
      waitingThen = waiting;
      sinceNanos = nowNanos;
      return false;
    }
    return nowNanos - sinceNanos > patience.toNanos();
  }

  /** What is written and not in the system's hands yet. */
  static long unsentBytes(Channel channel) {
    ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
    return buffer == null || buffer.isEmpty()
        ? 0
        : buffer.totalPendingWriteBytes() - buffer.currentProgress();
  }
}
