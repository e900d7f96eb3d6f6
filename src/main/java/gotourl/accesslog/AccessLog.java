package gotourl.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes what waits in the lanes, makes lines of it and writes them, on a thread of its own:
 * whatever the disk does, only that thread waits for it.
 *
 * <p>{@link #writeOnce} is a turn of it: a thread runs it, a test calls it.
 */
public final class AccessLog implements AutoCloseable {

  /** Where the lines go. */
  public interface Target {

    /** May wait, and may fail; is tried again then. */
    WritableByteChannel open() throws IOException;

    /** The end of a file, which is made if it is missing. */
    static Target file(Path file) {
      return () -> FileChannel.open(file, CREATE, WRITE, APPEND);
    }

    /** The process's own, past what locks it for others: whoever waits there waits alone. */
    static Target standardOutput() {
      return () -> new FileOutputStream(FileDescriptor.out).getChannel();
    }
  }

  private static final Logger LOG = System.getLogger(AccessLog.class.getName());

  /** Written at a time: few calls, and little that is lost when one fails. */
  private static final int BATCH_CHARS = 64 * 1024;

  /** A lane holds more than comes in this time. */
  private static final Duration PAUSE = Duration.ofMillis(10);

  /** After a failure; what comes meanwhile and finds no room is counted as dropped. */
  private static final Duration RETRY = Duration.ofMillis(500);

  /** How often it is said that lines were dropped. */
  private static final Duration WATCH = Duration.ofMinutes(1);

  /** At the end: longer than a pause, enough for a disk that works; a stop waits for no other. */
  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(1);

  private final Target target;
  private final LineFormat.Lines format;
  private final List<Lane> lanes = new CopyOnWriteArrayList<>();
  private final AtomicLong lines = new AtomicLong();

  /** Lines that were taken from a lane and could not be written. */
  private final AtomicLong lost = new AtomicLong();

  private final Entry entry = new Entry();
  private final StringBuilder batch = new StringBuilder(BATCH_CHARS + Lane.ENTRY_BYTES_MAX);

  private volatile boolean reopens;
  private volatile boolean closing;
  private @Nullable Thread writer;
  private @Nullable Thread watch;

  /** The writer's own. */
  private @Nullable WritableByteChannel channel;

  private boolean failing;

  /** What was said already; the watch's. */
  private long droppedSaid;

  /** Without threads, until {@link #start}. Nothing is opened before there is a line. */
  public AccessLog(Target target, LineFormat format) {
    this.target = target;
    this.format = format.open();
  }

  /** One more lane, for one thread. */
  public Lane lane() {
    Lane lane = new Lane();
    lanes.add(lane);
    return lane;
  }

  /**
   * Begins to write.
   *
   * @param threads makes the one that writes: of low priority, and nobody's to wait for
   */
  public void start(ThreadFactory threads) {
    Thread thread = threads.newThread(this::run);
    writer = thread;
    thread.start();
    // The writer may hang in a write for as long as it likes: somebody else has to say so.
    watch = Thread.ofVirtual().name("goto-access-log-watch").start(this::watch);
  }

  /** From now on lines go to what bears the name then: the file was renamed. Any thread. */
  public void reopen() {
    reopens = true;
  }

  /** Lines written. Any thread. */
  public long lines() {
    return lines.get();
  }

  /** Requests that have no line, and will have none. Any thread. */
  public long dropped() {
    return lost.get() + lanes.stream().mapToLong(Lane::dropped).sum();
  }

  private void run() {
    try {
      while (!closing) {
        if (!writeOnce()) {
          Thread.sleep(failing ? RETRY : PAUSE);
        }
      }
      while (writeOnce()) {
        // Until nothing is left.
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "the access log does not wait for what is left");
    } catch (RuntimeException | Error e) {
      LOG.log(Level.ERROR, "the access log has ended by a defect", e);
      throw e;
    } finally {
      closeChannel();
    }
  }

  /** One batch. False: nothing was waiting, or it could not be written. */
  boolean writeOnce() {
    if (reopens) {
      reopens = false;
      closeChannel();
    }
    try {
      // Not before it is open: what waits in the lanes is not lost yet.
      if (channel == null) {
        if (lanes.stream().allMatch(Lane::isEmpty)) {
          return false;
        }
        channel = target.open();
      }
    } catch (IOException e) {
      fail(e);
      return false;
    }
    int count = gather();
    if (count == 0) {
      return false;
    }
    try {
      write(channel);
      lines.addAndGet(count);
    } catch (IOException e) {
      lost.addAndGet(count);
      fail(e);
      return false;
    }
    if (failing) {
      failing = false;
      LOG.log(Level.INFO, "the access log is written again");
    }
    return true;
  }

  private int gather() {
    batch.setLength(0);
    int count = 0;
    int share = BATCH_CHARS / Math.max(1, lanes.size());
    for (Lane lane : lanes) {
      int end = batch.length() + share;
      while (batch.length() < end && entry.next(lane)) {
        format.append(entry, batch);
        count++;
      }
    }
    return count;
  }

  private void write(WritableByteChannel open) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(batch.toString().getBytes(US_ASCII));
    while (bytes.hasRemaining()) {
      open.write(bytes);
    }
  }

  private void fail(IOException e) {
    if (!failing) {
      failing = true;
      LOG.log(Level.ERROR, "the access log cannot be written, lines are dropped: " + e);
    }
    closeChannel();
  }

  private void closeChannel() {
    WritableByteChannel open = channel;
    channel = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      LOG.log(Level.WARNING, "closing the access log: " + e);
    }
  }

  private void watch() {
    try {
      while (!closing) {
        Thread.sleep(WATCH);
        sayDropped();
      }
    } catch (InterruptedException e) {
      LOG.log(Level.DEBUG, "nobody watches the access log any more");
    }
  }

  /** One line, if lines were dropped since the last one. */
  void sayDropped() {
    long dropped = dropped();
    if (dropped > droppedSaid) {
      LOG.log(
          Level.WARNING,
          "the access log does not keep up: {0} lines dropped since the last such message",
          Long.toString(dropped - droppedSaid));
      droppedSaid = dropped;
    }
  }

  /** Writes what is left, if that does not take long. */
  @Override
  public void close() {
    closing = true;
    if (watch != null) {
      watch.interrupt();
    }
    Thread thread = writer;
    if (thread == null) {
      return;
    }
    try {
      if (!thread.join(CLOSE_PATIENCE)) {
        LOG.log(Level.WARNING, "the access log hangs; its last lines are left out");
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
