package gotourl.link;

import gotourl.link.LinkStore.Claimed;
import gotourl.link.LinkStore.Range;
import gotourl.link.LinkStore.Unsaved;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Numbers of one sequence that the store has given to this process, so that a new link needs one
 * save and not two. The next range is claimed when the present one is half used; whoever finds
 * nothing left is told later, and no thread waits.
 *
 * <p>A number is handed out once, unless its taker {@link #giveBack gives it back}, and those never
 * handed out go back to the store on {@link #close}. A crash costs the numbers that were claimed
 * and not used: at most {@link #LOST_MAX}.
 */
final class Lease {

  /** The first claim: a server that makes a handful of links should not waste more on a crash. */
  static final int COUNT_FIRST = 64;

  /** The largest claim: at a million links a second, 250 claims travel with the saves of links. */
  static final int COUNT_MAX = 4_096;

  /** Half a range in use and the next one claimed ahead. */
  static final int LOST_MAX = COUNT_MAX / 2 + COUNT_MAX;

  /** Numbers that were given back; one beyond is lost, and nothing else. */
  private static final int RETURNED_MAX = 16_384;

  /** What {@link #take} says when the taker is told later. */
  static final long LATER = -1;

  static final Unsaved CLOSED = new Unsaved(Unsaved.Cause.CLOSED, Duration.ofSeconds(5));

  private static final Unsaved TOO_MANY_WAITING =
      new Unsaved(Unsaved.Cause.QUEUE_FULL, Duration.ofSeconds(1));

  /** Who wanted a number and found none: hears one of these, once, on any thread. */
  interface Taker {
    void number(long number);

    /** The sequence has no numbers any more. */
    void usedUp();

    void unsaved(Unsaved unsaved);

    void broken(Throwable defect);
  }

  private final LinkStore store;
  private final int sequence;
  private final long limit;
  private final int waitingMax;
  private final LongSupplier firstFloor;
  private final Turns claims = new Turns(this::claimStep);
  private final Turns deliveries = new Turns(this::deliver);
  private final CompletableFuture<Boolean> released = new CompletableFuture<>();

  // All below is guarded by this. The numbers from next to end - 1, and those of the range ahead,
  // are ours and were never handed out. claimedEnd is the end of the last claim as the store knows
  // it, which may lie beyond the limit.
  private final ArrayDeque<Taker> waiting = new ArrayDeque<>();
  private final ArrayDeque<Long> returned = new ArrayDeque<>();
  private long next;
  private long end;
  private long claimedEnd;
  private @Nullable Range ahead;
  private int count = COUNT_FIRST;
  private long low;
  private boolean begun;
  private boolean atLimit;
  private boolean wanted;
  private boolean claiming;
  private boolean closed;

  // Written by the claim's stage before it asks for a turn, read in that turn.
  private @Nullable Claimed outcome;
  private @Nullable Throwable defect;

  /**
   * @param limit the sequence ends before this number
   * @param waitingMax how many may wait for a number
   * @param firstFloor the lowest number that this process may begin with
   */
  Lease(LinkStore store, int sequence, long limit, int waitingMax, LongSupplier firstFloor) {
    this.store = store;
    this.sequence = sequence;
    this.limit = limit;
    this.waitingMax = waitingMax;
    this.firstFloor = firstFloor;
  }

  /** A number, or {@link #LATER}: then the taker is told, perhaps before this returns. */
  long take(Taker taker) {
    long number = LATER;
    Unsaved refusal = null;
    boolean none = false;
    boolean ask = false;
    synchronized (this) {
      if (closed) {
        refusal = CLOSED;
      } else if (hasNumber()) {
        number = pop();
        ask = claimWanted();
      } else if (atLimit) {
        none = true;
      } else if (waiting.size() == waitingMax) {
        refusal = TOO_MANY_WAITING;
      } else {
        waiting.add(taker);
        ask = claimWanted();
      }
    }
    if (refusal != null) {
      taker.unsaved(refusal);
    } else if (none) {
      taker.usedUp();
    } else if (ask) {
      claims.ask();
    }
    return number;
  }

  /**
   * Takes back a number whose link was never written, and that nobody has seen. So a store that
   * refuses costs no numbers, and those who wait for one hear of the refusal now, not after the
   * next claim.
   */
  void giveBack(long number) {
    synchronized (this) {
      if (closed || returned.size() == RETURNED_MAX) {
        return;
      }
      returned.add(number);
    }
    deliveries.ask();
  }

  /** With the lock held. */
  private boolean hasNumber() {
    return next < end || !returned.isEmpty();
  }

  /** With the lock held. */
  private long pop() {
    Long again = returned.poll();
    if (again != null) {
      return again;
    }
    long number = next++;
    if (next == end && ahead != null) {
      next = ahead.first();
      end = ahead.end();
      ahead = null;
    }
    return number;
  }

  /** Whether a claim is due that nobody has seen to yet. With the lock held. */
  private boolean claimWanted() {
    if (wanted || claiming || atLimit || ahead != null || end - next > low) {
      return false;
    }
    wanted = true;
    return true;
  }

  /** One turn: settle the claim that is back, then start the one that is wanted. */
  private void claimStep() {
    Claimed back = outcome;
    Throwable broken = defect;
    if (back != null || broken != null) {
      outcome = null;
      defect = null;
      settle(back, broken);
    }
    boolean first;
    int size;
    synchronized (this) {
      if (!wanted || claiming || closed) {
        return;
      }
      wanted = false;
      claiming = true;
      first = !begun;
      size = (int) Math.min(count, limit - end);
    }
    claim(first, size);
  }

  private void claim(boolean first, int size) {
    CompletionStage<Claimed> stage;
    try {
      stage = store.claim(sequence, first ? firstFloor.getAsLong() : 0, size);
    } catch (RuntimeException broken) {
      stage = CompletableFuture.failedFuture(broken);
    }
    var _ =
        stage.whenComplete((claimed, broken) -> {
          outcome = claimed;
          defect = broken;
          claims.ask();
        });
  }

  private void settle(@Nullable Claimed back, @Nullable Throwable broken) {
    boolean tooLate;
    synchronized (this) {
      claiming = false;
      if (back instanceof Range range) {
        receive(range);
      }
      tooLate = closed;
    }
    if (tooLate) {
      giveBack();
    } else if (broken != null) {
      waitingNow().forEach(taker -> taker.broken(broken));
    } else if (back instanceof Unsaved unsaved) {
      waitingNow().forEach(taker -> taker.unsaved(unsaved));
    } else {
      deliveries.ask();
    }
  }

  /** With the lock held. */
  private void receive(Range range) {
    long usableEnd = Math.max(range.first(), Math.min(range.end(), limit));
    if (next == end) {
      next = range.first();
      end = usableEnd;
    } else if (range.first() == end) {
      end = usableEnd;
    } else {
      ahead = new Range(range.first(), usableEnd);
    }
    begun = true;
    atLimit = range.end() >= limit;
    claimedEnd = range.end();
    low = (range.end() - range.first()) / 2;
    count = Math.min(2 * count, COUNT_MAX);
  }

  /** Gives numbers to those who wait, oldest first; who is left waits for the next claim. */
  private void deliver() {
    while (true) {
      Taker taker;
      long number = LATER;
      synchronized (this) {
        if (waiting.isEmpty()) {
          return;
        }
        if (hasNumber()) {
          number = pop();
        } else if (claiming) {
          return; // Its end brings the next delivery.
        } else if (!atLimit) {
          wanted = true;
          break;
        }
        taker = waiting.remove();
      }
      if (number == LATER) {
        taker.usedUp();
      } else {
        taker.number(number);
      }
    }
    claims.ask();
  }

  private synchronized List<Taker> waitingNow() {
    List<Taker> now = List.copyOf(waiting);
    waiting.clear();
    return now;
  }

  /** Hands out no more; the stage completes when the store has answered to what came back. */
  CompletionStage<Boolean> close() {
    boolean settled;
    synchronized (this) {
      if (closed) {
        return released;
      }
      closed = true;
      settled = !claiming;
    }
    waitingNow().forEach(taker -> taker.unsaved(CLOSED));
    if (settled) {
      giveBack();
    }
    return released;
  }

  /** Happens once: when closed, or when the claim that was under way then is back. */
  private void giveBack() {
    long first;
    long last;
    synchronized (this) {
      first = ahead == null ? next : ahead.first();
      last = claimedEnd;
    }
    if (first >= last) {
      released.complete(true);
      return;
    }
    var _ =
        store
            .release(sequence, first, last)
            .whenComplete((_, broken) -> {
              if (broken == null) {
                released.complete(true);
              } else {
                released.completeExceptionally(broken);
              }
            });
  }
}
