package gotourl.http;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * IP addresses, from bytes or text; no name is ever looked up. An IPv4 address in IPv6's clothes
 * ({@code ::ffff:1.2.3.4}) is that IPv4 address.
 */
final class IpAddress {

  /** An IPv6 address that ends like an IPv4 one. */
  private static final int LENGTH_MAX = 45;

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
    if (text.length() > LENGTH_MAX || !text.chars().allMatch(IpAddress::isPart)) {
      return null;
    }
    try {
      if (text.indexOf(':') >= 0) {
        return Inet6Address.ofLiteral(text);
      }
      return isDotted(text) ? Inet4Address.ofLiteral(text) : null;
    } catch (IllegalArgumentException noAddress) {
      return null;
    }
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

  private static boolean isPart(int c) {
    return c < 0x80 && (Character.digit(c, 16) >= 0 || c == ':' || c == '.');
  }

  /** The JDK also takes three, two or one number, as programs of old did. */
  private static boolean isDotted(String text) {
    String[] numbers = text.split("\\.", -1);
    boolean plain = numbers.length == 4;
    for (String number : numbers) {
      plain &= number.matches("0|[1-9][0-9]{0,2}");
    }
    return plain;
  }

  private static boolean isPort(String text, int colon) {
    return text.substring(colon).matches(":[0-9]{1,5}");
  }
}
