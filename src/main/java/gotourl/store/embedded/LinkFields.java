package gotourl.store.embedded;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * A link's optional fields: {@code tag varint | length varint | value}, one after another. This
 * version writes none of its own; what a later one wrote is kept, so that nothing is lost by going
 * back a version.
 */
final class LinkFields {

  static final byte[] NONE = {};

  /** The domain's number. There is but the default domain yet, whose links do not have this. */
  private static final int DOMAIN = 1;

  private LinkFields() {}

  /** Checks that the block consists of whole fields, and returns it. */
  static byte[] check(byte[] fields) {
    ByteBuffer rest = ByteBuffer.wrap(fields);
    try {
      while (rest.hasRemaining()) {
        if (Varint.read(rest) == DOMAIN) {
          throw new MalformedRecordException(
              "the link belongs to a domain, and there are none yet");
        }
        long length = Varint.read(rest);
        if (length < 0 || length > rest.remaining()) {
          throw new MalformedRecordException("a field ends too early");
        }
        rest.position(rest.position() + (int) length);
      }
    } catch (BufferUnderflowException e) {
      throw new MalformedRecordException("a field ends too early");
    }
    return fields;
  }
}
