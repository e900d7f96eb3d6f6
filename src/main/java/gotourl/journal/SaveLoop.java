package gotourl.journal;

import gotourl.metrics.Metric;
import gotourl.metrics.Metrics;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: take everything waiting, write once, sync once, publish, acknowledge all. While one
 * batch is synced the next one gathers, so the batch grows with the load and nobody waits for a
 * timer.
 *
 * <p>{@link #saveOnce} is the whole of it; a thread runs it, a test calls it.
 */
public final class SaveLoop {

  private static final Logger LOG = System.getLogger(SaveLoop.class.getName());

  /** Under {@link SyncPolicy#EACH_SECOND}: the most that a power cut may take. */
  private static final long SYNC_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** So many are prepared together: what they ask for stays in the first cache. */
  private static final int GROUP = 64;

  /**
   * How much may wait.
   *
   * @param requestsMax saves admitted and not yet answered
   * @param bytesMax the same, in bytes of frames
   */
  public record Options(int requestsMax, long bytesMax) {}

  /**
   * The disk does not take what is to be saved.
   *
   * @param since the first failure; nothing was saved since then
   */
  public record Failing(Instant since, String why) {}

  private final Journal journal;
  private final SaveQueue queue;
  private final Runnable batchEnd;
  private final Options options;
  private final SaveCounts counts = new SaveCounts();

  /** With what new saves are refused, from the beginning of the end. */
  private volatile @Nullable Refusal closing;

  /** Set after the last {@link #saveOnce}: whoever pushes now must take it out again himself. */
  private volatile boolean ended;

  /** The loop's thread while it is going to sleep or asleep. */
  private volatile @Nullable Thread sleeper;

  private @Nullable Thread thread;

  /** Whether a batch was left in the middle: it may be on disk, and published only in part. */
  private volatile boolean hasDied;

  /** The batch in work, and how many of it have been answered. */
  private final Saves batch = new Saves();

  private int answered;

  /** How many of it could not even be decided. */
  private int defects;

  /** Why the last batch failed, if it did: said once, not for every batch. */
  private volatile @Nullable Failing failing;

  /** When the oldest unsynced batch was written; only meaningful while the journal is unsynced. */
  private long unsyncedSinceNanos;

  /**
   * Does not start a thread.
   *
   * @param batchEnd called after each batch, published or refused: decisions of that batch that
   *     were kept aside can be forgotten
   */
  public SaveLoop(Journal journal, Options options, Runnable batchEnd) {
    this.journal = journal;
    this.queue = new SaveQueue(options.requestsMax, options.bytesMax);
    this.batchEnd = batchEnd;
    this.options = options;
  }

  /** Runs the loop on a thread of this name until {@link #close}. */
  public void start(String name) {
    Thread loop = new Thread(this::run, name);
    thread = loop;
    loop.start();
  }

  /** Whether the loop runs by itself; if not, {@link #saveOnce} is a turn of it. */
  public boolean hasThread() {
    return thread != null;
  }

  /**
   * Whether it ended by a defect: what readers see may then be behind what is durable. Any thread.
   */
  public boolean hasDied() {
    return hasDied;
  }

  /** Since when saves are refused because the disk failed, and why; {@code null}: they are not. */
  public @Nullable Failing failing() {
    return failing;
  }

  /** Says where its metrics are read, and the journal's. */
  public void measure(Metrics metrics) {
    counts.measure(metrics);
    journal.measure(metrics);
    metrics.read(Metric.SAVE_QUEUE, queue::requests);
    metrics.read(Metric.SAVE_QUEUE_MAX, options::requestsMax);
    metrics.read(Metric.SAVE_QUEUE_BYTES, queue::bytes);
    metrics.read(Metric.SAVE_QUEUE_BYTES_MAX, options::bytesMax);
    metrics.read(Metric.SAVING_REFUSED, () -> failing != null || hasDied ? 1 : 0);
  }

  /** Never blocks, never throws for want of room: the save is answered one way or the other. */
  public void submit(Save save) {
    Refusal refusal = closing;
    if (refusal != null) {
      refuse(save, refusal);
    } else if (!queue.push(save)) {
      refuse(save, Refusal.QUEUE_FULL);
    } else {
      Thread loop = sleeper;
      if (loop != null) {
        sleeper = null;
        LockSupport.unpark(loop);
      }
      if (ended) {
        refuseWaiting(Refusal.CLOSED);
      }
    }
  }

  /** One batch. False if nothing was waiting. */
  public boolean saveOnce() {
    queue.take(batch, journal.batchBytesMax());
    if (batch.isEmpty()) {
      syncIfDue();
      return false;
    }
    answered = 0;
    defects = 0;
    try {
      answer();
    } catch (RuntimeException | Error e) {
      hasDied = true;
      for (int i = answered; i < batch.count(); i++) {
        batch.get(i).fail(new IllegalStateException("the save loop died", e));
      }
      throw e;
    } finally {
      batch.clear();
    }
    syncIfDue();
    return true;
  }

  private void answer() {
    Refusal refusal = save();
    batchEnd.run();
    queue.release();
    if (refusal == null) {
      counts.saved(batch.count() - defects);
    }
    while (answered < batch.count()) {
      Save save = batch.get(answered++);
      if (save.defect != null) {
        save.fail(save.defect);
      } else if (refusal != null && save.needsDisk()) {
        refuse(save, refusal);
      } else {
        save.acknowledge();
      }
    }
  }

  /** Saves what is waiting, then ends the thread, if there is one. */
  public void close() {
    if (closing == null) {
      closing = Refusal.CLOSED;
    }
    Thread loop = thread;
    if (loop == null) {
      finish();
      return;
    }
    LockSupport.unpark(loop);
    boolean interrupted = false;
    while (loop.isAlive()) {
      try {
        loop.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    try {
      while (closing == null) {
        if (!saveOnce()) {
          sleep();
        }
      }
      finish();
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "the save loop died; saving is refused until a restart", e);
      closing = Refusal.DISK;
      end(Refusal.DISK);
    }
  }

  private void finish() {
    while (saveOnce()) {
      // Until nothing is left.
    }
    end(Refusal.CLOSED);
  }

  private void end(Refusal refusal) {
    ended = true;
    refuseWaiting(refusal);
  }

  /**
   * After the end, for whoever finds the loop ended: who is admitted before the end is seen here,
   * and who is admitted later sees the end.
   */
  private void refuseWaiting(Refusal refusal) {
    Save left;
    while ((left = takeOne()) != null) {
      refuse(left, refusal);
    }
  }

  private void refuse(Save save, Refusal refusal) {
    counts.refused(refusal);
    save.refuse(refusal);
  }

  private synchronized @Nullable Save takeOne() {
    return queue.takeOne();
  }

  @SuppressWarnings("ThreadPriorityCheck") // only when the other's next step is due anyway
  private void sleep() {
    sleeper = Thread.currentThread();
    if (queue.isEmpty() && closing == null) {
      if (isSyncOwed()) {
        LockSupport.parkNanos(this, syncDueNanos());
      } else {
        LockSupport.park(this);
      }
    } else {
      Thread.yield(); // Somebody is admitted and not in the queue yet, or it ends.
    }
    sleeper = null;
  }

  /** Decides, saves and publishes the batch; not null: nothing of it was saved. */
  private @Nullable Refusal save() {
    boolean owed = isSyncOwed();
    try {
      Batch frames = journal.begin();
      decide(frames);
      if (frames.isToBeCommitted()) {
        journal.commit();
      }
    } catch (IOException e) {
      sayFailing(e);
      publish(false);
      return Refusal.DISK;
    }
    if (!owed) {
      unsyncedSinceNanos = System.nanoTime();
    }
    if (failing != null) {
      failing = null;
      LOG.log(Level.INFO, "saving works again");
    }
    publish(true);
    return null;
  }

  private void decide(Batch frames) {
    int decided = 0;
    do {
      decideFrom(decided, frames);
      decided = batch.count();
      // Who came meanwhile need not wait for a sync of his own: it costs what many saves cost.
      queue.take(batch, journal.batchBytesMax());
    } while (batch.count() > decided);
  }

  private void decideFrom(int first, Batch frames) {
    int count = batch.count();
    for (int from = first; from < count; from += GROUP) {
      int to = Math.min(count, from + GROUP);
      for (int i = from; i < to; i++) {
        batch.get(i).prepareToDecide();
      }
      for (int i = from; i < to; i++) {
        decide(batch.get(i), frames);
      }
    }
  }

  private void publish(boolean saved) {
    int count = batch.count();
    for (int from = 0; from < count; from += GROUP) {
      int to = Math.min(count, from + GROUP);
      for (int i = from; i < to; i++) {
        batch.get(i).prepareToPublish();
      }
      for (int i = from; i < to; i++) {
        Save save = batch.get(i);
        if (save.defect == null && (saved || !save.needsDisk())) {
          save.publish();
        }
      }
    }
  }

  /** A decision that throws costs its own request, not the batch. */
  private void decide(Save save, Batch batch) {
    batch.mark();
    try {
      save.decide(batch);
    } catch (RuntimeException e) {
      batch.reset();
      save.defect = e;
      defects++;
    }
  }

  private void syncIfDue() {
    if (isSyncOwed() && syncDueNanos() <= 0) {
      try {
        journal.sync();
      } catch (IOException e) {
        sayFailing(e);
      }
    }
  }

  private boolean isSyncOwed() {
    return journal.syncPolicy() == SyncPolicy.EACH_SECOND && journal.isUnsynced();
  }

  private long syncDueNanos() {
    return unsyncedSinceNanos + SYNC_INTERVAL_NANOS - System.nanoTime();
  }

  private void sayFailing(IOException e) {
    if (failing == null) {
      failing = new Failing(journal.now(), e.toString());
      LOG.log(Level.ERROR, "saving is refused, the disk failed: " + e);
    }
  }
}
