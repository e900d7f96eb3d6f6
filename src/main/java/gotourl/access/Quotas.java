package gotourl.access;

import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How many links each secret may still make. In no hour are there more than its quota, wherever the
 * hour begins: what was made is counted by the minute, and given back when the whole minute lies an
 * hour back. Any thread; nothing waits. Only in memory: a start begins anew.
 */
public final class Quotas {

  private static final long SLOT_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** Those of an hour, and the one in work. */
  private static final int SLOTS = 61;

  /** As many as can be in force at once; of those that have been revoked nobody asks any more. */
  private static final int COUNTED_MAX = CredentialStore.CREDENTIALS_MAX + 1;

  private final LongSupplier nanos;
  private final long begin;

  /** By number of the credential; guarded by this. */
  private final Map<Integer, Count> counts = new HashMap<>();

  /**
   * @param nanos a clock that nobody sets
   */
  public Quotas(LongSupplier nanos) {
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
  }

  /**
   * Takes one link from what its bearer may make.
   *
   * @return {@link Duration#ZERO} if it may be made; else how long until one may be, and nothing
   *     was taken
   */
  public synchronized Duration take(Credential credential) {
    int quota = credential.limits().creationsPerHour();
    if (quota == Limits.NO_QUOTA) {
      return Duration.ZERO;
    }
    long now = nanos.getAsLong() - begin;
    Count count = counts.get(credential.number());
    if (count == null) {
      count = new Count();
      makeRoom();
      counts.put(credential.number(), count);
    }
    return count.take(quota, now);
  }

  /** The link was not made after all. */
  public synchronized void giveBack(Credential credential) {
    Count count = counts.get(credential.number());
    if (count != null) {
      count.giveBack();
    }
  }

  private void makeRoom() {
    if (counts.size() >= COUNTED_MAX) {
      counts.entrySet().stream()
          .min(Comparator.comparingLong(entry -> entry.getValue().slot))
          .map(Map.Entry::getKey)
          .ifPresent(counts::remove);
    }
  }

  /** What one secret has made in the last hour. */
  private static final class Count {

    /** By slot modulo their number. */
    private final int[] made = new int[SLOTS];

    private int total;

    /** The slot in work: the minutes since the beginning. */
    private long slot;

    Duration take(int quota, long now) {
      advance(now / SLOT_NANOS);
      if (total < quota) {
        total++;
        made[at(slot)]++;
        return Duration.ZERO;
      }
      long oldest = slot - SLOTS + 1;
      while (made[at(oldest)] == 0) {
        oldest++;
      }
      return Duration.ofNanos((oldest + SLOTS) * SLOT_NANOS - now);
    }

    private void advance(long to) {
      if (to - slot >= SLOTS) {
        Arrays.fill(made, 0);
        total = 0;
        slot = to;
      }
      while (slot < to) {
        slot++;
        total -= made[at(slot)];
        made[at(slot)] = 0;
      }
    }

    private static int at(long slot) {
      return Math.floorMod(slot, SLOTS);
    }

    void giveBack() {
      if (made[at(slot)] > 0) {
        made[at(slot)]--;
        total--;
      }
    }
  }
}
