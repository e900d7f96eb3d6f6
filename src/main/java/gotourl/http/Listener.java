package gotourl.http;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/**
 * One place where connections are accepted, and what they speak.
 *
 * @param address of the Internet (port 0: the system chooses), or the path of a socket
 */
public record Listener(Kind kind, SocketAddress address) {

  /** What is spoken. */
  public enum Kind {
    PLAIN,
    TLS,
    /** Plain, and all it says is that https is spoken elsewhere. */
    TO_HTTPS
  }

  /** Throws {@link IllegalArgumentException} for any other kind of address. */
  public Listener {
    if (!(address instanceof InetSocketAddress) && !(address instanceof UnixDomainSocketAddress)) {
      throw new IllegalArgumentException("nobody can listen on " + address);
    }
  }

  /** The address as Go writes it: {@code :3000}, {@code 127.0.0.1:3000}, {@code unix:/a/b.sock}. */
  public String text() {
    return switch (address) {
      case InetSocketAddress internet -> text(internet);
      case SocketAddress path -> "unix:" + path;
    };
  }

  private static String text(InetSocketAddress address) {
    if (address.getAddress() == null || address.getAddress().isAnyLocalAddress()) {
      return ":" + address.getPort();
    }
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
