package gotourl.store.embedded;

import java.nio.ByteBuffer;

/**
 * The field of a link's frame that says how many of its visits were charged before it came here. It
 * stands in the link's own frame, because a crash must not leave the one without the other. To all
 * but this class it is one of the fields that are not known and go along, as {@link RetryField}: in
 * later versions of the link it is the least that there were.
 *
 * <pre>
 *   17 | length | count varint
 * </pre>
 */
final class ChargedField {

  private static final int TAG = 17;

  /** With tag and length. */
  static final int BYTES_MAX = 2 + 5;

  private ChargedField() {}

  static byte[] write(int count) {
    if (count == 0) {
      return LinkFields.NO_BYTES;
    }
    ByteBuffer out = ByteBuffer.allocate(BYTES_MAX);
    out.put((byte) TAG).put((byte) Varint.bytes(count));
    Varint.write(out, count);
    byte[] field = new byte[out.position()];
    out.get(0, field);
    return field;
  }

  /** Among fields that are not known; 0 if it is not. */
  static int find(byte[] unknown) {
    ByteBuffer in = ByteBuffer.wrap(unknown);
    while (in.hasRemaining()) {
      long tag = Varint.read(in);
      int length = (int) Varint.read(in);
      int end = in.position() + length;
      if (tag == TAG) {
        long count = Varint.read(in);
        if (count < 0 || count > Integer.MAX_VALUE || in.position() != end) {
          throw new MalformedRecordException("no count of visits: " + count);
        }
        return (int) count;
      }
      in.position(end);
    }
    return 0;
  }
}
