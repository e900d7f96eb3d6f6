package gotourl.cli;

import gotourl.link.BaseUrl;
import java.net.InetSocketAddress;
import java.util.Locale;

/** What host names and addresses say. */
final class Hosts {

  private Hosts() {}

  /** Whether the host means this machine alone: localhost, 127.x.x.x or [::1]. */
  static boolean isLocal(BaseUrl base) {
    String host = base.authority().replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
  }

  /** As Go writes it: {@code :3000}, {@code 127.0.0.1:3000}, {@code [::1]:3000}. */
  static String text(InetSocketAddress address) {
    if (address.getAddress() == null || address.getAddress().isAnyLocalAddress()) {
      return ":" + address.getPort();
    }
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
