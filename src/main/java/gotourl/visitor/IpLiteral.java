package gotourl.visitor;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** IP addresses as they are written; no name is ever looked up. */
public final class IpLiteral {

  /** An IPv6 address that ends like an IPv4 one. */
  private static final int CHARS_MAX = 45;

  private IpLiteral() {}

  /**
   * {@code null} if this is no address: four decimal numbers without leading zeros, or IPv6 without
   * brackets and zone. An IPv4 address in IPv6's clothes ({@code ::ffff:1.2.3.4}) is that IPv4
   * address.
   */
  public static @Nullable InetAddress parse(String text) {
    if (text.length() > CHARS_MAX || !text.chars().allMatch(IpLiteral::isPart)) {
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

  private static boolean isPart(int c) {
    return c < 0x80 && (Character.digit(c, 16) >= 0 || c == ':' || c == '.');
  }

  /** The JDK also takes three, two or one number, as programs of old did. */
  private static boolean isDotted(String text) {
    String[] numbers = text.split("\\.", -1);
    boolean plain = numbers.length == 4;
    for (String number : numbers) {
      plain &= number(number, 0xFF) >= 0;
    }
    return plain;
  }

  /** A decimal number without leading zeros and at most {@code max}; else -1. */
  static int number(String text, int max) {
    boolean plain =
        !text.isEmpty()
            && text.length() <= 3
            && text.chars().allMatch(c -> c >= '0' && c <= '9')
            && (text.length() == 1 || text.charAt(0) != '0');
    int number = plain ? Integer.parseInt(text) : -1;
    return number <= max ? number : -1;
  }
}
