package gotourl.journal;

import static gotourl.journal.PageCache.HUGE_BYTES;

/**
 * A file that is mapped whole, on its way into huge pages of the system's cache, one at a time. For
 * one thread, the one that unmaps it.
 */
final class HugeFile {

  /** The last page is never whole, and memory may be short of huge ones here and there. */
  private static final double ENOUGH = 0.75;

  private final PageCache cache;
  private final long address;
  private final long bytes;
  private boolean begun;

  /** How much of it is done. */
  private long end;

  HugeFile(PageCache cache, long address, long bytes) {
    this.cache = cache;
    this.address = address;
    this.bytes = bytes;
    cache.preferHuge(address, bytes);
  }

  /** One more page; false: all are huge that can be, or it was of no use with another file. */
  boolean bringIn() {
    if (!begun) {
      begun = true;
      if (address % HUGE_BYTES != 0 || !cache.isOfUse()) {
        end = bytes;
      } else {
        cache.bringIn(address, bytes);
        end = isHuge() ? bytes : 0;
      }
    }
    if (end + HUGE_BYTES > bytes) {
      return false;
    }
    cache.bringInHuge(address + end);
    end += HUGE_BYTES;
    if (end + HUGE_BYTES > bytes && !isHuge()) {
      cache.wasOfNoUse();
    }
    return true;
  }

  private boolean isHuge() {
    return cache.hugeBytes(address) >= ENOUGH * (bytes / HUGE_BYTES * HUGE_BYTES);
  }
}
