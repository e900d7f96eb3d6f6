package gotourl.accesslog;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The requests of one event loop on their way to the log: a ring of bytes, one writer, one reader,
 * no lock. Whoever finds no room leaves his request out and counts it.
 *
 * <pre>
 *   entry   bytes of the rest u32 | millis i64 | status u16 | body bytes u32 | field, three times
 *   field   length u16 | bytes          the request line, the referrer, the user agent
 * </pre>
 */
public final class Lane {

  /** Milliseconds of requests at full speed; the reader looks a hundred times a second. */
  static final int BYTES = 1 << 20;

  /** As long as a request line may be; what is longer is cut off. */
  static final int FIELD_BYTES_MAX = 8 * 1024;

  private static final int FIELDS = 3;
  private static final int HEAD_BYTES = Integer.BYTES + Long.BYTES + Short.BYTES + Integer.BYTES;

  /** No entry is longer. */
  static final int ENTRY_BYTES_MAX = HEAD_BYTES + FIELDS * (Short.BYTES + FIELD_BYTES_MAX);

  static final VarHandle SHORT =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private final byte[] ring = new byte[BYTES];

  /** All bytes ever put in; the writer's. */
  private final AtomicLong in = new AtomicLong();

  /** All bytes ever taken out; the reader's. */
  private final AtomicLong out = new AtomicLong();

  private final AtomicLong dropped = new AtomicLong();

  /** The entry that is being put together; the writer's. */
  private final byte[] entry = new byte[ENTRY_BYTES_MAX];

  private int entryBytes;

  Lane() {}

  /** Begins an entry; three fields and {@link #end} follow. */
  public void begin(long millis, int status, int bodyBytes) {
    LONG.set(entry, Integer.BYTES, millis);
    SHORT.set(entry, Integer.BYTES + Long.BYTES, (short) status);
    INT.set(entry, Integer.BYTES + Long.BYTES + Short.BYTES, bodyBytes);
    entryBytes = HEAD_BYTES;
  }

  /** Bytes as they were sent. */
  public void field(byte[] bytes, int start, int end) {
    int count = Math.min(end - start, FIELD_BYTES_MAX);
    SHORT.set(entry, entryBytes, (short) count);
    System.arraycopy(bytes, start, entry, entryBytes + Short.BYTES, count);
    entryBytes += Short.BYTES + count;
  }

  /** The same as text, each char of which was a byte. */
  public void field(CharSequence text) {
    int count = Math.min(text.length(), FIELD_BYTES_MAX);
    SHORT.set(entry, entryBytes, (short) count);
    for (int i = 0; i < count; i++) {
      entry[entryBytes + Short.BYTES + i] = (byte) text.charAt(i);
    }
    entryBytes += Short.BYTES + count;
  }

  /** The entry is whole: off with it. */
  public void end() {
    long at = in.getPlain();
    if (at + entryBytes - out.getAcquire() > BYTES) {
      dropped.setOpaque(dropped.getPlain() + 1);
      return;
    }
    INT.set(entry, 0, entryBytes - Integer.BYTES);
    copy(entry, at);
    in.setRelease(at + entryBytes);
  }

  private void copy(byte[] from, long at) {
    int place = (int) at & (BYTES - 1);
    int first = Math.min(entryBytes, BYTES - place);
    System.arraycopy(from, 0, ring, place, first);
    System.arraycopy(from, first, ring, 0, entryBytes - first);
  }

  /**
   * The oldest entry without its length; 0: there is none. Reader only.
   *
   * @param into at least {@link #ENTRY_BYTES_MAX}
   * @return how many bytes it has
   */
  int take(byte[] into) {
    long at = out.getPlain();
    if (at == in.getAcquire()) {
      return 0;
    }
    read(at, into, Integer.BYTES);
    int bytes = (int) INT.get(into, 0);
    read(at + Integer.BYTES, into, bytes);
    out.setRelease(at + Integer.BYTES + bytes);
    return bytes;
  }

  private void read(long at, byte[] into, int count) {
    int place = (int) at & (BYTES - 1);
    int first = Math.min(count, BYTES - place);
    System.arraycopy(ring, place, into, 0, first);
    System.arraycopy(ring, 0, into, first, count - first);
  }

  /** Whether there is nothing to take. Reader only. */
  boolean isEmpty() {
    return out.getPlain() == in.getAcquire();
  }

  /** Requests that were left out. Any thread. */
  long dropped() {
    return dropped.getOpaque();
  }
}
