package gotourl.store.embedded;

import gotourl.journal.Segments;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What was met on disk that is not what was written, and that the log has been told of. Any thread.
 */
final class DamageLog {

  private static final Logger LOG = System.getLogger(EmbeddedStore.class.getName());

  /** Damaged frames that were met by readers: beyond so many the log has said enough. */
  private static final int REPORTED_MAX = 1000;

  private final Segments segments;

  /** Positions of damaged frames that have been reported. */
  private final Set<Long> reported = ConcurrentHashMap.newKeySet();

  /** How often a reader met one, reported or not. */
  private final AtomicLong reads = new AtomicLong();

  private volatile boolean isMet;

  DamageLog(Segments segments) {
    this.segments = segments;
  }

  /**
   * Something on disk is not what was written, or is lost: no checkpoint shall hide that from a
   * start, and compaction does not conclude from what is not there.
   */
  void meet() {
    isMet = true;
  }

  boolean isMet() {
    return isMet;
  }

  /** Says once where a frame is damaged that the index leads to. */
  void report(long position) {
    meet();
    reads.incrementAndGet();
    if (reported.size() < REPORTED_MAX && reported.add(position)) {
      LOG.log(
          Level.ERROR,
          "{0}: the frame does not match its checksum; its link is not served",
          segments.describe(position));
    }
  }

  /** How many reads met a damaged frame. */
  long reads() {
    return reads.get();
  }

  /** How many damaged frames they met, up to {@link #REPORTED_MAX}. */
  int frames() {
    return reported.size();
  }
}
