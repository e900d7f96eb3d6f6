package gotourl.store.embedded;

import gotourl.journal.CopyRefusedException;
import gotourl.journal.DirectoryLock;
import gotourl.journal.Disk;
import gotourl.journal.FileDisk;
import gotourl.journal.JournalCopy;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A second directory that follows a data directory at a short distance, until it is stopped. At any
 * moment a server can be started on it, once nobody follows any more.
 *
 * <p>A failing disk or a directory that is away for a while is said once and tried again; what
 * trying again cannot cure ends it.
 */
public final class Standby implements Closeable {

  /** A fifth of what the standby may be behind: leaves room for the copying itself. */
  private static final long PAUSE_MILLIS = 200;

  /** Between tries after a failure: each may read a whole segment. */
  private static final long PAUSE_AFTER_FAILURE_MILLIS = 2_000;

  /** What is promised while nothing fails. */
  private static final long BEHIND_NANOS_MAX = TimeUnit.SECONDS.toNanos(1);

  private final Disk source;
  private final Disk target;
  private final List<Closeable> owned;
  private final LongSupplier nanos;
  private final Consumer<String> say;
  private final CountDownLatch stop = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  private @Nullable JournalCopy copy;

  /** Whether the directory has been a whole copy since this object follows. */
  private boolean wasWhole;

  /** When the last pass that succeeded began; nothing older is missing. */
  private long upToDateNanos;

  private boolean behind;
  private @Nullable String failure;

  /**
   * @param owned closed at the end, in this order
   * @param say one line each time when something changes: whole, failing, behind, caught up
   */
  Standby(
      Disk source, Disk target, List<Closeable> owned, LongSupplier nanos, Consumer<String> say) {
    this.source = source;
    this.target = target;
    this.owned = owned;
    this.nanos = nanos;
    this.say = say;
  }

  /** Takes the lock of the target, which is created if it is missing. Copies nothing yet. */
  public static Standby open(Path source, Path target, Consumer<String> say) throws OpenException {
    List<Closeable> owned = new ArrayList<>();
    try {
      FileDisk from = Backup.source(source);
      Backup.refuseSame(source, target);
      FileDisk to = FileDisk.open(target);
      owned.add(DirectoryLock.acquire(target));
      return new Standby(from, to, owned, System::nanoTime, say);
    } catch (IOException e) {
      throw Backup.failed(source, target, e);
    }
  }

  /**
   * Follows until {@link #close}, which another thread calls; then once more, so that what a server
   * saved before it was stopped is in the copy.
   *
   * @throws OpenException if the copy cannot be continued
   */
  public void follow() throws OpenException {
    try {
      boolean stopping = false;
      while (!stopping) {
        stopping = stop.await(pauseMillis(), TimeUnit.MILLISECONDS);
        followOnce();
      }
    } catch (CopyRefusedException e) {
      throw new OpenException("the copy cannot be continued: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new OpenException("interrupted", e);
    } finally {
      closeCopy();
      ended.countDown();
    }
  }

  private long pauseMillis() {
    if (failure != null) {
      return PAUSE_AFTER_FAILURE_MILLIS;
    }
    return wasWhole && !behind ? PAUSE_MILLIS : 0;
  }

  /** One pass. Says what has changed; throws only what trying again cannot cure. */
  void followOnce() throws CopyRefusedException {
    long start = nanos.getAsLong();
    try {
      JournalCopy.Pass pass = copy().pass();
      succeeded(start, pass);
    } catch (CopyRefusedException e) {
      throw e;
    } catch (IOException e) {
      closeCopy();
      String reason = Backup.reason(e);
      if (!reason.equals(failure)) {
        say.accept("cannot copy, trying again: " + reason);
      }
      failure = reason;
    }
  }

  private JournalCopy copy() throws IOException {
    if (copy == null) {
      // An empty mount point looks like a new directory, and would be filled.
      if (wasWhole && !JournalCopy.isIn(target)) {
        throw new IOException("the copy has vanished; is the right directory mounted?");
      }
      copy = Backup.open(source, target);
    }
    return copy;
  }

  private void succeeded(long start, JournalCopy.Pass pass) {
    if (!wasWhole) {
      say.accept("the copy is whole, following");
    } else if (failure != null) {
      say.accept("copying works again");
    }
    long behindNanos = nanos.getAsLong() - (wasWhole ? upToDateNanos : start);
    boolean isBehind = wasWhole && behindNanos > BEHIND_NANOS_MAX;
    if (isBehind && !behind) {
      say.accept(
          "behind by up to %.1f s: copied %d bytes in %.1f s"
              .formatted(behindNanos / 1e9, pass.bytes(), (nanos.getAsLong() - start) / 1e9));
    } else if (behind && !isBehind) {
      say.accept("caught up");
    }
    behind = isBehind;
    failure = null;
    wasWhole = true;
    upToDateNanos = start;
  }

  private void closeCopy() {
    JournalCopy open = copy;
    copy = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException e) {
        say.accept("closing a file: " + Backup.reason(e));
      }
    }
  }

  /** Ends {@link #follow}, waits for it, and gives the target back. */
  @Override
  public void close() throws IOException {
    stop.countDown();
    boolean interrupted = false;
    while (ended.getCount() > 0) {
      try {
        ended.await();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    for (Closeable each : owned) {
      each.close();
    }
  }
}
