package gotourl.store.embedded;

import gotourl.journal.Position;

/**
 * What {@link NumberIndex} holds for a link's number. 0: there is no such link, or it was damaged.
 *
 * <pre>
 *   removed, 1 bit | older frames, 23 bits | position of the newest frame, 40 bits
 * </pre>
 *
 * Older frames are those of earlier versions that are still on disk: as long as there are any, the
 * tombstone of a removed link must stay, or the next recovery would serve them.
 */
final class NumberEntry {

  static final long NONE = 0;

  private static final int OLDER_SHIFT = Position.BITS;
  private static final long REMOVED = 1L << 63;
  private static final long POSITION_MASK = (1L << Position.BITS) - 1;

  /** Stands for itself and everything above: such a link's tombstone stays for ever. */
  static final int OLDER_MAX = (1 << (63 - OLDER_SHIFT)) - 1;

  private NumberEntry() {}

  /**
   * Instead of a position, until recovery has met the frame: no frame begins where a segment does.
   */
  static final long NOWHERE = 0;

  static long of(long position, boolean removed, int olderFrames) {
    int older = Math.clamp(olderFrames, 0, OLDER_MAX);
    return (removed ? REMOVED : 0) | (long) older << OLDER_SHIFT | position;
  }

  static long position(long entry) {
    return entry & POSITION_MASK;
  }

  static boolean isRemoved(long entry) {
    return (entry & REMOVED) != 0;
  }

  /** Whether there is a link to serve. */
  static boolean isLink(long entry) {
    return entry != NONE && !isRemoved(entry);
  }

  static boolean isNowhere(long entry) {
    return position(entry) == NOWHERE;
  }

  /** The same link, at another position. */
  static long at(long entry, long position) {
    return (entry & ~POSITION_MASK) | position;
  }

  /** The same with one older frame less, if it is known how many there are. */
  static long withoutOne(long entry) {
    int older = olderFrames(entry);
    return older == 0 || older == OLDER_MAX
        ? entry
        : of(position(entry), isRemoved(entry), older - 1);
  }

  /** The same without any. */
  static long withoutOlder(long entry) {
    return of(position(entry), isRemoved(entry), 0);
  }

  static int olderFrames(long entry) {
    return (int) ((entry & ~REMOVED) >>> OLDER_SHIFT);
  }
}
