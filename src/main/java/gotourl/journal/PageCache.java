package gotourl.journal;

/** How the system holds mapped files in memory. All of it is advice, which may have no effect. */
class PageCache {

  /** Of a huge page. */
  static final int HUGE_BYTES = 2 << 20;

  /** Of a system that we know nothing of. */
  static final PageCache NONE = new PageCache();

  private volatile boolean ofNoUse;

  /** Whether huge pages of files may be had here. */
  boolean isOfUse() {
    return this != NONE && !ofNoUse;
  }

  /** A file was brought in, and is not in huge pages: the next one will not be either. */
  void wasOfNoUse() {
    ofNoUse = true;
  }

  /** What is read of this mapping from now on shall come in huge pages. */
  void preferHuge(long address, long bytes) {}

  /** Brings in what is not in memory. */
  void bringIn(long address, long bytes) {}

  /** How much of the mapping at this address is in huge pages, of what was brought in. */
  long hugeBytes(long address) {
    return 0;
  }

  /**
   * Brings one huge page of a mapping in anew; whoever touches it meanwhile waits for the disk.
   *
   * @param address a multiple of {@link #HUGE_BYTES}
   */
  void bringInHuge(long address) {}
}
