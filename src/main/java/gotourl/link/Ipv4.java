package gotourl.link;

/**
 * IPv4 addresses in every spelling that browsers take: one to four parts, each decimal, octal or
 * hexadecimal, the last one filling what is left. Source: url.spec.whatwg.org, "IPv4 parser".
 */
final class Ipv4 {

  private static final int PARTS_MAX = 4;

  /** What {@link #number} says of text that is none. */
  private static final long NOT_A_NUMBER = -1;

  /** Larger than any part may be; reading stops growing here, so that nothing overflows. */
  private static final long TOO_LARGE = 1L << 32;

  private Ipv4() {}

  /** Whether a host must be read as an IPv4 address, and is no host at all if it is none. */
  static boolean endsInNumber(String host) {
    int end = host.endsWith(".") ? host.length() - 1 : host.length();
    int start = host.lastIndexOf('.', end - 1) + 1;
    if (start == end) {
      return false;
    }
    for (int i = start; i < end; i++) {
      if (host.charAt(i) < '0' || host.charAt(i) > '9') {
        return number(host, start, end) != NOT_A_NUMBER;
      }
    }
    return true;
  }

  static int parse(String host) throws UrlFault {
    int end = host.endsWith(".") ? host.length() - 1 : host.length();
    long address = 0;
    int parts = 0;
    int start = 0;
    while (true) {
      int dot = host.indexOf('.', start);
      int partEnd = dot < 0 || dot > end ? end : dot;
      long number = number(host, start, partEnd);
      parts++;
      boolean last = partEnd == end;
      long max = last ? 0xFFFF_FFFFL >>> (8 * (parts - 1)) : 0xFF;
      if (parts > PARTS_MAX || number == NOT_A_NUMBER || number > max) {
        throw new UrlFault("The host looks like an IPv4 address but is none.");
      }
      if (last) {
        return (int) (address | number);
      }
      address |= number << (8 * (PARTS_MAX - parts));
      start = partEnd + 1;
    }
  }

  private static long number(String host, int start, int end) {
    int from = start;
    int radix = 10;
    if (end - start >= 2 && host.charAt(start) == '0') {
      boolean hex = (host.charAt(start + 1) | 0x20) == 'x';
      radix = hex ? 16 : 8;
      from += hex ? 2 : 1;
    } else if (start == end) {
      return NOT_A_NUMBER;
    }
    long number = 0;
    for (int i = from; i < end; i++) {
      int digit = Character.digit(host.charAt(i), radix);
      if (digit < 0) {
        return NOT_A_NUMBER;
      }
      number = Math.min(number * radix + digit, TOO_LARGE);
    }
    return number;
  }

  static String serialise(int address) {
    return (address >>> 24)
        + "."
        + (address >>> 16 & 0xFF)
        + "."
        + (address >>> 8 & 0xFF)
        + "."
        + (address & 0xFF);
  }
}
