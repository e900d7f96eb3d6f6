package gotourl.link;

import java.util.Arrays;

/**
 * IPv6 addresses: eight pieces of 16 bits, a run of zeros perhaps left out, the last two perhaps
 * written as an IPv4 address. Source: url.spec.whatwg.org, "IPv6 parser" and "IPv6 serializer".
 */
final class Ipv6 {

  private static final int PIECES = 8;

  private final String text;
  private final int[] pieces = new int[PIECES];
  private int count;
  private int position;

  private Ipv6(String text) {
    this.text = text;
  }

  /** The eight pieces of what stands between the brackets. */
  static int[] parse(String text) throws UrlFault {
    return new Ipv6(text).read();
  }

  /** A gap stands for one piece at least; the pieces behind it move to the end. */
  private int[] read() throws UrlFault {
    int gap = -1;
    if (text.startsWith("::")) {
      position = 2;
      gap = ++count;
    } else if (text.startsWith(":")) {
      throw fault();
    }
    while (position < text.length()) {
      if (count == PIECES) {
        throw fault();
      }
      if (text.charAt(position) == ':') {
        if (gap >= 0) {
          throw fault();
        }
        position++;
        gap = ++count;
      } else {
        readPiece();
      }
    }
    if (gap >= 0) {
      int behind = count - gap;
      System.arraycopy(pieces, gap, pieces, PIECES - behind, behind);
      Arrays.fill(pieces, gap, PIECES - behind, 0);
    } else if (count != PIECES) {
      throw fault();
    }
    return pieces;
  }

  /** One piece and the colon behind it, or the IPv4 address at the end. */
  private void readPiece() throws UrlFault {
    int start = position;
    int value = 0;
    while (position < text.length() && position - start < 4 && hex(text.charAt(position)) >= 0) {
      value = value << 4 | hex(text.charAt(position));
      position++;
    }
    if (position == text.length()) {
      pieces[count++] = value;
      return;
    }
    char next = text.charAt(position);
    if (next == '.') {
      position = start;
      readIpv4();
      return;
    }
    // A colon needs something behind it.
    if (next != ':' || ++position == text.length()) {
      throw fault();
    }
    pieces[count++] = value;
  }

  /** Four decimal numbers without leading zeros, to the end of the text. */
  private void readIpv4() throws UrlFault {
    if (count > PIECES - 2) {
      throw fault();
    }
    int address = 0;
    for (int part = 0; part < 4; part++) {
      if (part > 0 && (position == text.length() || text.charAt(position++) != '.')) {
        throw fault();
      }
      address = address << 8 | readByte();
    }
    if (position != text.length()) {
      throw fault();
    }
    pieces[count++] = address >>> 16;
    pieces[count++] = address & 0xFFFF;
  }

  private int readByte() throws UrlFault {
    int start = position;
    int value = 0;
    while (position < text.length() && isDigit(text.charAt(position))) {
      value = value * 10 + (text.charAt(position) - '0');
      position++;
      boolean leadingZero = position - start > 1 && text.charAt(start) == '0';
      if (leadingZero || value > 0xFF) {
        throw fault();
      }
    }
    if (position == start) {
      throw fault();
    }
    return value;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** The value of an ASCII digit; {@code Character.digit} would take full-width ones too. */
  private static int hex(char c) {
    return c < 0x80 ? Character.digit(c, 16) : -1;
  }

  private static UrlFault fault() {
    return new UrlFault("What stands in the brackets is no IPv6 address.");
  }

  /** In brackets; the first longest run of two or more zeros is left out. */
  static String serialise(int[] pieces) {
    int gap = -1;
    int gapLength = 1;
    for (int i = 0; i < PIECES; i++) {
      int end = i;
      while (end < PIECES && pieces[end] == 0) {
        end++;
      }
      if (end - i > gapLength) {
        gap = i;
        gapLength = end - i;
      }
      i = Math.max(i, end - 1);
    }
    StringBuilder out = new StringBuilder(41).append('[');
    for (int i = 0; i < PIECES; i++) {
      if (i == gap) {
        out.append(i == 0 ? "::" : ":");
        i += gapLength - 1;
      } else {
        out.append(Integer.toHexString(pieces[i]));
        if (i < PIECES - 1) {
          out.append(':');
        }
      }
    }
    return out.append(']').toString();
  }
}
