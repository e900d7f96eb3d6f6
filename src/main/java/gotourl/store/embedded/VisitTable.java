package gotourl.store.embedded;

import gotourl.link.LinkStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongPredicate;

/**
 * How many visits of each link were charged, by its number: only of links that ever were, 16 to 48
 * bytes each. Written by one thread (first recovery, then the save loop); read by any.
 *
 * <p>Damage may hide visits. What was said before it is then the least that there were, and how
 * many there were is unknown, until it is said again.
 *
 * <pre>
 *   slot   key = (number + 1) &lt;&lt; 1 | in doubt     0 = never used
 *          count                               GONE = the link is
 * </pre>
 */
final class VisitTable {

  private static final int CAPACITY_MIN = 64;
  private static final int GONE = -1;
  private static final int NOWHERE = -1;
  private static final long IN_DOUBT = 1;

  /** One generation of slots: a key stays in its slot, so readers need no lock. */
  private record Slots(AtomicLongArray keys, AtomicIntegerArray counts) {

    Slots(int capacity) {
      this(new AtomicLongArray(capacity), new AtomicIntegerArray(capacity));
    }

    int capacity() {
      return keys.length();
    }

    /** Where the number is, or {@link #NOWHERE}. */
    int find(long number) {
      int mask = capacity() - 1;
      for (int at = first(number); ; at = (at + 1) & mask) {
        long key = keys.getAcquire(at);
        if (key == 0) {
          return NOWHERE;
        }
        if (numberOf(key) == number) {
          return at;
        }
      }
    }

    int first(long number) {
      long mixed = number * 0x9E37_79B9_7F4A_7C15L;
      return (int) (mixed >>> 32) & (capacity() - 1);
    }

    void add(long key, int count) {
      int mask = capacity() - 1;
      int at = first(numberOf(key));
      while (keys.getPlain(at) != 0) {
        at = (at + 1) & mask;
      }
      counts.setRelease(at, count);
      keys.setRelease(at, key);
    }
  }

  private volatile Slots slots = new Slots(CAPACITY_MIN);

  /** Of slots that were ever used, gone ones too. */
  private int used;

  /** Links with lower numbers may have visits that nothing says any more. */
  private volatile long doubtEnd;

  private static long numberOf(long key) {
    return (key >>> 1) - 1;
  }

  /** How many there were; {@link LinkStore#VISITS_UNKNOWN}: damage may hide some. Any thread. */
  int visits(long number) {
    Slots now = slots;
    int at = now.find(number);
    if (at == NOWHERE) {
      return number < doubtEnd ? LinkStore.VISITS_UNKNOWN : 0;
    }
    boolean isInDoubt = (now.keys.getAcquire(at) & IN_DOUBT) != 0;
    return isInDoubt ? LinkStore.VISITS_UNKNOWN : Math.max(0, now.counts.getAcquire(at));
  }

  /** How many there were at least. Any thread. */
  int visitsMin(long number) {
    Slots now = slots;
    int at = now.find(number);
    return at == NOWHERE ? 0 : Math.max(0, now.counts.getAcquire(at));
  }

  /** Whether damage may hide visits, and of which links: those with lower numbers. Any thread. */
  long doubtEnd() {
    return doubtEnd;
  }

  void apply(LinkRecord.OfVisits record) {
    switch (record) {
      case LinkRecord.Visited(long number, int count, _) -> put(number, count);
      case LinkRecord.VisitsInDoubt(long end, _) -> doubt(end);
    }
  }

  /** Counts only rise: what is said twice, or in another order, does no harm. */
  private void put(long number, int count) {
    Slots now = slots;
    int at = now.find(number);
    if (at == NOWHERE) {
      add(keyOf(number), count);
    } else {
      now.counts.setRelease(at, Math.max(now.counts.getPlain(at), count));
      now.keys.setRelease(at, keyOf(number));
    }
  }

  /** There were so many at least; where more may be hidden, that stays so. */
  void atLeast(long number, int count) {
    Slots now = slots;
    int at = now.find(number);
    if (at == NOWHERE) {
      add(number < doubtEnd ? keyOf(number) | IN_DOUBT : keyOf(number), count);
    } else {
      now.counts.setRelease(at, Math.max(now.counts.getPlain(at), count));
    }
  }

  private static long keyOf(long number) {
    return (number + 1) << 1;
  }

  private void add(long key, int count) {
    if (4L * (used + 1) > 3L * slots.capacity()) {
      rebuild();
    }
    slots.add(key, count);
    used++;
  }

  private void rebuild() {
    Slots old = slots;
    int live = 0;
    for (int at = 0; at < old.capacity(); at++) {
      live += isThere(old, at) ? 1 : 0;
    }
    int capacity = CAPACITY_MIN;
    while (2L * (live + 1) > capacity) {
      capacity *= 2;
    }
    Slots next = new Slots(capacity);
    for (int at = 0; at < old.capacity(); at++) {
      if (isThere(old, at)) {
        next.add(old.keys.getPlain(at), old.counts.getPlain(at));
      }
    }
    used = live;
    slots = next;
  }

  private static boolean isThere(Slots slots, int at) {
    return slots.keys.getPlain(at) != 0 && slots.counts.getPlain(at) != GONE;
  }

  /** Of all links with lower numbers it is not known any more how many visits there were. */
  void doubt(long end) {
    doubtEnd = Math.max(doubtEnd, end);
    Slots now = slots;
    for (int at = 0; at < now.capacity(); at++) {
      long key = now.keys.getPlain(at);
      if (key != 0 && numberOf(key) < end) {
        now.keys.setRelease(at, key | IN_DOUBT);
      }
    }
  }

  /** The link is gone, and its number is not used again. */
  void remove(long number) {
    Slots now = slots;
    int at = now.find(number);
    if (at != NOWHERE) {
      now.counts.setRelease(at, GONE);
    }
  }

  void removeUnless(LongPredicate isThere) {
    Slots now = slots;
    for (int at = 0; at < now.capacity(); at++) {
      long key = now.keys.getPlain(at);
      if (key != 0 && !isThere.test(numberOf(key))) {
        now.counts.setRelease(at, GONE);
      }
    }
  }

  /**
   * Whether a frame that says this is still needed, if its link is there: one that is not known yet
   * may be about to be. Any thread.
   */
  boolean isNeeded(LinkRecord.OfVisits record) {
    return switch (record) {
      case LinkRecord.Visited(long number, int count, _) -> count >= visitsMin(number);
      case LinkRecord.VisitsInDoubt _ -> true;
    };
  }

  /** Of this moment. Not while somebody writes. */
  VisitTable copy() {
    VisitTable copy = new VisitTable();
    Slots now = slots;
    copy.slots = new Slots(now.capacity());
    for (int at = 0; at < now.capacity(); at++) {
      copy.slots.keys.setPlain(at, now.keys.getPlain(at));
      copy.slots.counts.setPlain(at, now.counts.getPlain(at));
    }
    copy.used = used;
    copy.doubtEnd = doubtEnd;
    return copy;
  }

  /** Records that make an empty table what this is. Not while somebody writes. */
  List<LinkRecord.OfVisits> records() {
    List<LinkRecord.OfVisits> records = new ArrayList<>(said(true));
    if (doubtEnd > 0) {
      records.add(new LinkRecord.VisitsInDoubt(doubtEnd, LinkRecord.NO_TIME));
    }
    records.addAll(said(false));
    return records;
  }

  /** What makes the other doubt what this doubts, and know what this knows in spite of that. */
  List<LinkRecord.OfVisits> doubtBeyond(VisitTable other) {
    List<LinkRecord.OfVisits> records = new ArrayList<>();
    if (doubtEnd > other.doubtEnd) {
      records.add(new LinkRecord.VisitsInDoubt(doubtEnd, LinkRecord.NO_TIME));
      records.addAll(said(false));
    }
    return records;
  }

  private List<LinkRecord.OfVisits> said(boolean inDoubt) {
    List<LinkRecord.OfVisits> records = new ArrayList<>();
    Slots now = slots;
    for (int at = 0; at < now.capacity(); at++) {
      long key = now.keys.getPlain(at);
      if (isThere(now, at) && inDoubt == ((key & IN_DOUBT) != 0)) {
        records.add(
            new LinkRecord.Visited(numberOf(key), now.counts.getPlain(at), LinkRecord.NO_TIME));
      }
    }
    return records;
  }
}
