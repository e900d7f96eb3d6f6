package gotourl.store.embedded;

import gotourl.link.RetryKey;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The field of a link's frame that says under which {@link RetryKey} the link was made. To all but
 * this class it is one of the fields that are not known and go along; so whatever changes a link
 * need not know of it.
 *
 * <pre>
 *   15 | 24 | high u64 | low u64 | wish u64          (big endian)
 * </pre>
 */
final class RetryField {

  private static final int TAG = 15;
  private static final int VALUE_BYTES = 3 * Long.BYTES;

  /** With tag and length. */
  static final int BYTES = 2 + VALUE_BYTES;

  private RetryField() {}

  static byte[] write(RetryKey key) {
    return ByteBuffer.allocate(BYTES)
        .put((byte) TAG)
        .put((byte) VALUE_BYTES)
        .putLong(key.high())
        .putLong(key.low())
        .putLong(key.wish())
        .array();
  }

  /** Among fields that are not known; {@code null} if it is not. */
  static @Nullable RetryKey find(byte[] unknown) {
    ByteBuffer in = ByteBuffer.wrap(unknown);
    while (in.hasRemaining()) {
      long tag = Varint.read(in);
      int length = (int) Varint.read(in);
      if (tag == TAG && length == VALUE_BYTES) {
        return new RetryKey(in.getLong(), in.getLong(), in.getLong());
      }
      in.position(in.position() + length);
    }
    return null;
  }

  /**
   * What of these fields goes along into the next version of a link.
   *
   * @param created when the link was made
   */
  static byte[] carried(byte[] unknown, Instant created, Instant now) {
    if (unknown.length == 0 || now.isBefore(created.plus(RetryKey.KEPT))) {
      return unknown;
    }
    ByteArrayOutputStream rest = new ByteArrayOutputStream(unknown.length);
    ByteBuffer in = ByteBuffer.wrap(unknown);
    while (in.hasRemaining()) {
      int start = in.position();
      long tag = Varint.read(in);
      int length = (int) Varint.read(in);
      in.position(in.position() + length);
      if (tag != TAG) {
        rest.write(unknown, start, in.position() - start);
      }
    }
    return rest.toByteArray();
  }
}
