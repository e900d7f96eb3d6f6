package gotourl.store.embedded;

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
   * positions of one segment, as they stand on disk and without a check of their checksums; null if
   * they cannot be had as one piece of memory, or no longer.
   *
   * <p>The memory may be given back while it is read, if that makes the reader fail with {@link
   * IllegalStateException}.
   */
  @Nullable MemorySegment bytes(long first, long last);

  /**
   * The link of that number as it stands now, its checksum verified; null if it is not served.
   *
   * @param filter a link that this rules out need not be made: null may stand for it too
   */
  @Nullable Link link(long number, HeadFilter filter);
}
