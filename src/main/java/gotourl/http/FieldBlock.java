package gotourl.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Header fields as HTTP/2 sends them (HPACK, RFC 7541), in the one form that remembers nothing:
 * each a literal that enters no table. So the bytes of a field are the same on every connection,
 * and are made once.
 *
 * <pre>
 *   0000 NNNN  index of the name in the static table, 15 and more in bytes of 7 bits; or
 *   0000 0000  and the name as a string
 *   string     0LLL LLLL  length, 127 and more in bytes of 7 bits; then the bytes, not Huffman-coded
 * </pre>
 */
final class FieldBlock {

  /**
   * Stands once, before the first block of a connection: the sender's table has no room (RFC 7541,
   * section 6.3). From then on it does not matter what room the client allows.
   */
  static final byte NO_TABLE = 0x20;

  private static final String LOCATION = "location";
  static final String DATE = "date";

  private static final String STATUS = ":status";
  private static final int INDEX_BITS = 4;
  private static final int LENGTH_BITS = 7;

  /** The names of RFC 7541, appendix A, that we send. Others are written out. */
  private static final Map<String, Integer> STATIC_NAMES =
      Map.of(
          STATUS,
          8,
          "allow",
          22,
          "cache-control",
          24,
          "content-length",
          28,
          "content-type",
          31,
          DATE,
          33,
          "etag",
          34,
          LOCATION,
          46,
          "retry-after",
          53);

  private FieldBlock() {}

  static byte[] of(Status status, List<Field> fields) {
    ByteBuf out = Unpooled.buffer();
    writeName(out, STATUS);
    writeValue(out, Integer.toString(status.code()));
    for (Field field : fields) {
      writeName(out, field.name().toLowerCase(Locale.ROOT));
      writeValue(out, field.value());
    }
    return ByteBufUtil.getBytes(out);
  }

  static byte[] of(String name, String value) {
    ByteBuf out = Unpooled.buffer();
    writeName(out, name);
    writeValue(out, value);
    return ByteBufUtil.getBytes(out);
  }

  /** A redirect's fields but for the location's value. */
  static byte[] ofRedirect(Status status) {
    ByteBuf out = Unpooled.buffer();
    out.writeBytes(of(status, List.of(new Field("content-length", "0"))));
    writeName(out, LOCATION);
    return ByteBufUtil.getBytes(out);
  }

  private static void writeName(ByteBuf out, String name) {
    Integer index = STATIC_NAMES.get(name);
    if (index != null) {
      writeNumber(out, INDEX_BITS, index);
    } else {
      writeNumber(out, INDEX_BITS, 0);
      writeValue(out, name);
    }
  }

  static void writeValue(ByteBuf out, String value) {
    writeNumber(out, LENGTH_BITS, value.length());
    out.writeBytes(value.getBytes(ISO_8859_1));
  }

  /** RFC 7541, section 5.1; the bits before the prefix are 0. */
  private static void writeNumber(ByteBuf out, int prefixBits, int value) {
    int most = (1 << prefixBits) - 1;
    if (value < most) {
      out.writeByte(value);
      return;
    }
    out.writeByte(most);
    int rest = value - most;
    while (rest >= 0x80) {
      out.writeByte(rest | 0x80);
      rest >>>= 7;
    }
    out.writeByte(rest);
  }
}
