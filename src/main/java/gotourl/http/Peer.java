package gotourl.http;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The other end of a connection: the client itself, or a proxy that speaks for many. Knows nothing
 * of the version of HTTP that is spoken on it.
 *
 * @param address {@code null} on a Unix-domain socket
 * @param secure whether this connection is encrypted
 * @param trusted whether it is believed when it says for whom it asks
 */
record Peer(
    @Nullable InetAddress address, boolean secure, boolean trusted, TrustedProxies proxies) {

  private static final String FORWARDED_FOR = "X-Forwarded-For";
  private static final String FORWARDED_PROTO = "X-Forwarded-Proto";

  /**
   * @param remote where the connection comes from; anything but an IP address is this machine
   */
  static Peer of(@Nullable SocketAddress remote, boolean secure, TrustedProxies proxies) {
    InetAddress address =
        remote instanceof InetSocketAddress inet
            ? IpAddress.of(inet.getAddress().getAddress())
            : null;
    return new Peer(address, secure, proxies.believes(address), proxies);
  }

  /**
   * The same connection, after a PROXY header: what comes on it comes from there.
   *
   * @param source {@code null} if that is no IP address
   */
  Peer behind(@Nullable InetAddress source) {
    return new Peer(source, secure, source != null && proxies.contain(source), proxies);
  }

  /**
   * Who sends a request on this connection.
   *
   * @param header from a name to its values joined by commas, empty if there are none; only asked
   *     if this peer is trusted
   */
  Client client(Function<CharSequence, String> header) {
    if (!trusted) {
      return new Client(address, secure, isDistinct(address));
    }
    boolean safe = isSecure(header.apply(FORWARDED_PROTO));
    String hops = header.apply(FORWARDED_FOR);
    InetAddress nearest = address;
    // Each proxy adds at the right whom it heard: the first stranger from there is the client.
    // What stands left of him is his own word.
    for (int end = hops.length(); end >= 0; ) {
      int comma = end == 0 ? -1 : hops.lastIndexOf(',', end - 1);
      InetAddress hop = IpAddress.parseWithPort(hops.substring(comma + 1, end).strip());
      if (hop == null) {
        break;
      }
      if (!proxies.contain(hop)) {
        return new Client(hop, safe, !hop.isLoopbackAddress());
      }
      nearest = hop;
      end = comma;
    }
    return new Client(nearest, safe, false);
  }

  /** The last word counts: it is this peer's own. */
  private boolean isSecure(String protocols) {
    String last = protocols.substring(protocols.lastIndexOf(',') + 1).strip();
    return last.isEmpty() ? secure : last.equalsIgnoreCase("https");
  }

  /** A peer in a private network may be a proxy, a container's bridge or a balancer. */
  private static boolean isDistinct(@Nullable InetAddress address) {
    return address != null
        && !address.isLoopbackAddress()
        && !address.isLinkLocalAddress()
        && !address.isSiteLocalAddress()
        && !isPrivate(address.getAddress(), address instanceof Inet4Address);
  }

  /** What the JDK does not count: 100.64.0.0/10 (RFC 6598) and fc00::/7 (RFC 4193). */
  private static boolean isPrivate(byte[] address, boolean four) {
    return four ? address[0] == 100 && (address[1] & 0xc0) == 0x40 : (address[0] & 0xfe) == 0xfc;
  }
}
