package gotourl.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A source that is read on a thread of its own, some rows ahead of who takes them: reading a row
 * costs about as much as judging and saving it, and then both go on at once. One thread takes.
 */
final class ReadAhead implements Source, AutoCloseable {

  /** So many that handing them over costs nothing, so few that they fit a cache. */
  private static final int BATCH_ROWS = 256;

  /** What is read and not taken: some thousand rows, a few megabytes. */
  private static final int BATCHES_MAX = 8;

  /** How often a thread that waits for room looks whether anybody still takes. */
  private static final long LOOK_MILLIS = 100;

  /**
   * Rows in their order.
   *
   * @param isLast whether there are none behind them
   * @param failure why there are none, if it is not that the source has ended
   */
  private record Batch(List<Row> rows, boolean isLast, @Nullable Throwable failure) {}

  private final Source source;
  private final BlockingQueue<Batch> batches = new ArrayBlockingQueue<>(BATCHES_MAX);
  private final Thread thread;
  private volatile boolean isClosed;

  private Iterator<Row> rows = List.<Row>of().iterator();
  private @Nullable Batch last;

  ReadAhead(Source source) {
    this.source = source;
    this.thread = Thread.ofPlatform().daemon().name("goto-read-ahead").start(this::read);
  }

  private void read() {
    try {
      boolean isLast = false;
      while (!isLast && !isClosed) {
        List<Row> batch = new ArrayList<>(BATCH_ROWS);
        Throwable failure = null;
        try {
          isLast = fill(batch);
        } catch (IOException | RuntimeException | Error e) {
          failure = e;
          isLast = true;
        }
        hand(new Batch(batch, isLast, failure));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean fill(List<Row> batch) throws IOException {
    while (batch.size() < BATCH_ROWS) {
      Row row = source.next();
      if (row == null) {
        return true;
      }
      batch.add(row);
    }
    return false;
  }

  private void hand(Batch batch) throws InterruptedException {
    while (!isClosed && !batches.offer(batch, LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      Thread.onSpinWait();
    }
  }

  @Override
  public @Nullable Row next() throws IOException {
    while (!rows.hasNext()) {
      if (last != null) {
        return end(last.failure);
      }
      Batch batch = take();
      rows = batch.rows.iterator();
      last = batch.isLast ? batch : null;
    }
    return rows.next();
  }

  private static @Nullable Row end(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure != null) {
      throw (Error) failure;
    }
    return null;
  }

  private Batch take() throws IOException {
    try {
      return batches.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Reads no further; what is being read from may be waited for until it gives something. */
  @Override
  public void close() {
    isClosed = true;
    batches.clear();
  }

  /** Whether the thread has ended. */
  boolean hasEnded() {
    return !thread.isAlive();
  }
}
