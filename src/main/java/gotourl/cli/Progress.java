package gotourl.cli;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How far something is that takes long: a bar where somebody looks on, and otherwise a line now and
 * then, both on standard error.
 */
final class Progress implements AutoCloseable {

  /** How much there is to do, where nobody can say. */
  static final long UNKNOWN = -1;

  private static final int BAR_CHARS = 30;

  private static final Duration BETWEEN_BARS = Duration.ofMillis(250);

  /** Of what is over sooner, there is nothing to say. */
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(10);

  private final Terminal terminal;
  private final LongSupplier rows;
  private final boolean isBar;
  private final long begunNanos = System.nanoTime();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;

  private volatile LongSupplier done = () -> 0;
  private volatile long inAll = UNKNOWN;

  private Progress(Terminal terminal, LongSupplier rows) {
    this.terminal = terminal;
    this.rows = rows;
    this.isBar = terminal.isWatched().getAsBoolean();
    this.thread = Thread.ofPlatform().daemon().name("goto-progress").unstarted(this::show);
  }

  /**
   * @param rows how many are done by now
   */
  static Progress of(Terminal terminal, LongSupplier rows) {
    Progress progress = new Progress(terminal, rows);
    progress.thread.start();
    return progress;
  }

  /** The same bytes; how many were read, of so many, is how far it is. */
  InputStream counting(InputStream in, long bytes) {
    Counting counting = new Counting(in);
    done = () -> counting.count;
    inAll = bytes;
    return counting;
  }

  /** Goes by rows, of which there are so many. */
  void ofRows(long count) {
    done = rows;
    inAll = count;
  }

  private void show() {
    Duration between = isBar ? BETWEEN_BARS : BETWEEN_LINES;
    try {
      while (!ended.await(between.toMillis(), TimeUnit.MILLISECONDS)) {
        if (isBar) {
          terminal.err().print('\r' + bar());
          terminal.err().flush();
        } else {
          terminal.complain(line());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private double part() {
    long all = inAll;
    return all <= 0 ? 0 : Math.min(1, (double) done.getAsLong() / all);
  }

  private String bar() {
    int filled = (int) (part() * BAR_CHARS);
    String bar = "=".repeat(filled) + " ".repeat(BAR_CHARS - filled);
    return (inAll == UNKNOWN ? "" : '[' + bar + "] ") + line() + "   ";
  }

  /** Rows, their rate, and how long the rest will take. */
  String line() {
    double seconds = (System.nanoTime() - begunNanos) / 1e9;
    long count = rows.getAsLong();
    String line = String.format(Locale.ROOT, "%,d rows, %,.0f a second", count, count / seconds);
    double part = part();
    return part == 0
        ? line
        : line
            + String.format(
                Locale.ROOT, ", %.0f %%, %s left", 100 * part, span(seconds * (1 / part - 1)));
  }

  private static String span(double seconds) {
    Duration span = Duration.ofSeconds(Math.round(seconds));
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", span.toHours(), span.toMinutesPart(), span.toSecondsPart());
  }

  /** Nothing more is said; where the bar was, there is nothing. */
  void end() {
    ended.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (isBar) {
      terminal.err().print('\r' + " ".repeat(bar().length()) + '\r');
      terminal.err().flush();
    }
  }

  @Override
  public void close() {
    if (ended.getCount() > 0) {
      end();
    }
  }

  private static final class Counting extends FilterInputStream {
    private volatile long count;

    Counting(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int octet = super.read();
      add(octet < 0 ? 0 : 1);
      return octet;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, length);
      add(Math.max(0, read));
      return read;
    }

    /** One thread reads. */
    @SuppressWarnings("NonAtomicVolatileUpdate")
    private void add(int more) {
      count += more;
    }
  }
}
