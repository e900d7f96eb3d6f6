package gotourl.journal;

import java.nio.ByteBuffer;

/**
 * Pages of a mapped file that the disk may not give. Where Java code reads one, that is an error
 * like any other; where the routine reads it that computes checksums, the process ends. So bytes
 * that may not have been read before are looked at here first.
 */
public final class MappedPages {

  private static final int PAGE_BYTES = 4096;

  /** Only written: without it nothing would be read. */
  @SuppressWarnings("UnusedVariable")
  private static byte touched;

  private MappedPages() {}

  /** Whether all of these bytes can be read; they are in memory then. */
  public static boolean canBeRead(ByteBuffer mapped, int from, int to) {
    try {
      byte sum = 0;
      for (int at = from; at < to; at += PAGE_BYTES) {
        sum += mapped.get(at);
      }
      if (from < to) {
        sum += mapped.get(to - 1);
      }
      touched = sum;
      return true;
    } catch (InternalError e) {
      return false;
    }
  }
}
