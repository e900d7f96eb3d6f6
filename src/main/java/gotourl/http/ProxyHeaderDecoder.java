package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/**
 * Stands first on a connection of a trusted peer until its first bytes have told whether it begins
 * with a PROXY header. Nobody behind it sees the header, so that the time of a fresh connection,
 * which ends with its first request's first byte, goes on while it comes.
 */
final class ProxyHeaderDecoder extends ChannelInboundHandlerAdapter {

  private static final Logger LOG = System.getLogger(ProxyHeaderDecoder.class.getName());

  private final Peer peer;
  private final Consumer<Peer> becomes;
  private final ProxyHeader header = new ProxyHeader();

  /**
   * @param becomes is told once who the peer is instead
   */
  ProxyHeaderDecoder(Peer peer, Consumer<Peer> becomes) {
    this.peer = peer;
    this.becomes = becomes;
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf bytes = (ByteBuf) message;
    switch (header.take(bytes)) {
      case UNDECIDED -> bytes.release();
      case ABSENT -> {
        ctx.pipeline().remove(this);
        ctx.fireChannelRead(again(ctx, bytes));
      }
      case WHOLE -> {
        if (header.speaksForAnother()) {
          becomes.accept(peer.behind(header.source()));
        }
        ctx.pipeline().remove(this);
        if (bytes.isReadable()) {
          ctx.fireChannelRead(bytes);
        } else {
          bytes.release();
        }
      }
      case MALFORMED -> {
        bytes.release();
        LOG.log(Level.DEBUG, "a trusted peer sent a malformed PROXY header; the connection ends");
        // Whoever sends this does not wait for HTTP.
        var _ = ctx.close();
      }
    }
  }

  /** What was taken before, and what follows it, as if it had just come. */
  private ByteBuf again(ChannelHandlerContext ctx, ByteBuf rest) {
    byte[] taken = header.taken();
    ByteBuf whole = ctx.alloc().directBuffer(taken.length + rest.readableBytes());
    whole.writeBytes(taken).writeBytes(rest);
    rest.release();
    return whole;
  }
}
