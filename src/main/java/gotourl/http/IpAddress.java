package gotourl.http;

import gotourl.visitor.IpLiteral;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * IP addresses, from bytes or text; no name is ever looked up. An IPv4 address in IPv6's clothes
 * ({@code ::ffff:1.2.3.4}) is that IPv4 address.
 */
final class IpAddress {

  private IpAddress() {}

  /**
   * @param bytes four or sixteen
   */
  static InetAddress of(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(bytes.length + " bytes are no address", e);
    }
  }

  /**
   * {@code null} if this is no address: four decimal numbers without leading zeros, or IPv6 without
   * brackets and zone.
   */
  static @Nullable InetAddress parse(String text) {
    return IpLiteral.parse(text);
  }

  /** As {@link #parse}, and a port may follow, then with brackets around IPv6: some proxies do. */
  static @Nullable InetAddress parseWithPort(String text) {
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      boolean ends = end > 0 && (end + 1 == text.length() || isPort(text, end + 1));
      int colon = text.indexOf(':');
      return ends && colon > 0 && colon < end ? parse(text.substring(1, end)) : null;
    }
    int colon = text.indexOf(':');
    return colon >= 0 && text.indexOf('.') >= 0 && isPort(text, colon)
        ? parse(text.substring(0, colon))
        : parse(text);
  }

  private static boolean isPort(String text, int colon) {
    return text.substring(colon).matches(":[0-9]{1,5}");
  }
}
