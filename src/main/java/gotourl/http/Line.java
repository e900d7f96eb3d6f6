package gotourl.http;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;

/** What is between a {@link Connection} and its socket, as far as the connection must know. */
interface Line {

  /** Nothing. */
  Line PLAIN =
      new Line() {
        @Override
        public ChannelFuture sayLast(ChannelHandlerContext from, ByteBuf bytes) {
          return from.writeAndFlush(bytes);
        }

        @Override
        public void stopListening() {}

        @Override
        public void allIsAnswered() {}

        @Override
        public void hangUp(ChannelHandlerContext from) {
          var _ = from.close();
        }
      };

  /** Writes the last bytes, and that they are the last; done when the socket has them all. */
  ChannelFuture sayLast(ChannelHandlerContext from, ByteBuf bytes);

  /** From now on nobody cares for what the client sends. */
  void stopListening();

  /** No request waits for its answer any more. */
  void allIsAnswered();

  /** Closes the socket, whatever has not been written. */
  void hangUp(ChannelHandlerContext from);
}
