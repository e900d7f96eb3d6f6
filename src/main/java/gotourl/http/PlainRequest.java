package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import gotourl.accesslog.Lane;
import gotourl.link.Domain;
import gotourl.link.DomainList;
import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Recognises the plainest requests among bytes just read, one after the other: those of which
 * nothing but the path can change the answer.
 *
 * <pre>
 *   ("GET" | "HEAD") /PATH HTTP/1.1 CRLF  *( NAME ":" VALUE CRLF )  CRLF
 *
 *   PATH   letters, digits and the punctuation of codes; no escape, no query, not absolute
 *   NAME   a token; exactly one is Host, and none says how the message is framed or goes on
 *   VALUE  printable ASCII; of Host a plain name or IPv4 address with or without a port
 * </pre>
 *
 * Whatever is not wholly here or looks the least unusual is not plain, and that is no verdict: the
 * decoder reads it from its first byte. So this may only ever be stricter than the decoder and
 * {@link RequestCheck} together. Belongs to one event loop.
 */
final class PlainRequest implements Fields {

  /** More than browsers send, and what one read brings at most ({@link ReadBuffer}). */
  static final int BYTES_MAX = ReadBuffer.BYTES;

  private static final byte[] GET = "GET /".getBytes(US_ASCII);
  private static final byte[] HEAD = "HEAD /".getBytes(US_ASCII);
  private static final byte[] VERSION = " HTTP/1.1\r\n".getBytes(US_ASCII);
  private static final byte[] HOST = "host".getBytes(US_ASCII);
  private static final byte[] CONNECTION = "connection".getBytes(US_ASCII);
  private static final byte[] KEEP_ALIVE = "keep-alive".getBytes(US_ASCII);

  /**
   * How the names begin that we or Netty's decoder look at. Upgrade and TE are not among them: they
   * mean nothing unless Connection names them.
   */
  private static final byte[][] STEERING = {
    CONNECTION,
    "content-".getBytes(US_ASCII),
    "expect".getBytes(US_ASCII),
    "sec-websocket-".getBytes(US_ASCII),
    "trailer".getBytes(US_ASCII),
    "transfer-encoding".getBytes(US_ASCII),
  };

  private static final int IN_PATH = 1;
  private static final int IN_NAME = 2;
  private static final int IN_VALUE = 4;
  private static final int IN_HOST = 8;
  private static final int IN_PORT = 16;
  private static final byte[] CLASSES = classes();

  private static final int NOT_PLAIN = -1;

  private final byte[] bytes = new byte[BYTES_MAX];
  private int length;
  private int start;
  private int pathStart;
  private int pathEnd;
  private int end;
  private boolean hosted;
  private int hostStart;
  private int hostEnd;
  private boolean head;

  private static byte[] classes() {
    byte[] classes = new byte[0x100];
    for (int c = 0x20; c < 0x7f; c++) {
      boolean digit = c >= '0' && c <= '9';
      boolean common = digit || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
      classes[c] =
          (byte)
              (IN_VALUE
                  | (common || "-_.~!$&'()*,;=+/".indexOf(c) >= 0 ? IN_PATH : 0)
                  | (common || "!#$%&'*+-.^_`|~".indexOf(c) >= 0 ? IN_NAME : 0)
                  | (common || "-.".indexOf(c) >= 0 ? IN_HOST : 0)
                  | (digit ? IN_PORT : 0));
    }
    return classes;
  }

  /** Looks at the readable bytes from now on; leaves the buffer as it is. */
  void load(ByteBuf read) {
    length = Math.min(read.readableBytes(), BYTES_MAX);
    read.getBytes(read.readerIndex(), bytes, 0, length);
    end = 0;
  }

  /** Whether the next bytes are a plain request; then {@link #path} and {@link #end} are its. */
  boolean next() {
    head = isAt(end, HEAD);
    if (!head && !isAt(end, GET)) {
      return false;
    }
    int path = end + (head ? HEAD.length : GET.length);
    int version = skip(path, IN_PATH);
    if (!isAt(version, VERSION)) {
      return false;
    }
    hosted = false;
    int at = version + VERSION.length;
    for (int fields = 0; fields <= Limits.HEADER_FIELDS_MAX; fields++) {
      if (isLineEnd(at)) {
        start = end;
        pathStart = path;
        pathEnd = version;
        end = hosted ? at + 2 : end;
        return hosted;
      }
      at = field(at);
      if (at == NOT_PLAIN) {
        return false;
      }
    }
    return false;
  }

  boolean isHead() {
    return head;
  }

  /** Whether this is the path of a plain request, with its first slash. */
  static boolean isPath(CharSequence path) {
    for (int i = 1; i < path.length(); i++) {
      if ((CLASSES[path.charAt(i) & 0xff] & IN_PATH) == 0) {
        return false;
      }
    }
    return !path.isEmpty() && path.charAt(0) == '/';
  }

  /** Without its first slash. */
  String path() {
    return new String(bytes, pathStart, pathEnd - pathStart, ISO_8859_1);
  }

  /** Which of these domains it is for. */
  Domain domain(DomainList domains, HostMemory memory) {
    return memory.of(domains, bytes, hostStart, hostEnd);
  }

  /** Notes the request line as it was sent. */
  void noteLine(Lane lane) {
    lane.field(bytes, start, pathEnd + VERSION.length - 2);
  }

  /**
   * Notes the value of the first field of this name, or nothing.
   *
   * @param name in lower case, with its colon
   */
  void noteField(Lane lane, byte[] name) {
    int at = pathEnd + VERSION.length;
    while (!isLineEnd(at)) {
      int lineEnd = skip(at, IN_VALUE);
      if (begins(name, at, lineEnd)) {
        int value = at + name.length;
        while (value < lineEnd && bytes[value] == ' ') {
          value++;
        }
        lane.field(bytes, value, lineEnd);
        return;
      }
      at = lineEnd + 2;
    }
    lane.field(bytes, at, at);
  }

  /** Of the request that was recognised last. */
  @Override
  public String header(CharSequence name) {
    String values = "";
    boolean found = false;
    int lineEnd;
    for (int at = pathEnd + VERSION.length; bytes[at] != '\r'; at = lineEnd + 2) {
      boolean isIt = isNamed(name, at);
      lineEnd = lineEnd(at);
      if (isIt) {
        String value = value(at + name.length() + 1, lineEnd);
        values = found ? values + "," + value : value;
        found = true;
      }
    }
    return values;
  }

  private boolean isNamed(CharSequence name, int at) {
    int count = name.length();
    if (at + count >= length || bytes[at + count] != ':') {
      return false;
    }
    for (int i = 0; i < count; i++) {
      if (lower(bytes[at + i]) != lower(name.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Between the spaces that may stand around it. */
  private String value(int from, int to) {
    int start = from;
    int limit = to;
    while (start < limit && bytes[start] == ' ') {
      start++;
    }
    while (limit > start && bytes[limit - 1] == ' ') {
      limit--;
    }
    return new String(bytes, start, limit - start, ISO_8859_1);
  }

  /** A line of what was recognised has no other. */
  private int lineEnd(int at) {
    int end = at;
    while (bytes[end] != '\r') {
      end++;
    }
    return end;
  }

  private static int lower(int c) {
    return c >= 'A' && c <= 'Z' ? c + 0x20 : c;
  }

  /** How many of the loaded bytes the requests had so far. */
  int end() {
    return end;
  }

  /** Where the line after this field begins. */
  private int field(int start) {
    int colon = skip(start, IN_NAME);
    if (colon == start || colon >= length || bytes[colon] != ':') {
      return NOT_PLAIN;
    }
    int value = colon + 1;
    while (value < length && bytes[value] == ' ') {
      value++;
    }
    int valueEnd = skip(value, IN_VALUE);
    if (!isLineEnd(valueEnd) || !isPlain(start, colon, value, valueEnd)) {
      return NOT_PLAIN;
    }
    return valueEnd + 2;
  }

  private boolean isPlain(int name, int colon, int value, int valueEnd) {
    if (begins(HOST, name, colon) && colon - name == HOST.length) {
      boolean first = !hosted;
      hosted = true;
      hostStart = value;
      hostEnd = valueEnd;
      return first && isHost(value, valueEnd);
    }
    for (byte[] steering : STEERING) {
      if (begins(steering, name, colon)) {
        // What every browser says, and HTTP/1.1 means anyway.
        return colon - name == CONNECTION.length
            && valueEnd - value == KEEP_ALIVE.length
            && begins(KEEP_ALIVE, value, valueEnd);
      }
    }
    return true;
  }

  private boolean isHost(int start, int valueEnd) {
    int at = skip(start, IN_HOST);
    if (at == start) {
      return false;
    }
    if (at < valueEnd && bytes[at] == ':') {
      at = skip(at + 1, IN_PORT);
    }
    return at == valueEnd;
  }

  /** Compares letters in any case with a lower-case beginning. */
  private boolean begins(byte[] lower, int start, int limit) {
    if (limit - start < lower.length) {
      return false;
    }
    for (int i = 0; i < lower.length; i++) {
      if (lower(bytes[start + i]) != lower[i]) {
        return false;
      }
    }
    return true;
  }

  private int skip(int start, int members) {
    int at = start;
    while (at < length && (CLASSES[bytes[at] & 0xff] & members) != 0) {
      at++;
    }
    return at;
  }

  private boolean isAt(int at, byte[] expected) {
    int after = at + expected.length;
    return after <= length && Arrays.equals(bytes, at, after, expected, 0, expected.length);
  }

  private boolean isLineEnd(int at) {
    return at + 1 < length && bytes[at] == '\r' && bytes[at + 1] == '\n';
  }
}
