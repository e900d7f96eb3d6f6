package gotourl.http;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/** How the system is asked for bytes: Linux's own way, or Java's. */
enum Transport {
  EPOLL(EpollServerSocketChannel.class, EpollServerDomainSocketChannel.class),
  NIO(NioServerSocketChannel.class, NioServerDomainSocketChannel.class);

  private final Class<? extends ServerChannel> internet;
  private final Class<? extends ServerChannel> unix;

  Transport(Class<? extends ServerChannel> internet, Class<? extends ServerChannel> unix) {
    this.internet = internet;
    this.unix = unix;
  }

  static Transport best() {
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  IoHandlerFactory ioHandlers() {
    return switch (this) {
      case EPOLL -> EpollIoHandler.newFactory();
      case NIO -> NioIoHandler.newFactory();
    };
  }

  /** Sets what depends on the kind of address. */
  ServerBootstrap prepare(ServerBootstrap bootstrap, SocketAddress address) {
    return address instanceof UnixDomainSocketAddress
        ? bootstrap.channel(unix)
        : bootstrap
            .channel(internet)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true);
  }

  /** The address in this transport's own words. */
  SocketAddress own(SocketAddress address) {
    return this == EPOLL && address instanceof UnixDomainSocketAddress path
        ? new DomainSocketAddress(path.getPath().toString())
        : address;
  }
}
