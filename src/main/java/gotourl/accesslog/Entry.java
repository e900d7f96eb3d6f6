package gotourl.accesslog;

/** An entry of a {@link Lane} as the writer reads it, one after the other in the same place. */
final class Entry {

  private final byte[] bytes = new byte[Lane.ENTRY_BYTES_MAX];

  /** Where the fields begin and end: the request line, the referrer, the user agent. */
  private final int[] starts = new int[3];

  private final int[] ends = new int[3];

  private long millis;
  private int status;
  private int bodyBytes;

  /** Takes the lane's next; false: there is none. */
  boolean next(Lane lane) {
    if (lane.take(bytes) == 0) {
      return false;
    }
    millis = (long) Lane.LONG.get(bytes, 0);
    status = (short) Lane.SHORT.get(bytes, Long.BYTES);
    bodyBytes = (int) Lane.INT.get(bytes, Long.BYTES + Short.BYTES);
    int at = Long.BYTES + Short.BYTES + Integer.BYTES;
    for (int i = 0; i < starts.length; i++) {
      int count = (short) Lane.SHORT.get(bytes, at) & 0xffff;
      starts[i] = at + Short.BYTES;
      ends[i] = starts[i] + count;
      at = ends[i];
    }
    return true;
  }

  long millis() {
    return millis;
  }

  int status() {
    return status;
  }

  int bodyBytes() {
    return bodyBytes;
  }

  Text line() {
    return new Text(bytes, starts[0], ends[0]);
  }

  Text referrer() {
    return new Text(bytes, starts[1], ends[1]);
  }

  Text agent() {
    return new Text(bytes, starts[2], ends[2]);
  }

  /** Bytes that a client sent: anything at all. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Text(byte[] bytes, int start, int end) {

    boolean isEmpty() {
      return start == end;
    }
  }
}
