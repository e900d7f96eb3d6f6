package gotourl.metrics;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counters of one thread, numbered: it alone adds, any thread reads. An addition is a load and a
 * store, without a lock or a fence; a reader may be a moment behind and never sees half a number.
 */
public final class Tallies {

  /** Two cache lines: what lies before us in memory may be another thread's. */
  private static final int APART = 16;

  private final AtomicLongArray counts;

  public Tallies(int size) {
    counts = new AtomicLongArray(APART + size);
  }

  /** One more. Owner only. */
  public void add(int which) {
    add(which, 1);
  }

  /** So many more. Owner only. */
  public void add(int which, long more) {
    int at = APART + which;
    counts.setOpaque(at, counts.getPlain(at) + more);
  }

  /** Any thread. */
  public long get(int which) {
    return counts.getOpaque(APART + which);
  }
}
