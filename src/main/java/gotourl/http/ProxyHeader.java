package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.netty.buffer.ByteBuf;
import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The PROXY protocol's header (haproxy.org, proxy-protocol.txt), versions 1 and 2, if a connection
 * begins with one. Takes bytes as they come and never one that comes after the header.
 *
 * <pre>
 * 1  "PROXY" SP ("TCP4" | "TCP6") SP SOURCE SP DESTINATION SP PORT SP PORT CRLF
 *    "PROXY UNKNOWN" [SP …] CRLF                                     107 bytes at most
 * 2  0..11  0D 0A 0D 0A 00 0D 0A 51 55 49 54 0A
 *    12     20: the proxy's own connection (LOCAL)   21: somebody else's (PROXY)
 *    13     family and transport: 11 TCP over IPv4, 21 over IPv6, 31 Unix-domain stream, …
 *    14..15 how many bytes follow
 *    16..   source, destination, ports; then what we do not need
 * </pre>
 *
 * Not Netty's decoder: it takes {@code +80} for a port, brackets, and blanks at a line's end, and
 * makes objects of all that we skip.
 */
final class ProxyHeader {

  /** How far the header has come. */
  enum Progress {
    /** More bytes will tell. */
    UNDECIDED,
    /** The connection begins with something else: {@link #taken} and what follows. */
    ABSENT,
    WHOLE,
    MALFORMED
  }

  /** The longest line of version 1 (its section 2.1), with CRLF. */
  private static final int LINE_BYTES_MAX = 107;

  /** Of version 2, after its first 16: addresses, names, a client's certificate. */
  private static final int REST_BYTES_MAX = 4_096;

  private static final byte[] WORD = "PROXY ".getBytes(US_ASCII);
  private static final byte[] SIGNATURE = "\r\n\r\n\0\r\nQUIT\n".getBytes(US_ASCII);
  private static final int FIXED_BYTES = 16;
  private static final int LOCAL = 0x20;
  private static final int PROXY = 0x21;

  private final byte[] bytes = new byte[LINE_BYTES_MAX];
  private int length;
  private int skip;
  private boolean speaksForAnother;
  private @Nullable InetAddress source;

  /** Reads on; after anything but {@link Progress#UNDECIDED} not again. */
  Progress take(ByteBuf in) {
    while (in.isReadable()) {
      if (skip > 0) {
        int skipped = Math.min(skip, in.readableBytes());
        in.skipBytes(skipped);
        skip -= skipped;
        if (skip == 0) {
          return Progress.WHOLE;
        }
      } else {
        bytes[length++] = in.readByte();
        Progress progress = look();
        if (progress != Progress.UNDECIDED) {
          return progress;
        }
      }
    }
    return Progress.UNDECIDED;
  }

  /** What was read of a connection that begins with something else. */
  byte[] taken() {
    return Arrays.copyOf(bytes, length);
  }

  /** Whether the proxy asks for somebody else; if not, the connection is its own. */
  boolean speaksForAnother() {
    return speaksForAnother;
  }

  /** For whom, or {@code null} if that is no IP address. */
  @Nullable InetAddress source() {
    return source;
  }

  private Progress look() {
    if (begins(WORD)) {
      return length <= WORD.length ? Progress.UNDECIDED : lookAtLine();
    }
    if (begins(SIGNATURE)) {
      return length < FIXED_BYTES ? Progress.UNDECIDED : lookAtBinary();
    }
    return Progress.ABSENT;
  }

  /** As far as both reach. */
  private boolean begins(byte[] start) {
    int both = Math.min(length, start.length);
    return Arrays.equals(bytes, 0, both, start, 0, both);
  }

  private Progress lookAtLine() {
    if (bytes[length - 1] != '\n') {
      return length < LINE_BYTES_MAX ? Progress.UNDECIDED : Progress.MALFORMED;
    }
    String line = new String(bytes, 0, length, ISO_8859_1);
    if (line.indexOf('\r') != length - 2) {
      return Progress.MALFORMED;
    }
    String[] words = line.substring(0, length - 2).split(" ", -1);
    return switch (words[1]) {
      // Whatever else it says must be ignored.
      case "UNKNOWN" -> Progress.WHOLE;
      case "TCP4" -> addresses(words, false);
      case "TCP6" -> addresses(words, true);
      case String other -> Progress.MALFORMED;
    };
  }

  private Progress addresses(String[] words, boolean six) {
    if (words.length != 6
        || !isOfFamily(words[2], six)
        || !isOfFamily(words[3], six)
        || !isPort(words[4])
        || !isPort(words[5])) {
      return Progress.MALFORMED;
    }
    speaksForAnother = true;
    source = IpAddress.parse(words[2]);
    return Progress.WHOLE;
  }

  private static boolean isOfFamily(String text, boolean six) {
    return text.indexOf(':') >= 0 == six && IpAddress.parse(text) != null;
  }

  private static boolean isPort(String text) {
    return text.matches("0|[1-9][0-9]{0,4}") && Integer.parseInt(text) <= 0xffff;
  }

  private Progress lookAtBinary() {
    int command = bytes[12] & 0xff;
    int rest = (bytes[14] & 0xff) << 8 | (bytes[15] & 0xff);
    if ((command != LOCAL && command != PROXY) || rest > REST_BYTES_MAX) {
      return Progress.MALFORMED;
    }
    return switch (command == LOCAL ? 0 : bytes[13] & 0xff) {
      // Unspecified, or datagrams: the connection counts as the proxy's own (section 2.2).
      case 0x00, 0x12, 0x22, 0x32 -> skip(rest);
      case 0x11 -> addresses(4, 12, rest);
      case 0x21 -> addresses(16, 36, rest);
      case 0x31 -> addresses(0, 216, rest);
      default -> Progress.MALFORMED;
    };
  }

  /**
   * @param sourceBytes what we read of the block of addresses
   * @param blockBytes how long it is
   */
  private Progress addresses(int sourceBytes, int blockBytes, int rest) {
    if (rest < blockBytes) {
      return Progress.MALFORMED;
    }
    if (length < FIXED_BYTES + sourceBytes) {
      return Progress.UNDECIDED;
    }
    speaksForAnother = true;
    source =
        sourceBytes == 0
            ? null
            : IpAddress.of(Arrays.copyOfRange(bytes, FIXED_BYTES, FIXED_BYTES + sourceBytes));
    return skip(rest - sourceBytes);
  }

  private Progress skip(int bytesLeft) {
    skip = bytesLeft;
    return bytesLeft == 0 ? Progress.WHOLE : Progress.UNDECIDED;
  }
}
