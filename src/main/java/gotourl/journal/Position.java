package gotourl.journal;

/**
 * Where a frame is, in 40 bits of a long: so that an index has the rest of the word for itself.
 *
 * <pre>
 *   ordinal of the segment, 13 bits | offset, 27 bits
 * </pre>
 *
 * An ordinal stands for a segment while that is open for reading ({@link Segments}), and for
 * another after it was dropped. With segments of 64 MiB there is room for half a TiB.
 */
public final class Position {

  public static final int BITS = 40;

  private static final int OFFSET_BITS = 27;

  public static final int ORDINALS_MAX = 1 << (BITS - OFFSET_BITS);

  /** No segment may reach beyond this. */
  static final int OFFSET_MAX = (1 << OFFSET_BITS) - 1;

  private Position() {}

  public static long of(int ordinal, long offset) {
    return (long) ordinal << OFFSET_BITS | offset;
  }

  public static int ordinal(long position) {
    return (int) (position >>> OFFSET_BITS);
  }

  public static int offset(long position) {
    return (int) position & OFFSET_MAX;
  }
}
