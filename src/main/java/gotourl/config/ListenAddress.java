package gotourl.config;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;

/**
 * Addresses as Go writes them: {@code :3000}, {@code host:3000}, {@code [::1]:3000}; and {@code
 * unix:/path/to.sock}.
 */
final class ListenAddress {

  private static final int PORT_MAX = 65_535;

  private static final String UNIX = "unix:";

  /** What Linux has room for (sun_path), without the zero at its end; others have a little less. */
  private static final int UNIX_PATH_BYTES_MAX = 107;

  private ListenAddress() {}

  /** Asks the resolver if the host is a name. */
  static SocketAddress parse(String text) throws Mistake {
    return text.startsWith(UNIX) ? unix(text.substring(UNIX.length())) : internet(text);
  }

  private static UnixDomainSocketAddress unix(String path) throws Mistake {
    if (path.getBytes(UTF_8).length > UNIX_PATH_BYTES_MAX) {
      throw new Mistake("is longer than the 107 bytes that the path of a socket may have");
    }
    return UnixDomainSocketAddress.of(Readings.path(path));
  }

  static InetSocketAddress internet(String text) throws Mistake {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new Mistake(
          "is not an address such as :3000, host:3000, [::1]:3000 or unix:/path/to.sock");
    }
    int port = port(text.substring(colon + 1));
    String host = text.substring(0, colon);
    if (host.isEmpty()) {
      return new InetSocketAddress(port);
    }
    InetSocketAddress address = new InetSocketAddress(bare(host), port);
    if (address.isUnresolved()) {
      throw new Mistake("names a host that nobody knows");
    }
    return address;
  }

  private static String bare(String host) throws Mistake {
    boolean opens = host.startsWith("[");
    boolean closes = host.endsWith("]");
    if (opens && closes && host.indexOf(':') > 0) {
      return host;
    }
    if (opens || closes || host.indexOf(':') >= 0) {
      throw new Mistake("needs its IPv6 address in brackets, as in [::1]:3000");
    }
    return host;
  }

  private static int port(String text) throws Mistake {
    return Numbers.parse(text, 0, PORT_MAX, "needs a port from 0 to 65535 after its last colon");
  }
}
