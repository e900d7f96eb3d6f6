package gotourl.store.embedded;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * The layout of what is said of visits (docs/FORMAT.md, "Visits"). The only place that knows it.
 *
 * <pre>
 *   visits  time | number | 1 + count      so many visits of this link were charged
 *   visits  time | number | 0              of all links below this number it is not known how many
 * </pre>
 */
final class VisitCodec {

  static final int VISITS = 10;

  private static final long IN_DOUBT = 0;

  /** Three varints. */
  private static final int BYTES_MAX = 3 * 10;

  private VisitCodec() {}

  static boolean isOfVisits(int kind) {
    return kind == VISITS;
  }

  static int bytesMax() {
    return BYTES_MAX;
  }

  /**
   * Writes a payload.
   *
   * @param epochMillis what times are relative to
   * @return the frame's kind
   */
  static int encode(ByteBuffer out, long epochMillis, LinkRecord.OfVisits record) {
    Varint.writeZigzag(out, record.time().toEpochMilli() - epochMillis);
    switch (record) {
      case LinkRecord.Visited(long number, int count, _) -> {
        Varint.write(out, number);
        Varint.write(out, 1L + count);
      }
      case LinkRecord.VisitsInDoubt(long end, _) -> {
        Varint.write(out, end);
        Varint.write(out, IN_DOUBT);
      }
    }
    return VISITS;
  }

  /**
   * Reads a payload.
   *
   * @throws MalformedRecordException if it cannot have been written by this version
   */
  static LinkRecord.OfVisits decode(long epochMillis, ByteBuffer in) {
    try {
      Instant time = Instant.ofEpochMilli(epochMillis + Varint.readZigzag(in));
      long number = Varint.read(in);
      long counted = Varint.read(in);
      if (number < 0 || counted < 0 || counted > 1L + Integer.MAX_VALUE || in.hasRemaining()) {
        throw new MalformedRecordException("no visits of a link: " + number + ", " + counted);
      }
      return counted == IN_DOUBT
          ? new LinkRecord.VisitsInDoubt(number, time)
          : new LinkRecord.Visited(number, (int) (counted - 1), time);
    } catch (BufferUnderflowException e) {
      throw new MalformedRecordException("the payload ends too early");
    }
  }
}
