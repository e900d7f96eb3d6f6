package gotourl.config;

import java.net.InetSocketAddress;

/** Addresses as Go writes them: {@code :3000}, {@code host:3000}, {@code [::1]:3000}. */
final class ListenAddress {

  private static final int PORT_MAX = 65_535;

  private ListenAddress() {}

  /** Asks the resolver if the host is a name. */
  static InetSocketAddress parse(String text) throws Mistake {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new Mistake("is not an address such as :3000, host:3000 or [::1]:3000");
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
