package gotourl.store.embedded;

import gotourl.link.Domain;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The field that says which domain a link belongs to: the first of its fields, so that it is found
 * without reading the others. Links of the default domain do not have it.
 *
 * <pre>
 *   tag 1 | length | number varint
 * </pre>
 */
final class DomainField {

  static final int TAG = 1;

  private static final int BYTES_MAX = 2 + 5;

  private DomainField() {}

  /** The block of fields of a link of this domain. */
  static byte[] before(int domain, byte[] fields) {
    if (domain == Domain.DEFAULT_NUMBER) {
      return fields;
    }
    ByteBuffer out = ByteBuffer.allocate(BYTES_MAX + fields.length);
    out.put((byte) TAG);
    out.put((byte) Varint.bytes(domain));
    Varint.write(out, domain);
    out.put(fields);
    byte[] block = new byte[out.position()];
    out.get(0, block);
    return block;
  }

  /**
   * The domain that a block of fields begins with.
   *
   * @throws MalformedRecordException if no domain can have this number
   */
  static int read(byte[] bytes, int from, int count) {
    return count > 0 && bytes[from] == TAG
        ? number(ByteBuffer.wrap(bytes, from + 1, count - 1))
        : 0;
  }

  private static int number(ByteBuffer in) {
    if (!in.hasRemaining()) {
      throw new MalformedRecordException("a field ends too early");
    }
    int length = in.get();
    if (length < 1 || length > in.remaining()) {
      throw new MalformedRecordException("a field ends too early");
    }
    long number = read(in.slice(in.position(), length));
    if (number <= Domain.DEFAULT_NUMBER || number > DomainTable.NUMBER_MAX) {
      throw new MalformedRecordException("no domain has the number " + number);
    }
    if (Varint.bytes(number) != length) {
      throw new MalformedRecordException("a field is longer than its value");
    }
    return (int) number;
  }

  private static long read(ByteBuffer value) {
    try {
      return Varint.read(value);
    } catch (BufferUnderflowException e) {
      throw new MalformedRecordException("a field ends too early");
    }
  }
}
