package gotourl.store.embedded;

import gotourl.journal.Stretch;
import gotourl.link.Link;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * What a scan needs of the store: where the newest frame of each number is, the raw bytes there,
 * and the link. Used beside the thread that writes, by one other at a time; what changes meanwhile
 * may be seen before or after the change.
 */
interface LinkSource {

  /** In place of a position: there is no link of that number. No frame begins at offset 0. */
  long NOWHERE = 0;

  /** Knows the tags of links. */
  TagTable tags();

  /** Higher than any number that has a link. */
  long end();

  /**
   * Says where links are.
   *
   * @param first the first number
   * @param count how many numbers in a row
   * @param into gets a position or {@link #NOWHERE} for each, from its start
   */
  void positions(long first, int count, long[] into);

  /**
   * The bytes from the frame at {@code first} to the end of the frame at {@code last}, both
   * positions of one segment and at most {@link Stretch#BYTES_MAX} apart, as they stand on disk and
   * without a check of their checksums; null if they cannot be had, or no longer. They are there
   * until the next call.
   */
  @Nullable MemorySegment bytes(long first, long last);

  /**
   * Whether the link whose frame stands at this position of the bytes that were handed out last may
   * pass. They are not verified, so false means that a link that was not damaged does not.
   */
  boolean mayPass(long position, HeadFilter filter);

  /**
   * The link of that number as it stands now, its checksum verified; null if it is not served.
   *
   * @param filter a link that this rules out need not be made: null may stand for it too
   */
  @Nullable Link link(long number, HeadFilter filter);

  /** Gives back what {@link #bytes} needed; on the thread that called that. */
  void close();
}
